"""Access tokens: whose they are, and how a token endpoint refuses (RFC 6749 § 5.2)."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sandbox.google.api.errors import unauthenticated
from sandbox.http.exchange import Request, json_reply

SCHEMA = """
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, refresh_token TEXT NOT NULL, scopes TEXT NOT NULL,
    expires_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS delegated_tokens (
    token TEXT PRIMARY KEY, client_id TEXT NOT NULL, account TEXT NOT NULL, scopes TEXT NOT NULL,
    expires_at REAL NOT NULL
);
"""
TOKEN_SECONDS = 3599
OF_CONSENT = (
    "SELECT account, client_id, t.scopes, expires_at, revoked, 0 AS delegated FROM tokens t"
    " JOIN grants USING (refresh_token) WHERE token = ?"
)
OF_DELEGATION = "SELECT *, 0 AS revoked, 1 AS delegated FROM delegated_tokens WHERE token = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who calls, through which application, with which rights."""

    account: str
    client_id: str
    scopes: frozenset[str]
    is_delegated: bool = False  # a service account calls in the account's name


class Denied(Exception):
    """A refusal of the token endpoint, in OAuth's own shape (RFC 6749 § 5.2)."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(error)
        self.reply = json_reply({"error": error, "error_description": description}, status)


def bearer(db: sqlite3.Connection, request: Request, now: datetime) -> Bearer:
    """Return whose token a request carries, or raise the 401."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        token = next(iter(request.query.get("access_token", ())), "")
    rows = (db.execute(query, (token.strip(),)).fetchone() for query in (OF_CONSENT, OF_DELEGATION))
    row = next(filter(None, rows), None)
    if row is None or row["revoked"] or row["expires_at"] <= now.timestamp():
        raise unauthenticated()
    return Bearer(
        account=row["account"],
        client_id=row["client_id"],
        scopes=frozenset(row["scopes"].split()),
        is_delegated=bool(row["delegated"]),
    )


def of_consent(
    db: sqlite3.Connection, refresh_token: str, scopes: Sequence[str], now: datetime
) -> dict[str, object]:
    """Make an access token under an account's consent."""
    row = _fresh(), refresh_token, " ".join(scopes), now.timestamp() + TOKEN_SECONDS
    db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?)", row)
    return _shown(row[0], scopes)


def of_delegation(
    db: sqlite3.Connection, client_id: str, account: str, *, scopes: Sequence[str], now: datetime
) -> dict[str, object]:
    """Make an access token of a service account, in an account's name."""
    row = _fresh(), client_id, account, " ".join(scopes), now.timestamp() + TOKEN_SECONDS
    db.execute("INSERT INTO delegated_tokens VALUES (?, ?, ?, ?, ?)", row)
    return _shown(row[0], scopes)


def _fresh() -> str:
    return "ya29." + secrets.token_urlsafe(48)


def _shown(token: str, scopes: Sequence[str]) -> dict[str, object]:
    return {
        "access_token": token,
        "expires_in": TOKEN_SECONDS,
        "scope": " ".join(scopes),
        "token_type": "Bearer",
    }
