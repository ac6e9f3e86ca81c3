"""File ids: given out before use, and used once for ever.

Drive answers 409 to a second file under one id; that an id which it never gave out is refused is
not documented, and assumed.
"""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.drive.errors import id_in_use, wrong

MOST = 1000


def generate_ids(call: Call) -> dict[str, Any]:
    """Answer ``files.generateIds``."""
    count = int(call.one("count", "10"))
    if not 1 <= count <= MOST:
        message = f"Invalid value '{count}'. Values must be within the range: [1, {MOST}]"
        raise wrong(message, "invalidParameter")
    ids = [new_id() for _ in range(count)]
    call.db.executemany("INSERT INTO generated_ids (id) VALUES (?)", [(i,) for i in ids])
    return {"kind": "drive#generatedIds", "space": call.one("space", "drive"), "ids": ids}


def new_id() -> str:
    """Return an id that nothing has."""
    return "1" + secrets.token_urlsafe(24)


def taken(db: sqlite3.Connection, asked: str) -> str:
    """Return the id of a new file: the one asked for, or a fresh one."""
    if not asked:
        return new_id()
    row = db.execute("SELECT used FROM generated_ids WHERE id = ?", (asked,)).fetchone()
    file = db.execute("SELECT 1 FROM files WHERE id = ?", (asked,)).fetchone()
    if file or (row and row["used"]):
        raise id_in_use()
    if row is None:
        message = "The provided file ID is not usable."
        raise wrong(message)
    db.execute("UPDATE generated_ids SET used = 1 WHERE id = ?", (asked,))
    return asked
