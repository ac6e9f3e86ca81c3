"""messages.get, modify, trash, untrash, delete, insert, import and the batch forms."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid
from sandbox.google.gmail.mailbox import listing, mailbox, mime, resource, threads
from sandbox.state.clock import milliseconds

BATCH = 1000  # messages in batchModify and batchDelete


def profile(call: Call) -> dict[str, Any]:
    """Answer ``users.getProfile``."""
    account = mailbox.owner(call)
    query = "SELECT count(*), count(DISTINCT thread) FROM mails WHERE account = ?"
    messages, threads = call.db.execute(query, (account,)).fetchone()
    return {
        "emailAddress": account,
        "messagesTotal": messages,
        "threadsTotal": threads,
        "historyId": str(mailbox.newest_history(call, account)),
    }


def _asked(call: Call) -> sqlite3.Row:
    return mailbox.mail(call, mailbox.owner(call), call.path["id"])


def get(call: Call) -> dict[str, Any]:
    """Answer ``messages.get``."""
    return resource.message(call, _asked(call))


def modify(call: Call) -> dict[str, Any]:
    """Answer ``messages.modify``."""
    add, remove = listing.label_changes(call)
    return resource.labelled(mailbox.relabel(call, _asked(call), add, remove))


def trash(call: Call) -> dict[str, Any]:
    """Answer ``messages.trash``."""
    return resource.labelled(mailbox.relabel(call, _asked(call), ["TRASH"], ["INBOX"]))


def untrash(call: Call) -> dict[str, Any]:
    """Answer ``messages.untrash``."""
    return resource.labelled(mailbox.relabel(call, _asked(call), [], ["TRASH"]))


def delete(call: Call) -> None:
    """Answer ``messages.delete``: for ever."""
    mailbox.remove(call, _asked(call))


def batch_modify(call: Call) -> None:
    """Answer ``messages.batchModify``; ids that are not there are passed over."""
    add, remove = listing.label_changes(call)
    for row in _batch(call):
        mailbox.relabel(call, row, add, remove)


def batch_delete(call: Call) -> None:
    """Answer ``messages.batchDelete``."""
    for row in _batch(call):
        mailbox.remove(call, row)


def _batch(call: Call) -> list[sqlite3.Row]:
    account, ids = mailbox.owner(call), call.body.get("ids", [])
    if not 1 <= len(ids) <= BATCH:
        message = f"Between 1 and {BATCH} message ids are required"
        raise invalid(message)
    query = "SELECT * FROM mails WHERE account = ? AND id = ?"
    rows = (call.db.execute(query, (account, mail_id)).fetchone() for mail_id in dict.fromkeys(ids))
    return [row for row in rows if row]


def insert(call: Call) -> dict[str, Any]:
    """Answer ``messages.insert`` and ``messages.import``: into the mailbox, not through the mail.

    ``internalDateSource`` defaults to the time of the call for one, the Date header for the other.
    """
    account = mailbox.owner(call)
    raw = mailbox.raw_of(call, call.body)
    message = mime.checked(raw)
    default = "dateHeader" if call.method.endswith("import") else "receivedTime"
    at_ms = None
    if call.one("internalDateSource", default) == "dateHeader":
        at_ms = mime.date_ms(message)
    thread = threads.asked(call, account, call.body.get("threadId", ""), raw)
    labels = call.body.get("labelIds", ["INBOX", "UNREAD"] if default == "dateHeader" else [])
    fresh = mailbox.Fresh(
        account=account,
        raw=raw,
        labels=labels,
        thread=thread,
        at_ms=milliseconds(call.now) if at_ms is None else at_ms,
    )
    return resource.labelled(mailbox.insert(call, fresh))
