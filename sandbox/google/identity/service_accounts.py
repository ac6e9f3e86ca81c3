"""Service accounts: their keys, and the tokens they get in a person's name.

Source: https://developers.google.com/identity/protocols/oauth2/service-account (RFC 7523).
Domain-wide delegation reaches the accounts of a Workspace, never consumer accounts.
"""

from __future__ import annotations

import base64
import json
import secrets
import sqlite3
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sandbox.google.identity import account_state, accounts, tokens
from sandbox.google.identity.tokens import Denied
from sandbox.http.exchange import Reply, json_reply

SCHEMA = """
CREATE TABLE IF NOT EXISTS service_accounts (
    email TEXT PRIMARY KEY, client_id TEXT NOT NULL, public_key TEXT NOT NULL,
    delegated TEXT NOT NULL
);
"""
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LONGEST = 3600  # seconds of an assertion
SKEW = 300  # seconds between two machines' clocks
KEY_BITS = 2048


def create(
    db: sqlite3.Connection, email: str, delegated: Iterable[str], token_uri: str
) -> dict[str, str]:
    """Register one, with a new key; return the file that Google's console lets one download."""
    key = rsa.generate_private_key(65537, KEY_BITS)
    client_id = str(secrets.randbelow(9 * 10**20) + 10**20)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    row = accounts.normal(email), client_id, public.decode(), " ".join(delegated)
    db.execute("INSERT OR REPLACE INTO service_accounts VALUES (?, ?, ?, ?)", row)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "type": "service_account",
        "project_id": email.rpartition("@")[2].partition(".")[0],
        "private_key_id": secrets.token_hex(20),
        "private_key": private.decode(),
        "client_email": row[0],
        "client_id": client_id,
        "token_uri": token_uri,
    }


def exchanged(db: sqlite3.Connection, form: Mapping[str, str], now: datetime) -> Reply:
    """Answer ``POST /token`` with an assertion."""
    claims, row = _verified(db, form.get("assertion", ""))
    asked = str(claims.get("scope", "")).split()
    if not asked:
        raise Denied("invalid_scope", "Empty or missing scope not allowed.")
    subject = accounts.normal(str(claims.get("sub", "") or row["email"]))
    if subject != row["email"]:
        _check_delegation(db, row, subject, asked)
    return json_reply(tokens.of_delegation(db, row["client_id"], subject, scopes=asked, now=now))


def _check_delegation(
    db: sqlite3.Connection, row: sqlite3.Row, subject: str, asked: list[str]
) -> None:
    if not accounts.is_hosted(db, subject):
        raise Denied("invalid_grant", "Invalid email or User ID")
    managed = not account_state.is_consumer(db, subject)
    if not managed or not set(asked) <= set(row["delegated"].split()):
        raise Denied(
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not"
            " authorized for any of the scopes requested.",
            401,
        )


def _verified(db: sqlite3.Connection, assertion: str) -> tuple[dict[str, Any], sqlite3.Row]:
    """Return what an assertion claims and who signed it."""
    signed, _, signature = assertion.rpartition(".")
    try:
        head, claims = (_parsed(part) for part in signed.split("."))
        proof = _bytes(signature)
    except (ValueError, TypeError):
        raise Denied("invalid_grant", "Invalid JWT: malformed assertion.") from None
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM service_accounts WHERE email = ?", (str(claims.get("iss", "")),)
    ).fetchone()
    if row is None:
        raise Denied("invalid_grant", "Invalid grant: account not found")
    key = serialization.load_pem_public_key(row["public_key"].encode())
    assert isinstance(key, rsa.RSAPublicKey)
    try:
        key.verify(proof, signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise Denied("invalid_grant", "Invalid JWT Signature.") from None
    if head.get("alg") != "RS256" or not str(claims.get("aud", "")).endswith("/token"):
        raise Denied("invalid_grant", "Invalid JWT: wrong algorithm or audience.")
    _check_times(claims)
    return claims, row


def _check_times(claims: Mapping[str, Any]) -> None:
    """Refuse an assertion that is not of now: by the machine's clock, which has signed it."""
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int):
        raise Denied("invalid_grant", "Invalid JWT: iat and exp must be whole seconds.")
    now = time.time()
    is_short = 0 < expires - issued <= LONGEST
    if not is_short or not issued - SKEW <= now <= expires + SKEW:
        raise Denied(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
            " timeframe. Check your iat and exp values in the JWT claim.",
        )


def _parsed(part: str) -> dict[str, Any]:
    value = json.loads(_bytes(part))
    if not isinstance(value, dict):
        raise TypeError(part)
    return value


def _bytes(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
