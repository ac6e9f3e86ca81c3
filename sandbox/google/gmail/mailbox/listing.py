"""messages.list, history.list, and what all lists of a mailbox share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.mailbox import mailbox, resource, search
from sandbox.google.gmail.mailbox.schema import SYSTEM_LABELS

T = TypeVar("T")
HISTORY_AGE = timedelta(days=7)  # "typically valid for at least a week" (history.list)
HIDDEN = frozenset({"TRASH", "SPAM"})
WITHOUT_RAW = """SELECT account, id, thread, labels, at_ms, history, digest, length(raw) AS size
    FROM mails WHERE account = ? ORDER BY at_ms DESC, id DESC"""
MOST = 500  # results a page
EVENTS = {
    "messagesAdded": "messageAdded",
    "messagesDeleted": "messageDeleted",
    "labelsAdded": "labelAdded",
    "labelsRemoved": "labelRemoved",
}


def label_names(call: Call, account: str) -> dict[str, str]:
    """Return the ids of a mailbox's labels by lower-case name, blanks as hyphens too."""
    rows = call.db.execute("SELECT id, name FROM labels WHERE account = ?", (account,)).fetchall()
    plain = {row["name"].lower(): row["id"] for row in rows}
    return {name.replace(" ", "-").replace("/", "-"): i for name, i in plain.items()} | plain


def matching(call: Call, account: str) -> list[sqlite3.Row]:
    """Return the mails that a call's q, labelIds and includeSpamTrash select, newest first."""
    text, required = call.one("q"), set(call.query.get("labelIds", ()))
    if text and resource.only_metadata(call):
        message = "Metadata scope does not support 'q' parameter"
        raise GoogleError(403, "forbidden", message, "PERMISSION_DENIED")
    hides = search.hides_trash(text) and not required & HIDDEN
    if call.one("includeSpamTrash").lower() in {"true", "1"}:
        hides = False
    rows = [
        row
        for row in call.db.execute(WITHOUT_RAW, (account,))
        if _lies(set(mailbox.labels_of(row)), required, hides=hides)
    ]
    if not text.strip():
        return rows
    test, names = search.compiled(text, call.now), label_names(call, account)
    return [row for row in rows if test(search.SearchedMail.of(row, names))]


def _lies(labels: set[str], required: set[str], *, hides: bool) -> bool:
    return required <= labels and not (hides and HIDDEN & labels)


def page(call: Call, items: Sequence[T]) -> tuple[Sequence[T], dict[str, Any]]:
    """Return one page of a list, and the answer's frame."""
    size = min(int(call.one("maxResults", "100")), MOST)
    token = call.one("pageToken", "0")
    if not token.isdecimal() or len(token) > 18:  # noqa: PLR2004 (fits 64 bits)
        message = "Invalid pageToken"
        raise invalid(message)
    start = int(token)
    answer: dict[str, Any] = {"resultSizeEstimate": len(items)}
    if start + size < len(items):
        answer["nextPageToken"] = str(start + size)
    return items[start : start + size], answer


def list_messages(call: Call) -> dict[str, Any]:
    """Answer ``messages.list``."""
    rows, answer = page(call, matching(call, mailbox.owner(call)))
    if rows:
        answer["messages"] = [resource.brief(row) for row in rows]
    return answer


def label_changes(call: Call) -> tuple[list[str], list[str]]:
    """Return the labels that a call adds and removes, all of them known."""
    add, remove = call.body.get("addLabelIds", []), call.body.get("removeLabelIds", [])
    existing = {*SYSTEM_LABELS, *label_names(call, call.account).values()}
    for label in [*add, *remove]:
        if label not in existing:
            message = f"Invalid label: {label}"
            raise invalid(message)
        if label in {"SENT", "DRAFT"}:
            message = f"Cannot modify label: {label}"
            raise invalid(message)
    if not add and not remove:
        message = "No label add or removes specified"
        raise invalid(message)
    return add, remove


def history(call: Call) -> dict[str, Any]:
    """Answer ``history.list``; a start older than a week is 404: synchronise in full."""
    account = mailbox.owner(call)
    start = call.one("startHistoryId")
    if not start:
        message = "Missing startHistoryId"
        raise invalid(message)
    rows = call.db.execute(
        "SELECT * FROM mail_history WHERE account = ? AND id > ? ORDER BY id",
        (account, min(int(start), 2**62)),
    ).fetchall()
    newest = mailbox.newest_history(call, account)
    oldest = call.now.timestamp() - HISTORY_AGE.total_seconds()
    if int(start) > newest or int(start) < 1 or (rows and rows[0]["at"] < oldest):
        raise not_found()
    kinds = {EVENTS_BACK[kind] for kind in call.query.get("historyTypes", EVENTS.values())}
    label = call.one("labelId")
    records = [
        row
        for row in rows
        if row["kind"] in kinds and (not label or label in json.loads(row["labels"]))
    ]
    part, answer = page(call, records)
    del answer["resultSizeEstimate"]
    answer["historyId"] = str(newest)
    if part:
        answer["history"] = [_event(row) for row in part]
    return answer


EVENTS_BACK: Mapping[str, str] = {value: key for key, value in EVENTS.items()}


def _event(row: sqlite3.Row) -> dict[str, Any]:
    brief = {"id": row["mail"], "threadId": row["thread"]}
    detail: dict[str, Any] = {"message": brief | {"labelIds": json.loads(row["labels"])}}
    if row["kind"].startswith("labels"):
        detail["labelIds"] = json.loads(row["changed"])
    return {"id": str(row["id"]), "messages": [brief], row["kind"]: [detail]}
