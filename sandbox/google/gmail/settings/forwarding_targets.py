"""Where a mailbox's mail may go, and where it goes.

sandbox/google/gmail/delivery/forwarding.py has the calls that change it.
"""

from __future__ import annotations

import sqlite3

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.gmail.mailbox import mailbox
from sandbox.google.identity import account_state


def check_delegated(call: Call) -> str:
    """Return the mailbox of a call that only delegated service accounts may make."""
    account = mailbox.owner(call)
    if not call.is_delegated or account_state.is_consumer(call.db, account):
        message = (
            "Access restricted to service accounts that have been delegated domain-wide authority"
        )
        raise GoogleError(403, "forbidden", message, "PERMISSION_DENIED")
    return account


def unrecognized() -> GoogleError:
    """Return the 400 for mail that would be forwarded to an address that is not verified."""
    message = "Unrecognized forwarding address"
    return GoogleError(400, "failedPrecondition", message, "FAILED_PRECONDITION")


def automatic(db: sqlite3.Connection, account: str) -> sqlite3.Row | None:
    """Return where all of a mailbox's mail goes, if it goes anywhere."""
    query = "SELECT * FROM automatic_forwarding WHERE account = ?"
    row: sqlite3.Row | None = db.execute(query, (account,)).fetchone()
    return row


def is_verified(db: sqlite3.Connection, account: str, address: str) -> bool:
    """Return whether mail of an account may be forwarded to an address."""
    row = target(db, account, address)
    return row is not None and row["status"] == "accepted"


def of_token(db: sqlite3.Connection, token: str) -> sqlite3.Row | None:
    """Return what the link of a confirmation mail is about."""
    query = "SELECT * FROM forwarding_addresses WHERE token = ?"
    row: sqlite3.Row | None = db.execute(query, (token,)).fetchone()
    return row


def accept(db: sqlite3.Connection, token: str) -> None:
    """Accept the forwarding: who has the link reads the address."""
    db.execute("UPDATE forwarding_addresses SET status = 'accepted' WHERE token = ?", (token,))


def target(db: sqlite3.Connection, account: str, address: str) -> sqlite3.Row | None:
    """Return an address that mail of an account was to be forwarded to."""
    query = "SELECT * FROM forwarding_addresses WHERE account = ? AND address = ?"
    row: sqlite3.Row | None = db.execute(query, (account, address)).fetchone()
    return row
