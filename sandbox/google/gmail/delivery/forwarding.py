"""Forwarding addresses and automatic forwarding.

Source: https://developers.google.com/workspace/gmail/api/guides/forwarding_settings.  Changing
them by API is "only available to service account clients that have been delegated domain-wide
authority".
"""

from __future__ import annotations

import secrets
import sqlite3
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.delivery import incoming
from sandbox.google.gmail.mailbox import mailbox
from sandbox.google.gmail.settings import forwarding_targets
from sandbox.google.identity import account_state, accounts

OFF = {"enabled": False}
DISPOSITIONS = frozenset({"leaveInInbox", "archive", "trash", "markRead"})
SENDER = "Équipe Gmail <forwarding-noreply@google.com>"
WORDS = (
    "{account} a demandé le transfert automatique de ses messages vers votre adresse {to}.\n\n"
    "Pour autoriser ce transfert, ouvrez ce lien et confirmez :\n\n{link}\n\n"
    "Code de confirmation : {code}\n\n"
    "Si vous n’êtes pas à l’origine de cette demande, ne faites rien.\n"
)


def create(call: Call) -> dict[str, Any]:
    """Answer ``forwardingAddresses.create``."""
    return add(
        call, forwarding_targets.check_delegated(call), str(call.body.get("forwardingEmail", ""))
    )


def add(call: Call, account: str, address: str) -> dict[str, Any]:
    """Add an address; its reader is asked, unless it is a colleague's."""
    to = accounts.normal(address)
    if not accounts.ADDRESS.fullmatch(to) or to == account:
        message = "Invalid forwarding address"
        raise invalid(message)
    if forwarding_targets.target(call.db, account, to):
        message = "Forwarding address already exists"
        raise GoogleError(409, "alreadyExists", message, "ALREADY_EXISTS")
    accepted = account_state.are_colleagues(call.db, account, to)
    token = secrets.token_urlsafe(24)
    row = account, to, "accepted" if accepted else "pending", token
    call.db.execute("INSERT INTO forwarding_addresses VALUES (?, ?, ?, ?)", row)
    if not accepted and accounts.is_hosted(call.db, to):
        incoming.arrive(call, to, _asking(call, account, to, token))
    return _shown(_get(call, account, to))


def _asking(call: Call, account: str, to: str, token: str) -> bytes:
    code = secrets.randbelow(9 * 10**8) + 10**8
    message = EmailMessage()
    message["From"], message["To"] = SENDER, to
    message["Subject"] = f"(#{code}) Confirmation de transfert Gmail – Courrier de {account}"
    message["Date"] = format_datetime(call.now)
    message["Message-ID"] = f"<{secrets.token_hex(12)}@google.com>"
    message["Auto-Submitted"] = "auto-generated"
    link = f"{call.root}/mail/vf-{token}"
    text = WORDS.format(account=account, to=to, link=link, code=code)
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def get(call: Call) -> dict[str, Any]:
    """Answer ``forwardingAddresses.get``."""
    address = accounts.normal(call.path["forwardingEmail"])
    return _shown(_get(call, mailbox.owner(call), address))


def list_addresses(call: Call) -> dict[str, Any]:
    """Answer ``forwardingAddresses.list``."""
    query = "SELECT * FROM forwarding_addresses WHERE account = ? ORDER BY address"
    rows = call.db.execute(query, (mailbox.owner(call),)).fetchall()
    return {"forwardingAddresses": [_shown(row) for row in rows]} if rows else {}


def delete(call: Call) -> None:
    """Answer ``forwardingAddresses.delete``; what went there is forwarded no more."""
    account, to = (
        forwarding_targets.check_delegated(call),
        accounts.normal(call.path["forwardingEmail"]),
    )
    _get(call, account, to)
    for table in ("forwarding_addresses", "automatic_forwarding"):
        query = f"DELETE FROM {table} WHERE account = ? AND address = ?"  # noqa: S608 (one of two)
        call.db.execute(query, (account, to))


def get_automatic(call: Call) -> dict[str, Any]:
    """Answer ``getAutoForwarding``."""
    row = forwarding_targets.automatic(call.db, mailbox.owner(call))
    if row is None:
        return OFF
    return {"enabled": True, "emailAddress": row["address"], "disposition": row["disposition"]}


def update_automatic(call: Call) -> dict[str, Any]:
    """Answer ``updateAutoForwarding``."""
    return switch(call, forwarding_targets.check_delegated(call), call.body)


def switch(call: Call, account: str, body: dict[str, Any]) -> dict[str, Any]:
    """Switch automatic forwarding on, to an address that is verified, or off."""
    call.db.execute("DELETE FROM automatic_forwarding WHERE account = ?", (account,))
    if not body.get("enabled"):
        return OFF
    to, disposition = accounts.normal(body.get("emailAddress", "")), body.get("disposition", "")
    if not forwarding_targets.is_verified(call.db, account, to):
        raise forwarding_targets.unrecognized()
    if disposition not in DISPOSITIONS:
        message = "Invalid disposition"
        raise invalid(message)
    row = account, to, disposition
    call.db.execute("INSERT INTO automatic_forwarding VALUES (?, ?, ?)", row)
    return {"enabled": True, "emailAddress": to, "disposition": disposition}


def _get(call: Call, account: str, address: str) -> sqlite3.Row:
    row = forwarding_targets.target(call.db, account, address)
    if row is None:
        raise not_found()
    return row


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    return {"forwardingEmail": row["address"], "verificationStatus": row["status"]}
