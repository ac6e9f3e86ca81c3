"""drafts.create, get, list, update and delete.

A draft's id is stable; the id of its message changes with every update.
"""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.delivery.sending import deliver
from sandbox.google.gmail.mailbox import listing, mailbox, resource, threads


def create(call: Call) -> dict[str, Any]:
    """Answer ``drafts.create``."""
    account = mailbox.owner(call)
    row = _stored(call, account, call.body)
    draft_id = f"r{secrets.randbits(63)}"
    values = account, draft_id, row["id"]
    call.db.execute("INSERT INTO drafts VALUES (?, ?, ?)", values)
    return {"id": draft_id, "message": resource.labelled(row)}


def _stored(call: Call, account: str, body: dict[str, Any], thread: str = "") -> sqlite3.Row:
    message = body.get("message", {})
    raw = mailbox.raw_of(call, message)
    thread = threads.asked(call, account, message.get("threadId", ""), raw) or thread
    fresh = mailbox.Fresh(account=account, raw=raw, labels=["DRAFT"], thread=thread)
    return mailbox.insert(call, fresh)


def _message(call: Call, account: str, draft_id: str) -> sqlite3.Row:
    """Return the message of a draft, or 404: a draft that was sent is gone."""
    query = "SELECT mail FROM drafts WHERE account = ? AND id = ?"
    row = call.db.execute(query, (account, draft_id)).fetchone()
    if row is None:
        raise not_found()
    return mailbox.mail(call, account, row["mail"])


def get(call: Call) -> dict[str, Any]:
    """Answer ``drafts.get``."""
    row = _message(call, mailbox.owner(call), call.path["id"])
    return {"id": call.path["id"], "message": resource.message(call, row)}


def list_drafts(call: Call) -> dict[str, Any]:
    """Answer ``drafts.list``, newest first."""
    account = mailbox.owner(call)
    rows = call.db.execute("SELECT id, mail FROM drafts WHERE account = ?", (account,))
    ids = {row["mail"]: row["id"] for row in rows}
    drafts = [row for row in listing.matching(call, account) if row["id"] in ids]
    page, answer = listing.page(call, drafts)
    if page:
        answer["drafts"] = [{"id": ids[row["id"]], "message": resource.brief(row)} for row in page]
    return answer


def update(call: Call) -> dict[str, Any]:
    """Answer ``drafts.update``: a new message takes the place of the old one."""
    account, draft_id = mailbox.owner(call), call.path["id"]
    row = _replaced(call, account, draft_id, call.body)
    return {"id": draft_id, "message": resource.labelled(row)}


def _replaced(call: Call, account: str, draft_id: str, body: dict[str, Any]) -> sqlite3.Row:
    old = _message(call, account, draft_id)
    row = _stored(call, account, body, old["thread"])
    mailbox.remove(call, old)
    query = "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)"
    call.db.execute(query, (account, draft_id, row["id"]))
    return row


def delete(call: Call) -> None:
    """Answer ``drafts.delete``: for ever, not into the trash."""
    mailbox.remove(call, _message(call, mailbox.owner(call), call.path["id"]))


def send(call: Call) -> dict[str, Any]:
    """Answer ``drafts.send``: the draft is consumed, its message gets a new id."""
    account, draft_id = mailbox.owner(call), call.body.get("id", "")
    if not draft_id:
        if call.media or call.body.get("message", {}).get("raw"):
            return _sent_at_once(call, account)
        message = "Missing draft id"
        raise invalid(message)
    row = _message(call, account, draft_id)
    if call.media or call.body.get("message", {}).get("raw"):
        row = _replaced(call, account, draft_id, call.body)
    sent = deliver(call, account, bytes(row["raw"]), row["thread"])
    mailbox.remove(call, row)
    return resource.labelled(sent)


def _sent_at_once(call: Call, account: str) -> dict[str, Any]:
    raw = mailbox.raw_of(call, call.body.get("message", {}))
    return resource.labelled(deliver(call, account, raw, threads.belonging(call, account, raw)))
