"""Another owner for a file: at once within a Workspace, by consent between consumers.

Source: https://developers.google.com/workspace/drive/api/guides/transfer-file
"""

from __future__ import annotations

import sqlite3

from sandbox.google.api.call import Call
from sandbox.google.drive import access
from sandbox.google.drive.errors import forbidden, wrong
from sandbox.google.identity import account_state, accounts


def transfer(call: Call, row: sqlite3.Row, address: str) -> None:
    """Make somebody the owner; the owner before becomes a writer."""
    if call.one("transferOwnership").lower() not in {"true", "1"}:
        message = "The transferOwnership parameter must be enabled when the role is 'owner'."
        raise forbidden(message, "forbidden")
    if call.one("sendNotificationEmail").lower() in {"false", "0"}:
        message = "The notification of an ownership transfer cannot be disabled."
        raise wrong(message, "invalid")
    if not accounts.is_hosted(call.db, address) or not row["parent"]:
        message = "Ownership cannot be transferred to this account, or not of this file."
        raise wrong(message, "invalidSharingRequest")
    accepts = call.account == address and access.is_pending(call.db, row["id"], address)
    if not accepts:
        _check_owner(call, row)
        _check_colleague(call, row, address)
    access.share(call.db, row["id"], row["owner"], "writer")
    access.share(call.db, row["id"], address, "owner")
    call.db.execute("UPDATE files SET owner = ? WHERE id = ?", (address, row["id"]))
    call.db.execute("DELETE FROM pending_owners WHERE file_id = ?", (row["id"],))


def ask(call: Call, row: sqlite3.Row, address: str) -> None:
    """Ask somebody to become the owner (``pendingOwner``): between consumers only."""
    _check_owner(call, row)
    both = (
        account_state.is_consumer(call.db, row["owner"]),
        account_state.is_consumer(call.db, address),
    )
    if both != (True, True) or not accounts.is_hosted(call.db, address):
        message = "A pending owner can only be named between consumer accounts."
        raise forbidden(message, "invalidSharingRequest")
    query = "INSERT OR REPLACE INTO pending_owners VALUES (?, ?)"
    call.db.execute(query, (row["id"], address))


def _check_owner(call: Call, row: sqlite3.Row) -> None:
    if call.account != row["owner"]:
        raise forbidden(access.NOBODY)


def _check_colleague(call: Call, row: sqlite3.Row, address: str) -> None:
    if account_state.are_colleagues(call.db, row["owner"], address):
        return
    if account_state.is_consumer(call.db, row["owner"]) and account_state.is_consumer(
        call.db, address
    ):
        message = "Consent is required to transfer ownership of a file to another user."
        raise forbidden(message, "consentRequiredForOwnershipTransfer")
    message = "The owner of a file cannot be changed across domains."
    raise forbidden(message, "ownershipChangeAcrossDomainNotPermitted")
