"""A mailbox: mails with labels in threads, and the history of their changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found, too_large
from sandbox.google.api.schema_check import decoded
from sandbox.google.gmail.mailbox import mime, mirror
from sandbox.state.clock import milliseconds

SEND_LIMIT = 36_700_160  # bytes: messages.send, drafts.create, update and send
STORE_LIMIT = 157_286_400  # bytes: messages.insert and import


def owner(call: Call) -> str:
    """Return the account of a call's ``userId``: only one's own."""
    asked = call.path.get("userId", "me")
    if asked not in {"me", call.account} and asked.lower() != call.account:
        message = f"Delegation denied for {call.account}"
        raise GoogleError(403, "forbidden", message, "PERMISSION_DENIED")
    return call.account


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A mail that is about to lie in a mailbox."""

    account: str
    raw: bytes
    labels: Iterable[str]
    thread: str = ""  # "" begins one
    at_ms: int | None = None  # the clock's instant when None


def insert(call: Call, fresh: Fresh) -> sqlite3.Row:
    """Put a mail into a mailbox."""
    message = mime.checked(fresh.raw)
    mail_id = _new_id(call, fresh.account)
    at_ms = milliseconds(call.now) if fresh.at_ms is None else fresh.at_ms
    labels, thread = sorted(set(fresh.labels)), fresh.thread or mail_id
    digest = mime.digest(message)
    event = (fresh.account, mail_id, thread, labels)
    history = _note(call, "messagesAdded", event)
    call.db.execute(
        "INSERT INTO mails VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')",
        (
            fresh.account,
            mail_id,
            thread,
            json.dumps(labels),
            at_ms,
            history,
            fresh.raw,
            json.dumps(digest),
        ),
    )
    if digest["message_id"]:
        row = fresh.account, digest["message_id"], mail_id
        call.db.execute("INSERT OR IGNORE INTO message_ids VALUES (?, ?, ?)", row)
    mirror.place(call, fresh.account, mail_id)
    return mail(call, fresh.account, mail_id)


def _new_id(call: Call, account: str) -> str:
    """Return an id like Gmail's: sixteen hexadecimal digits that grow with time."""
    query = "SELECT coalesce(max(id), 0) FROM mail_history"
    counter = call.db.execute(query).fetchone()[0] + 1
    return f"{(milliseconds(call.now) << 20 | counter & 0xFFFFF) & (2**64 - 1):016x}"


def mail(call: Call, account: str, mail_id: str) -> sqlite3.Row:
    """Return a mail, or 404."""
    query = "SELECT * FROM mails WHERE account = ? AND id = ?"
    row: sqlite3.Row | None = call.db.execute(query, (account, mail_id)).fetchone()
    if row is None:
        raise not_found()
    return row


def labels_of(row: sqlite3.Row) -> list[str]:
    """Return the labels of a mail."""
    labels: list[str] = json.loads(row["labels"])
    return labels


def relabel(
    call: Call, row: sqlite3.Row, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> sqlite3.Row:
    """Change the labels of a mail; what is no change leaves no history."""
    old = set(labels_of(row))
    added, removed = set(add) - old, set(remove) & old
    new = sorted((old | added) - removed)
    event = (row["account"], row["id"], row["thread"], new)
    history = row["history"]
    if added:
        history = _note(call, "labelsAdded", event, sorted(added))
    if removed:
        history = _note(call, "labelsRemoved", event, sorted(removed))
    if added or removed:
        query = "UPDATE mails SET labels = ?, history = ? WHERE account = ? AND id = ?"
        call.db.execute(query, (json.dumps(new), history, row["account"], row["id"]))
        mirror.place(call, row["account"], row["id"])
    return mail(call, row["account"], row["id"])


def remove(call: Call, row: sqlite3.Row) -> None:
    """Delete a mail for ever."""
    mirror.forget(call, row)
    event = (row["account"], row["id"], row["thread"], labels_of(row))
    _note(call, "messagesDeleted", event)
    key = row["account"], row["id"]
    call.db.execute("DELETE FROM mails WHERE account = ? AND id = ?", key)
    call.db.execute("DELETE FROM message_ids WHERE account = ? AND mail = ?", key)
    call.db.execute("DELETE FROM drafts WHERE account = ? AND mail = ?", key)


def _note(
    call: Call, kind: str, event: tuple[str, str, str, list[str]], changed: Iterable[str] = ()
) -> int:
    account, mail_id, thread, labels = event
    done = call.db.execute(
        "INSERT INTO mail_history (id, account, at, kind, mail, thread, labels, changed)"
        " SELECT coalesce(max(id), 1) + 1, ?, ?, ?, ?, ?, ?, ? FROM mail_history",
        (
            account,
            call.now.timestamp(),
            kind,
            mail_id,
            thread,
            json.dumps(labels),
            json.dumps(list(changed)),
        ),
    )
    return done.lastrowid or 0


def newest_history(call: Call, account: str) -> int:
    """Return the id of the newest change in a mailbox; 1, before all changes, of an empty one."""
    query = "SELECT coalesce(max(id), 1) FROM mail_history WHERE account = ?"
    return int(call.db.execute(query, (account,)).fetchone()[0])


def raw_of(call: Call, body: dict[str, Any]) -> bytes:
    """Return the mail that a call brings, by upload or as ``raw``."""
    raw = call.media.content if call.media else decoded(body.get("raw", ""), "raw")
    if not raw.strip():
        message = (
            "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
        )
        raise invalid(message)
    stored = call.method.endswith(("insert", "import"))
    if len(raw) > (STORE_LIMIT if stored else SEND_LIMIT):
        raise too_large()
    return raw
