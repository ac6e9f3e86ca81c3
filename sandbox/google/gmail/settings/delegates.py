"""Delegates: other people of the same Workspace who may read and send (settings.delegates)."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.settings import forwarding_targets
from sandbox.google.identity import account_state, accounts


def create(call: Call) -> dict[str, Any]:
    """Answer ``delegates.create``: accepted at once."""
    account = forwarding_targets.check_delegated(call)
    delegate = accounts.normal(call.body.get("delegateEmail", ""))
    if delegate == account or not account_state.are_colleagues(call.db, account, delegate):
        message = "Invalid delegate"
        raise invalid(message)
    try:
        call.db.execute("INSERT INTO delegates VALUES (?, ?)", (account, delegate))
    except sqlite3.IntegrityError:
        message = "Delegate already exists"
        raise GoogleError(409, "alreadyExists", message, "ALREADY_EXISTS") from None
    return _shown(delegate)


def get(call: Call) -> dict[str, Any]:
    """Answer ``delegates.get``."""
    delegate = accounts.normal(call.path["delegateEmail"])
    if delegate not in _delegates(call, forwarding_targets.check_delegated(call)):
        raise not_found()
    return _shown(delegate)


def list_delegates(call: Call) -> dict[str, Any]:
    """Answer ``delegates.list``."""
    delegates = _delegates(call, forwarding_targets.check_delegated(call))
    return {"delegates": [_shown(each) for each in delegates]} if delegates else {}


def delete(call: Call) -> None:
    """Answer ``delegates.delete``."""
    row = forwarding_targets.check_delegated(call), accounts.normal(call.path["delegateEmail"])
    query = "DELETE FROM delegates WHERE account = ? AND delegate = ?"
    if not call.db.execute(query, row).rowcount:
        raise not_found()


def _delegates(call: Call, account: str) -> list[str]:
    query = "SELECT delegate FROM delegates WHERE account = ? ORDER BY delegate"
    return [row["delegate"] for row in call.db.execute(query, (account,))]


def _shown(address: str) -> dict[str, Any]:
    return {"delegateEmail": address, "verificationStatus": "accepted"}
