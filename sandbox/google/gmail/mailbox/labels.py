"""labels.create, get, list, update, patch and delete."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.mailbox import mailbox
from sandbox.google.gmail.mailbox.schema import SYSTEM_LABELS

SHOWN = ("messageListVisibility", "labelListVisibility", "color")


def create(call: Call) -> dict[str, Any]:
    """Answer ``labels.create``."""
    account, name = mailbox.owner(call), _name(call, "")
    query = "SELECT count(*) FROM labels WHERE account = ?"
    last = "SELECT coalesce(max(CAST(substr(id, 7) AS INTEGER)), 0) FROM labels WHERE account = ?"
    number = call.db.execute(last, (account,)).fetchone()[0] + 1
    if call.db.execute(query, (account,)).fetchone()[0] >= 10_000:  # noqa: PLR2004 (documented)
        message = "Too many labels"
        raise invalid(message)
    label_id = f"Label_{number}"
    row = account, label_id, name, json.dumps(_visibility(call))
    call.db.execute("INSERT INTO labels VALUES (?, ?, ?, ?)", row)
    return _shown(_label(call, account, label_id))


def _name(call: Call, own_id: str) -> str:
    name = str(call.body.get("name", "")).strip()
    if not name or name.upper() in SYSTEM_LABELS:
        message = "Invalid label name"
        raise invalid(message)
    query = "SELECT 1 FROM labels WHERE account = ? AND lower(name) = lower(?) AND id <> ?"
    if call.db.execute(query, (call.account, name, own_id)).fetchone():
        raise GoogleError(409, "aborted", "Label name exists or conflicts", "ABORTED")
    return name


def _visibility(call: Call) -> dict[str, Any]:
    return {name: call.body[name] for name in SHOWN if name in call.body}


def get(call: Call) -> dict[str, Any]:
    """Answer ``labels.get``, with the counts that ``labels.list`` leaves out."""
    account, label = mailbox.owner(call), call.path["id"]
    resource = (
        {"id": label, "name": label, "type": "system"}
        if label in SYSTEM_LABELS
        else _shown(_label(call, account, label))
    )
    return resource | _counts(call, account, label)


def _counts(call: Call, account: str, label: str) -> dict[str, int]:
    query = """SELECT count(*), count(DISTINCT thread),
        coalesce(sum(labels LIKE '%"UNREAD"%'), 0),
        count(DISTINCT CASE WHEN labels LIKE '%"UNREAD"%' THEN thread END)
        FROM mails WHERE account = ? AND EXISTS (
            SELECT 1 FROM json_each(labels) WHERE value = ?)"""
    counts = call.db.execute(query, (account, label)).fetchone()
    names = "messagesTotal", "threadsTotal", "messagesUnread", "threadsUnread"
    return dict(zip(names, counts, strict=True))


def list_labels(call: Call) -> dict[str, Any]:
    """Answer ``labels.list``."""
    rows = call.db.execute("SELECT * FROM labels WHERE account = ?", (mailbox.owner(call),))
    system = [{"id": name, "name": name, "type": "system"} for name in SYSTEM_LABELS]
    return {"labels": [*system, *(_shown(row) for row in rows)]}


def update(call: Call) -> dict[str, Any]:
    """Answer ``labels.update`` and ``labels.patch``."""
    account, label = mailbox.owner(call), call.path["id"]
    row = _label(call, account, label)
    name = _name(call, label) if "name" in call.body else row["name"]
    old = json.loads(row["shown"]) if call.method.endswith("patch") else {}
    query = "UPDATE labels SET name = ?, shown = ? WHERE account = ? AND id = ?"
    call.db.execute(query, (name, json.dumps(old | _visibility(call)), account, label))
    return _shown(_label(call, account, label))


def delete(call: Call) -> None:
    """Answer ``labels.delete``: the label leaves all mails."""
    account, label = mailbox.owner(call), call.path["id"]
    _label(call, account, label)
    query = "SELECT * FROM mails WHERE account = ? AND labels LIKE ?"
    for row in call.db.execute(query, (account, f'%"{label}"%')).fetchall():
        mailbox.relabel(call, row, remove=[label])
    call.db.execute("DELETE FROM labels WHERE account = ? AND id = ?", (account, label))


def _label(call: Call, account: str, label: str) -> sqlite3.Row:
    if label in SYSTEM_LABELS:
        message = "Invalid delete or update request: system labels cannot be changed"
        raise invalid(message)
    query = "SELECT * FROM labels WHERE account = ? AND id = ?"
    row: sqlite3.Row | None = call.db.execute(query, (account, label)).fetchone()
    if row is None:
        raise not_found()
    return row


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    return {"id": row["id"], "name": row["name"], "type": "user", **json.loads(row["shown"])}
