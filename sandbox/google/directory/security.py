"""What else opens an account: applications' tokens, their passwords, and backup codes.

Source: https://developers.google.com/workspace/admin/directory/v1/guides/manage-security
"""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.directory.users import managed, user_id
from sandbox.google.identity import oauth

CODES = 10  # backup codes at a time
CODE_DIGITS = 8
GRANTS = "SELECT client_id, scopes FROM grants WHERE account = ? AND NOT revoked"
PASSWORDS = "SELECT * FROM application_passwords WHERE address = ?"


def list_tokens(call: Call) -> dict[str, Any]:
    """Answer ``tokens.list``: one for each application."""
    return {"kind": "admin#directory#tokenList", "items": _tokens(call, managed(call))}


def get_token(call: Call) -> dict[str, Any]:
    """Answer ``tokens.get``."""
    tokens = _tokens(call, managed(call))
    return _one([each for each in tokens if each["clientId"] == call.path["clientId"]])


def delete_token(call: Call) -> None:
    """Answer ``tokens.delete``: all that an application was granted ends."""
    if not oauth.revoke_account(call.db, managed(call), call.path["clientId"]):
        raise not_found()


def _tokens(call: Call, address: str) -> list[dict[str, Any]]:
    scopes: dict[str, set[str]] = {}
    for row in call.db.execute(GRANTS, (address,)):
        scopes.setdefault(row["client_id"], set()).update(row["scopes"].split())
    return [
        {
            "kind": "admin#directory#token",
            "clientId": client_id,
            "displayText": client_id,
            "userKey": user_id(address),
            "anonymous": False,
            "nativeApp": True,
            "scopes": sorted(granted),
        }
        for client_id, granted in sorted(scopes.items())
    ]


def list_passwords(call: Call) -> dict[str, Any]:
    """Answer ``asps.list``."""
    return {"kind": "admin#directory#aspList", "items": _passwords(call, managed(call))}


def get_password(call: Call) -> dict[str, Any]:
    """Answer ``asps.get``: never the password itself."""
    passwords = _passwords(call, managed(call))
    return _one([each for each in passwords if str(each["codeId"]) == call.path["codeId"]])


def delete_password(call: Call) -> None:
    """Answer ``asps.delete``."""
    query = "DELETE FROM application_passwords WHERE address = ? AND code_id = ?"
    if not call.db.execute(query, (managed(call), call.path["codeId"])).rowcount:
        raise not_found()


def create_password(db: sqlite3.Connection, address: str, name: str, created_ms: int) -> int:
    """Make an application password, as its owner does in a browser; return its number."""
    query = "INSERT INTO application_passwords (address, name, created_ms) VALUES (?, ?, ?)"
    return db.execute(query, (address, name, created_ms)).lastrowid or 0


def _passwords(call: Call, address: str) -> list[dict[str, Any]]:
    return [
        {
            "kind": "admin#directory#asp",
            "codeId": row["code_id"],
            "name": row["name"],
            "userKey": user_id(address),
            "creationTime": str(row["created_ms"]),
            "lastTimeUsed": "0",
        }
        for row in call.db.execute(PASSWORDS, (address,))
    ]


def list_codes(call: Call) -> dict[str, Any]:
    """Answer ``verificationCodes.list``."""
    address = managed(call)
    query = "SELECT code FROM backup_codes WHERE address = ? ORDER BY rowid"
    items = [
        {
            "kind": "admin#directory#verificationCode",
            "userId": user_id(address),
            "verificationCode": row["code"],
        }
        for row in call.db.execute(query, (address,))
    ]
    return {"kind": "admin#directory#verificationCodesList", "items": items}


def generate_codes(call: Call) -> None:
    """Answer ``verificationCodes.generate``: new ones, and the old ones end."""
    address = managed(call)
    if not call.db.execute("SELECT two_step FROM people WHERE address = ?", (address,)).fetchone()[
        "two_step"
    ]:
        message = "Two step verification is not enabled for this user."
        raise invalid(message, "invalid")
    invalidate_codes(call)
    for _ in range(CODES):
        code = str(secrets.randbelow(10**CODE_DIGITS)).zfill(CODE_DIGITS)
        call.db.execute("INSERT OR IGNORE INTO backup_codes VALUES (?, ?)", (address, code))


def invalidate_codes(call: Call) -> None:
    """Answer ``verificationCodes.invalidate``."""
    call.db.execute("DELETE FROM backup_codes WHERE address = ?", (managed(call),))


def _one(matching: list[dict[str, Any]]) -> dict[str, Any]:
    if not matching:
        raise not_found()
    return matching[0]
