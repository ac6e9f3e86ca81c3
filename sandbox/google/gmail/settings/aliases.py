"""Addresses in whose name a mailbox sends (settings.sendAs), its own first.

Source: https://developers.google.com/workspace/gmail/api/guides/alias_and_signature_settings
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.mailbox import mailbox
from sandbox.google.gmail.settings import forwarding_targets
from sandbox.google.identity import account_state, accounts


def create(call: Call) -> dict[str, Any]:
    """Answer ``sendAs.create``."""
    account, alias = forwarding_targets.check_delegated(call), str(call.body.get("sendAsEmail", ""))
    agreed = account_state.are_colleagues(call.db, account, accounts.normal(alias))
    return add(call, account, alias, agreed=agreed)


def add(call: Call, account: str, address: str, *, agreed: bool) -> dict[str, Any]:
    """Add an address: a colleague's counts at once, a stranger's once he has *agreed*."""
    alias = accounts.normal(address)
    if not accounts.ADDRESS.fullmatch(alias) or alias == account:
        message = "Invalid send-as address"
        raise invalid(message)
    status = "accepted" if agreed else "pending"
    try:
        call.db.execute("INSERT INTO aliases VALUES (?, ?, ?)", (account, alias, status))
    except sqlite3.IntegrityError:
        message = "Send-as address already exists"
        raise GoogleError(409, "alreadyExists", message, "ALREADY_EXISTS") from None
    return _shown(alias, status)


def list_aliases(call: Call) -> dict[str, Any]:
    """Answer ``sendAs.list``."""
    account = mailbox.owner(call)
    query = "SELECT * FROM aliases WHERE account = ? ORDER BY alias"
    rows = call.db.execute(query, (account,)).fetchall()
    own = {"sendAsEmail": account, "isPrimary": True, "isDefault": True}
    return {"sendAs": [own, *(_shown(row["alias"], row["status"]) for row in rows)]}


def delete(call: Call) -> None:
    """Answer ``sendAs.delete``."""
    row = forwarding_targets.check_delegated(call), accounts.normal(call.path["sendAsEmail"])
    if not call.db.execute("DELETE FROM aliases WHERE account = ? AND alias = ?", row).rowcount:
        raise not_found()


def _shown(alias: str, status: str) -> dict[str, Any]:
    return {"sendAsEmail": alias, "verificationStatus": status, "treatAsAlias": True}
