"""The accounts that the sandbox hosts."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime

from sandbox.state.clock import rfc3339

ADDRESS = re.compile(r"[^@\s/\\<>\"',;:]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def normal(address: str) -> str:
    """Return an address as it is compared: without blanks, in lower case."""
    return address.strip().lower()


def create(db: sqlite3.Connection, address: str, name: str, now: datetime) -> str:
    """Host an account, or rename it; ValueError if it is no address."""
    address = normal(address)
    if not ADDRESS.fullmatch(address) or address.startswith("."):
        message = f"not an address: {address!r}"
        raise ValueError(message)
    db.execute(
        "INSERT INTO accounts VALUES (?, ?, ?)"
        " ON CONFLICT (address) DO UPDATE SET name = excluded.name",
        (address, name or address, rfc3339(now)),
    )
    return address


def hosted(db: sqlite3.Connection) -> dict[str, str]:
    """Return the names of all hosted accounts by address."""
    rows = db.execute("SELECT address, name FROM accounts ORDER BY address")
    return {row["address"]: row["name"] for row in rows}


def is_hosted(db: sqlite3.Connection, address: str) -> bool:
    """Return whether an account is hosted here."""
    row = db.execute("SELECT 1 FROM accounts WHERE address = ?", (normal(address),)).fetchone()
    return row is not None


def is_hosted_domain(db: sqlite3.Connection, address: str) -> bool:
    """Return whether mail to an address would be ours to deliver."""
    domain = normal(address).rpartition("@")[2]
    query = "SELECT 1 FROM accounts WHERE address LIKE ? ESCAPE '\\' LIMIT 1"
    escaped = domain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return db.execute(query, (f"%@{escaped}",)).fetchone() is not None


def display_name(db: sqlite3.Connection, address: str) -> str:
    """Return an account's name, or the address of a stranger."""
    row = db.execute("SELECT name FROM accounts WHERE address = ?", (address,)).fetchone()
    return str(row["name"]) if row else address
