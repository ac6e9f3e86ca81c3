"""Accounts' consent: granting, refreshing and revoking.

Source: https://developers.google.com/identity/protocols/oauth2/native-app
The page on which a person consents is consent_page.py; what an access token opens is tokens.py.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qs, unquote_plus

from sandbox.google.identity import service_accounts, tokens
from sandbox.google.identity.tokens import Denied
from sandbox.http.exchange import Reply, Request, json_reply

SCHEMA = """
CREATE TABLE IF NOT EXISTS clients (id TEXT PRIMARY KEY, secret TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS grants (
    refresh_token TEXT PRIMARY KEY, client_id TEXT NOT NULL, account TEXT NOT NULL,
    scopes TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY, refresh_token TEXT NOT NULL, redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL, expires_at REAL NOT NULL
);
"""
CODE_SECONDS = 600


def register_client(db: sqlite3.Connection, client_id: str, secret: str) -> None:
    """Make an OAuth client known, or give it a new secret."""
    db.execute("INSERT OR REPLACE INTO clients VALUES (?, ?)", (client_id, secret))


def meet_client(db: sqlite3.Connection, client_id: str) -> None:
    """Make a client known from its consent page: the secret it shows first becomes its own."""
    db.execute("INSERT OR IGNORE INTO clients VALUES (?, '')", (client_id,))


def grant(db: sqlite3.Connection, client_id: str, account: str, scopes: Iterable[str]) -> str:
    """Note an account's consent; return the refresh token, which does not rotate."""
    token = "1//" + secrets.token_urlsafe(32)
    db.execute(
        "INSERT INTO grants (refresh_token, client_id, account, scopes) VALUES (?, ?, ?, ?)",
        (token, client_id, account, " ".join(scopes)),
    )
    return token


def authorization_code(
    db: sqlite3.Connection, refresh_token: str, redirect_uri: str, *, challenge: str, now: datetime
) -> str:
    """Return a code that buys a token once, within ten minutes."""
    code = "4/0A" + secrets.token_urlsafe(24)
    row = code, refresh_token, redirect_uri, challenge, now.timestamp() + CODE_SECONDS
    db.execute("INSERT INTO codes VALUES (?, ?, ?, ?, ?)", row)
    return code


def token(db: sqlite3.Connection, request: Request, now: datetime) -> Reply:
    """Answer ``POST /token``."""
    form = _form(request)
    try:
        if form.get("grant_type") == service_accounts.GRANT_TYPE:
            return service_accounts.exchanged(db, form, now)
        client_id = _client(db, request, form)
        match form.get("grant_type"):
            case "refresh_token":
                return _refreshed(db, client_id, form, now)
            case "authorization_code":
                return _exchanged(db, client_id, form, now)
            case other:
                return Denied("unsupported_grant_type", f"Invalid grant_type: {other}").reply
    except Denied as denied:
        return denied.reply


def revoke(db: sqlite3.Connection, request: Request, now: datetime) -> Reply:
    """Answer ``POST /revoke``: either token ends the whole grant."""
    value = _form(request).get("token") or next(iter(request.query.get("token", ())), "")
    row = db.execute("SELECT refresh_token FROM tokens WHERE token = ?", (value,)).fetchone()
    done = db.execute(
        "UPDATE grants SET revoked = 1 WHERE refresh_token = ? AND NOT revoked",
        (row["refresh_token"] if row else value,),
    )
    if not done.rowcount:
        return Denied("invalid_token", "Token expired or revoked").reply
    return json_reply({})


def revoke_account(db: sqlite3.Connection, account: str, client_id: str = "") -> int:
    """End an account's grants, all or one client's, as a changed password or its owner would."""
    done = db.execute(
        "UPDATE grants SET revoked = 1 WHERE account = ? AND ? IN ('', client_id) AND NOT revoked",
        (account, client_id),
    )
    return done.rowcount


def revoke_mail(db: sqlite3.Connection, account: str) -> None:
    """End an account's grants that reach its mail, as a changed password does.

    Source: https://developers.google.com/identity/protocols/oauth2#expiration
    """
    db.execute(
        "UPDATE grants SET revoked = 1 WHERE account = ? AND NOT revoked"
        " AND (scopes LIKE '%/auth/gmail.%' OR scopes LIKE '%//mail.google.com/%')",
        (account,),
    )


def _form(request: Request) -> dict[str, str]:
    fields = parse_qs(request.body.decode("utf-8", "replace"), max_num_fields=100)
    return {name: values[0] for name, values in fields.items()}


def _client(db: sqlite3.Connection, request: Request, form: Mapping[str, str]) -> str:
    client_id, secret = _basic(request) or (form.get("client_id"), form.get("client_secret", ""))
    if not client_id:
        error = "invalid_request"
        raise Denied(error, "Could not determine client ID from request.")
    row = db.execute("SELECT secret FROM clients WHERE id = ?", (client_id,)).fetchone()
    if row is None:
        error = "invalid_client"
        raise Denied(error, "The OAuth client was not found.", 401)
    if not row["secret"]:  # known from its consent page only: the first secret is the secret
        register_client(db, client_id, secret)
    elif not secrets.compare_digest(row["secret"].encode(), secret.encode()):
        error = "invalid_client"
        raise Denied(error, "Unauthorized", 401)
    return client_id


def _basic(request: Request) -> Sequence[str] | None:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        error = "invalid_client"
        raise Denied(error, "Unauthorized", 401) from None
    client_id, _, secret = text.partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def _refreshed(
    db: sqlite3.Connection, client_id: str, form: Mapping[str, str], now: datetime
) -> Reply:
    row = _grant(db, client_id, form.get("refresh_token", ""))
    granted = row["scopes"].split()
    asked = form.get("scope", "").split() or granted
    if not set(asked) <= set(granted):
        error = "invalid_scope"
        raise Denied(error, "Bad Request")
    return json_reply(tokens.of_consent(db, row["refresh_token"], asked, now))


def _exchanged(
    db: sqlite3.Connection, client_id: str, form: Mapping[str, str], now: datetime
) -> Reply:
    query = "DELETE FROM codes WHERE code = ? RETURNING *"
    code = db.execute(query, (form.get("code", ""),)).fetchone()
    if code is None or code["expires_at"] <= now.timestamp():
        error = "invalid_grant"
        raise Denied(error, "Malformed auth code.")
    if code["redirect_uri"] != form.get("redirect_uri"):
        error = "redirect_uri_mismatch"
        raise Denied(error, "Bad Request")
    if code["challenge"] and code["challenge"] != challenge(form.get("code_verifier", "")):
        error = "invalid_grant"
        raise Denied(error, "Invalid code verifier.")
    row = _grant(db, client_id, code["refresh_token"])
    answer = tokens.of_consent(db, row["refresh_token"], row["scopes"].split(), now)
    return json_reply(answer | {"refresh_token": row["refresh_token"]})


def challenge(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636 § 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _grant(db: sqlite3.Connection, client_id: str, refresh_token: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM grants WHERE refresh_token = ? AND client_id = ? AND NOT revoked",
        (refresh_token, client_id),
    ).fetchone()
    if row is None:
        error = "invalid_grant"
        raise Denied(error, "Token has been expired or revoked.")
    return row
