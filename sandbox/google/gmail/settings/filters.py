"""Filters: created, listed and deleted, and which of them a mail meets.

Source: https://developers.google.com/workspace/gmail/api/guides/filter_settings
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.gmail.mailbox import mailbox, search
from sandbox.google.gmail.mailbox.listing import label_names
from sandbox.google.gmail.mailbox.schema import SYSTEM_LABELS
from sandbox.google.gmail.settings import forwarding_targets
from sandbox.google.identity import accounts

MOST = 1000
ALL_OF = ("to", "from", "subject")


def create(call: Call) -> dict[str, Any]:
    """Answer ``filters.create``; it forwards to verified addresses only."""
    account = mailbox.owner(call)
    criteria, action = call.body.get("criteria", {}), call.body.get("action", {})
    _check(call, account, criteria, action)
    existing = list_filters(call).get("filter", [])
    if len(existing) >= MOST:
        message = "Too many filters"
        raise GoogleError(400, "failedPrecondition", message, "FAILED_PRECONDITION")
    if any((each["criteria"], each["action"]) == (criteria, action) for each in existing):
        message = "Filter already exists"
        raise GoogleError(400, "failedPrecondition", message, "FAILED_PRECONDITION")
    row = account, f"ANe1Bm{secrets.token_hex(12)}", json.dumps([criteria, action])
    call.db.execute("INSERT INTO filters VALUES (?, ?, ?)", row)
    return {"id": row[1], "criteria": criteria, "action": action}


def _check(
    call: Call, account: str, criteria: Mapping[str, Any], action: Mapping[str, Any]
) -> None:
    if not any(criteria.get(name) for name in criteria if name != "excludeChats"):
        message = "Filter criteria must not be empty"
        raise invalid(message)
    if not any(action.values()):
        message = "Filter action must not be empty"
        raise invalid(message)
    existing = {*SYSTEM_LABELS, *label_names(call, account).values()}
    for label in (*action.get("addLabelIds", ()), *action.get("removeLabelIds", ())):
        if label not in existing:
            message = f"Invalid label: {label}"
            raise invalid(message)
    to = accounts.normal(action.get("forward", ""))
    if to and not forwarding_targets.is_verified(call.db, account, to):
        raise forwarding_targets.unrecognized()


def get(call: Call) -> dict[str, Any]:
    """Answer ``filters.get``."""
    query = "SELECT * FROM filters WHERE account = ? AND id = ?"
    row = call.db.execute(query, (mailbox.owner(call), call.path["id"])).fetchone()
    if row is None:
        raise not_found()
    return _shown(row)


def list_filters(call: Call) -> dict[str, Any]:
    """Answer ``filters.list``."""
    rows = _rows(call.db, mailbox.owner(call))
    return {"filter": [_shown(row) for row in rows]} if rows else {}


def delete(call: Call) -> None:
    """Answer ``filters.delete``."""
    query = "DELETE FROM filters WHERE account = ? AND id = ?"
    if not call.db.execute(query, (mailbox.owner(call), call.path["id"])).rowcount:
        raise not_found()


def met(call: Call, mail: sqlite3.Row) -> Iterator[Mapping[str, Any]]:
    """Return the actions of the filters that a mail meets."""
    for row in _rows(call.db, mail["account"]):
        criteria, action = json.loads(row["content"])
        if _meets(call, mail, criteria):
            yield action


def _meets(call: Call, mail: sqlite3.Row, criteria: Mapping[str, Any]) -> bool:
    size = len(mail["raw"])
    seen = search.SearchedMail(
        labels=frozenset(mailbox.labels_of(mail)),
        at_ms=mail["at_ms"],
        size=size,
        digest=json.loads(mail["digest"]),
        names=label_names(call, mail["account"]),
    )
    queries = [f"{name}:({criteria[name]})" for name in ALL_OF if criteria.get(name)]
    queries += ["has:attachment"] if criteria.get("hasAttachment") else []
    queries += [criteria["query"]] if criteria.get("query") else []
    unwanted = criteria.get("negatedQuery", "")
    is_fit = all(search.compiled(query, call.now)(seen) for query in queries)
    is_unwanted = bool(unwanted) and search.compiled(unwanted, call.now)(seen)
    return is_fit and not is_unwanted and _is_sized(size, criteria)


def _is_sized(size: int, criteria: Mapping[str, Any]) -> bool:
    match criteria.get("sizeComparison"):
        case "larger":
            return size > int(criteria.get("size", 0))
        case "smaller":
            return size < int(criteria.get("size", 0))
    return True


def _rows(db: sqlite3.Connection, account: str) -> list[sqlite3.Row]:
    query = "SELECT * FROM filters WHERE account = ? ORDER BY rowid"
    return db.execute(query, (account,)).fetchall()


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    criteria, action = json.loads(row["content"])
    return {"id": row["id"], "criteria": criteria, "action": action}
