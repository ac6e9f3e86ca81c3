"""The version history of a spreadsheet: all of it, hidden tabs too, as it once was.

A version is a copy of the lists of rows; no cell is copied.
"""

from __future__ import annotations

import secrets
from sqlite3 import Connection

from sandbox.google.sheets.grid import store
from sandbox.google.sheets.grid.model import Spreadsheet
from sandbox.google.sheets.grid.store import CURRENT, VERSION_EVERY

Place = tuple[str, str]  # spreadsheet id, version


def keep(db: Connection, book_id: str) -> str:
    """Keep the spreadsheet as it is now; return the version's id."""
    version = secrets.token_hex(4)
    duplicate(db, (book_id, CURRENT), (book_id, version))
    store.raise_floor(db, book_id)
    return version


def keep_sometimes(db: Connection, book: Spreadsheet) -> None:
    """Keep a version after many changes, as Google does from time to time."""
    if book.changes < VERSION_EVERY:
        return
    book.changes = 0
    keep(db, book.id)
    db.execute("UPDATE sheet_book SET changes = 0 WHERE id = ? AND version = ''", (book.id,))


def duplicate(db: Connection, source: Place, target: Place) -> None:
    """Copy a spreadsheet or a version, sharing its rows."""
    db.execute(
        "INSERT INTO sheet_book SELECT ?, ?, revision, floor, 0, at,"
        " json_set(content, '$.id', ?) FROM sheet_book WHERE id = ? AND version = ?",
        (*target, target[0], *source),
    )
    db.execute(
        "INSERT INTO sheet_tab SELECT ?, ?, id, position, content, keys FROM sheet_tab"
        " WHERE book = ? AND version = ?",
        (*target, *source),
    )


def listed(db: Connection, book_id: str) -> list[dict[str, str]]:
    """Return the versions that were kept, oldest first."""
    query = "SELECT version, at FROM sheet_book WHERE id = ? AND version != '' ORDER BY rowid"
    return [{"version": version, "at": at} for version, at in db.execute(query, (book_id,))]


def restore(db: Connection, book_id: str, version: str, at: str) -> None:
    """Make an old version the current one; what was current is kept as a version too."""
    old = store.load(db, book_id, version).draft()
    keep(db, book_id)
    before = store.load(db, book_id)
    old.floor = before.floor
    store.save(db, old, before, at)


def copy(db: Connection, source_id: str, copy_id: str) -> None:
    """Make a spreadsheet of its own out of another; ids of tabs and names stay, as with Google."""
    store.load(db, source_id)
    floor = store.raise_floor(db, source_id)
    duplicate(db, (source_id, CURRENT), (copy_id, CURRENT))
    db.execute(
        "UPDATE sheet_book SET floor = ?, revision = ? WHERE id = ? AND version = ''",
        (floor, secrets.token_hex(8), copy_id),
    )
