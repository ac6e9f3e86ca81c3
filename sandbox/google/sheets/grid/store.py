"""Spreadsheets in SQLite, and the cache before it.

A row is written once under its own key and never changed; a tab is the list of its rows' keys.
So an append writes its rows and one list, and a kept version or a copy is lists only.
"""

from __future__ import annotations

import json
import secrets
from array import array
from collections import OrderedDict
from sqlite3 import Connection
from typing import Any

from sandbox.google.sheets.grid.errors import missing
from sandbox.google.sheets.grid.model import (
    EMPTY,
    Cell,
    GridRow,
    Json,
    Sheet,
    Spreadsheet,
    Trait,
    cell,
    trait,
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS sheet_book (
    id TEXT NOT NULL, version TEXT NOT NULL, revision TEXT NOT NULL, floor INTEGER NOT NULL,
    changes INTEGER NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (id, version));
CREATE TABLE IF NOT EXISTS sheet_tab (
    book TEXT NOT NULL, version TEXT NOT NULL, id INTEGER NOT NULL, position INTEGER NOT NULL,
    content TEXT NOT NULL, keys BLOB NOT NULL, PRIMARY KEY (book, version, id));
CREATE TABLE IF NOT EXISTS sheet_row (key INTEGER PRIMARY KEY, cells TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sheet_trait (key TEXT PRIMARY KEY, content TEXT NOT NULL);
"""

CURRENT = ""  # the version of a book that people see
CACHED_BOOKS = 24
VERSION_EVERY = 200  # changes, our choice

_CACHE: OrderedDict[str, Spreadsheet] = (
    OrderedDict()
)  # by revision, which is random, so never stale


def remember(book: Spreadsheet) -> None:
    """Keep a book in memory under its revision."""
    _CACHE[book.revision] = book
    _CACHE.move_to_end(book.revision)
    while len(_CACHE) > CACHED_BOOKS:
        _CACHE.popitem(last=False)


def load(db: Connection, book_id: str, version: str = CURRENT) -> Spreadsheet:
    """Read a spreadsheet.  It is shared: ask it for a ``draft`` before changing anything."""
    query = "SELECT revision, floor, changes, content FROM sheet_book WHERE id = ? AND version = ?"
    row = db.execute(query, (book_id, version)).fetchone()
    if row is None:
        missing()
    revision, floor, changes, content = row
    if revision in _CACHE:
        _CACHE[revision].floor = floor  # raised by a copy, which is no change
        return _CACHE[revision]
    parts = json.loads(content)
    tabs = load_tabs(db, book_id, version)
    book = Spreadsheet(tabs=tabs, revision=revision, floor=floor, changes=changes, **parts)
    remember(book)
    return book


def load_tabs(db: Connection, book_id: str, version: str) -> list[Sheet]:
    """Read the tabs of a spreadsheet in their order."""
    query = "SELECT content, keys FROM sheet_tab WHERE book = ? AND version = ? ORDER BY position"
    stored = db.execute(query, (book_id, version)).fetchall()
    traits = {key: trait(json.loads(content)) for key, content in all_traits(db)}
    rows: dict[int, GridRow] = {0: EMPTY}
    tabs = []
    for content, keys in stored:
        order = array("q", keys)
        load_rows(db, [key for key in order if key not in rows], rows, traits)
        parts = json.loads(content)
        parts["lines"] = {name: numbered(lines) for name, lines in parts["lines"].items()}
        tabs.append(Sheet(rows=[rows[key] for key in order], **parts))
    return tabs


def numbered(lines: Json) -> dict[int, Json]:
    """Give back the whole-number keys that JSON made text of."""
    return {int(index): line for index, line in lines.items()}


def all_traits(db: Connection) -> list[tuple[str, str]]:
    """Read all traits there are; they are few."""
    return db.execute("SELECT key, content FROM sheet_trait").fetchall()


def load_rows(
    db: Connection, keys: list[int], rows: dict[int, GridRow], traits: dict[str, Trait | None]
) -> None:
    """Read rows by key into ``rows``."""
    for key in keys:
        (text,) = db.execute("SELECT cells FROM sheet_row WHERE key = ?", (key,)).fetchone()
        rows[key] = GridRow([decoded(item, traits) for item in json.loads(text)], key)


def decoded(item: Any, traits: dict[str, Trait | None]) -> Cell | None:
    """Read a cell: a bare value, or value, formula and trait."""
    if isinstance(item, list):
        value, formula, key = item
        return cell(value, formula, traits[key] if key else None)
    return None if item is None else Cell(item)


def encoded(cell: Cell | None) -> Any:
    """Write a cell for ``decoded``."""
    if cell is None:
        return None
    if cell.trait is None and not cell.formula:
        return cell.value
    return [cell.value, cell.formula, cell.trait.key if cell.trait else ""]


def save(db: Connection, book: Spreadsheet, before: Spreadsheet | None, at: str) -> None:
    """Write what has changed since ``before`` under a new revision."""
    book.revision = secrets.token_hex(8)
    book.changes += 1
    save_rows(db, book, before)
    for position, tab in enumerate(book.tabs):
        save_tab(db, book, tab, position)
    gone = {tab.id for tab in before.tabs} if before else set()
    for sheet_id in gone - {tab.id for tab in book.tabs}:
        db.execute(
            "DELETE FROM sheet_tab WHERE book = ? AND version = ? AND id = ?",
            (book.id, CURRENT, sheet_id),
        )
    save_book(db, book, at)
    remember(book)


def save_book(db: Connection, book: Spreadsheet, at: str) -> None:
    """Write what belongs to no tab."""
    content = {
        "id": book.id,
        "properties": book.properties,
        "owner": book.owner,
        "names": book.names,
        "metadata": book.metadata,
    }
    row = (book.id, CURRENT, book.revision, book.floor, book.changes, at, json.dumps(content))
    db.execute("INSERT OR REPLACE INTO sheet_book VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def save_tab(db: Connection, book: Spreadsheet, tab: Sheet, position: int) -> None:
    """Write a tab: what it is, and the list of its rows."""
    while tab.rows and tab.rows[-1] is EMPTY:
        tab.rows.pop()
    content = {
        "properties": tab.properties,
        "things": tab.things,
        "lines": tab.lines,
        "basic_filter": tab.basic_filter,
        "appended_at": tab.appended_at,
    }
    keys = array("q", [row.key for row in tab.rows]).tobytes()
    row = (book.id, CURRENT, tab.id, position, json.dumps(content), keys)
    db.execute(
        "INSERT INTO sheet_tab VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " position = excluded.position, content = excluded.content, keys = excluded.keys"
        " WHERE content != excluded.content OR keys != excluded.keys"
        " OR position != excluded.position",
        row,
    )


def save_rows(db: Connection, book: Spreadsheet, before: Spreadsheet | None) -> None:
    """Write new rows and their traits; delete those that nothing can refer to any more."""
    new = {
        id(row): row for tab in book.tabs for row in tab.rows if not row.key and row is not EMPTY
    }
    (last,) = db.execute("SELECT coalesce(max(key), 0) FROM sheet_row").fetchone()
    for key, row in enumerate(new.values(), last + 1):
        row.key = key
    looks = {cell.trait for row in new.values() for cell in row.cells if cell and cell.trait}
    db.executemany(
        "INSERT OR IGNORE INTO sheet_trait VALUES (?, ?)",
        [(look.key, json.dumps(look.parts)) for look in looks],
    )
    db.executemany(
        "INSERT INTO sheet_row VALUES (?, ?)",
        [(row.key, json.dumps([encoded(cell) for cell in row.cells])) for row in new.values()],
    )
    gone = row_keys(before) - row_keys(book) if before else set()
    db.executemany(
        "DELETE FROM sheet_row WHERE key = ?", [(key,) for key in gone if key > book.floor]
    )


def row_keys(book: Spreadsheet) -> set[int]:
    """Return the keys of all rows of a book."""
    return {row.key for tab in book.tabs for row in tab.rows}


def delete(db: Connection, book_id: str) -> None:
    """Delete a spreadsheet and its versions; rows a copy may share stay."""
    book = load(db, book_id)
    keys = [(key,) for key in row_keys(book) if key > book.floor]
    db.executemany("DELETE FROM sheet_row WHERE key = ?", keys)
    db.execute("DELETE FROM sheet_book WHERE id = ?", (book_id,))
    db.execute("DELETE FROM sheet_tab WHERE book = ?", (book_id,))


def raise_floor(db: Connection, book_id: str) -> int:
    """Protect all rows there are from deletion by this book; return the new floor."""
    (last,) = db.execute("SELECT coalesce(max(key), 0) FROM sheet_row").fetchone()
    db.execute(
        "UPDATE sheet_book SET floor = ? WHERE id = ? AND version = ?", (last, book_id, CURRENT)
    )
    return int(last)
