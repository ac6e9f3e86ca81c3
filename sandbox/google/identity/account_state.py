"""What an account is besides its address: consumer or Workspace, its password, its second step.

An account at gmail.com is a consumer's, any other a Workspace's, unless a request says otherwise.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from sandbox.google.identity import accounts

SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    address TEXT PRIMARY KEY, kind TEXT NOT NULL, password TEXT NOT NULL DEFAULT '',
    must_change INTEGER NOT NULL DEFAULT 0, suspended INTEGER NOT NULL DEFAULT 0,
    admin INTEGER NOT NULL DEFAULT 0, two_step INTEGER NOT NULL DEFAULT 0,
    recovery_email TEXT NOT NULL DEFAULT '', recovery_phone TEXT NOT NULL DEFAULT '',
    sessions INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS application_passwords (
    code_id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, name TEXT NOT NULL,
    created_ms INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS backup_codes (
    address TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (address, code)
);
"""
CONSUMER, WORKSPACE = "consumer", "workspace"
KINDS = frozenset({CONSUMER, WORKSPACE})
CONSUMER_DOMAINS = frozenset({"gmail.com", "googlemail.com"})
PASSWORD_LENGTHS = range(8, 101)
ROUNDS = 1000  # of a test double's passwords
CHOSEN = frozenset({"kind", "admin", "two_step", "recovery_email", "recovery_phone"})


def domain(address: str) -> str:
    """Return the part of an address behind the @."""
    return address.rpartition("@")[2]


def person(db: sqlite3.Connection, address: str) -> sqlite3.Row:
    """Return what is known of an account."""
    kind = CONSUMER if domain(address) in CONSUMER_DOMAINS else WORKSPACE
    db.execute("INSERT OR IGNORE INTO people (address, kind) VALUES (?, ?)", (address, kind))
    row: sqlite3.Row = db.execute("SELECT * FROM people WHERE address = ?", (address,)).fetchone()
    return row


def is_consumer(db: sqlite3.Connection, address: str) -> bool:
    """Return whether nobody but its owner manages an account."""
    return bool(person(db, address)["kind"] == CONSUMER)


def are_colleagues(db: sqlite3.Connection, one: str, other: str) -> bool:
    """Return whether two accounts are of one Workspace: of one domain, or one below the other."""
    if not accounts.is_hosted(db, other) or is_consumer(db, one) or is_consumer(db, other):
        return False
    first, second = f".{domain(one)}", f".{domain(other)}"
    return first.endswith(second) or second.endswith(first)


def describe(db: sqlite3.Connection, address: str, fields: Mapping[str, Any]) -> None:
    """Set what is given; ValueError for an unknown kind.  A password is set without further ado."""
    person(db, address)
    if fields.get("kind", CONSUMER) not in KINDS:
        message = "kind is consumer or workspace"
        raise ValueError(message)
    for name in CHOSEN & fields.keys():
        query = f"UPDATE people SET {name} = ? WHERE address = ?"  # noqa: S608 (one of CHOSEN)
        db.execute(query, (fields[name], address))
    if fields.get("password"):
        _set_password(db, address, str(fields["password"]))


def change_password(db: sqlite3.Connection, address: str, password: str) -> None:
    """Give an account another password: its sessions end."""
    if len(password) not in PASSWORD_LENGTHS:
        message = "Invalid Password"
        raise ValueError(message)
    _set_password(db, address, password)
    sign_out(db, address)


def mark(db: sqlite3.Connection, address: str, name: str, *, value: bool) -> None:
    """Set ``must_change`` or ``suspended``."""
    assert name in {"must_change", "suspended"}
    query = f"UPDATE people SET {name} = ? WHERE address = ?"  # noqa: S608 (one of two)
    db.execute(query, (value, address))


def sign_in(db: sqlite3.Connection, address: str, password: str) -> bool:
    """Open a session of a browser with a password; return whether it did."""
    row = person(db, address)
    salt, _, kept = row["password"].partition("$")
    fits = secrets.compare_digest(kept, _digest(password, salt)) and not row["suspended"]
    if fits:
        db.execute("UPDATE people SET sessions = sessions + 1 WHERE address = ?", (address,))
    return fits


def sign_out(db: sqlite3.Connection, address: str) -> None:
    """End all sessions of browsers; what applications were granted stays."""
    db.execute("UPDATE people SET sessions = 0 WHERE address = ?", (address,))


def _set_password(db: sqlite3.Connection, address: str, password: str) -> None:
    salt = secrets.token_hex(8)
    kept = f"{salt}${_digest(password, salt)}"
    db.execute("UPDATE people SET password = ? WHERE address = ?", (kept, address))


def _digest(password: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), ROUNDS).hex()
