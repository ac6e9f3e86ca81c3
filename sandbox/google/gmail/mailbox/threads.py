"""Threads: which one a mail belongs to, and the calls that take a thread as a whole."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.mailbox import listing, mailbox, mime, resource

PREFIX = re.compile(r"(?i)^\s*((re|fwd?|tr|rép|aw|wg)\s*:\s*)+")


def subject_key(subject: str) -> str:
    """Return a subject as threads compare it.

    >>> subject_key("Re: TR : Facture  1")
    'facture 1'
    """
    return " ".join(PREFIX.sub("", subject).split()).casefold()


def belonging(call: Call, account: str, raw: bytes) -> str:
    """Return the thread that a mail's References and Subject put it in, or ""."""
    message = mime.parsed(raw)
    key = subject_key(mime.text(message, "Subject"))
    for reference in reversed(mime.references(message)):
        row = call.db.execute(
            "SELECT m.thread, m.digest ->> '$.subject' AS subject FROM message_ids i"
            " JOIN mails m ON m.account = i.account AND m.id = i.mail"
            " WHERE i.account = ? AND i.message_id = ?",
            (account, reference),
        ).fetchone()
        if row and subject_key(row["subject"]) == key:
            return str(row["thread"])
    return ""


def asked(call: Call, account: str, thread: str, raw: bytes) -> str:
    """Return the thread for a mail that names one.

    All three of Gmail's conditions count: the thread id, References or In-Reply-To, the Subject
    (users.messages ``threadId``).  A thread id that is not there is a 404.
    """
    if not thread:
        return belonging(call, account, raw)
    query = "SELECT 1 FROM mails WHERE account = ? AND thread = ?"
    if not call.db.execute(query, (account, thread)).fetchone():
        raise not_found()
    return belonging(call, account, raw)


def rows_of(call: Call, account: str, thread: str) -> list[sqlite3.Row]:
    """Return the mails of a thread, oldest first, or 404."""
    query = "SELECT * FROM mails WHERE account = ? AND thread = ? ORDER BY at_ms, id"
    rows = call.db.execute(query, (account, thread)).fetchall()
    if not rows:
        raise not_found()
    return rows


def get(call: Call) -> dict[str, Any]:
    """Answer ``threads.get``."""
    if call.one("format") == "raw":
        message = "Invalid format: raw"
        raise invalid(message)
    rows = rows_of(call, mailbox.owner(call), call.path["id"])
    history = max(row["history"] for row in rows)
    messages = [resource.message(call, row) for row in rows]
    return {"id": call.path["id"], "historyId": str(history), "messages": messages}


def list_threads(call: Call) -> dict[str, Any]:
    """Answer ``threads.list``: the threads of which one mail matches."""
    matching = listing.matching(call, mailbox.owner(call))
    newest = {row["thread"]: row for row in reversed(matching)}
    ordered = list(dict.fromkeys(row["thread"] for row in matching))
    page, answer = listing.page(call, ordered)
    if page:
        answer["threads"] = [
            {
                "id": thread,
                "historyId": str(newest[thread]["history"]),
                "snippet": resource.snippet(newest[thread]),
            }
            for thread in page
        ]
    return answer


def modify(call: Call) -> dict[str, Any]:
    """Answer ``threads.modify``."""
    add, remove = listing.label_changes(call)
    return _relabelled(call, add, remove)


def trash(call: Call) -> dict[str, Any]:
    """Answer ``threads.trash``."""
    return _relabelled(call, ["TRASH"], ["INBOX"])


def untrash(call: Call) -> dict[str, Any]:
    """Answer ``threads.untrash``."""
    return _relabelled(call, [], ["TRASH"])


def delete(call: Call) -> None:
    """Answer ``threads.delete``."""
    for row in rows_of(call, mailbox.owner(call), call.path["id"]):
        mailbox.remove(call, row)


def _relabelled(call: Call, add: list[str], remove: list[str]) -> dict[str, Any]:
    rows = rows_of(call, mailbox.owner(call), call.path["id"])
    changed = [mailbox.relabel(call, row, add, remove) for row in rows]
    return {"id": call.path["id"], "messages": [resource.labelled(row) for row in changed]}
