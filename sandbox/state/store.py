"""The sandbox's state: one SQLite file, one connection, one lock; every call is one transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (
    address TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL
);
"""


class Store:
    """Opens the state of a data folder; nothing else touches the file."""

    def __init__(self, folder: Path, schemas: Iterable[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            folder / "sandbox.sqlite",
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        # A test double: the state survives a killed process, not a power cut.
        self._db.execute("PRAGMA synchronous = OFF")
        for schema in (SCHEMA, *schemas):
            self._db.executescript(schema)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold the lock; undo everything when an exception passes."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the file, after the call in progress."""
        with self._lock:
            self._db.close()


def setting(db: sqlite3.Connection, name: str, default: str = "") -> str:
    """Return a stored setting of the server."""
    row = db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else default


def set_setting(db: sqlite3.Connection, name: str, value: str) -> None:
    """Store a setting of the server."""
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))
