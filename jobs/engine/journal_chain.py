"""The Journal as a chain: each row's hash covers it and the row before it, back to the first.

What the head does not reach through its parents (a late, doubled or forged row) does not exist.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.history.events.codec import event_from, facts_of
from invoicing.history.events.event import Event
from jobs.ports import Conflict, JournalRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last committed batch, by its id and the hash of its last row."""

    batch: str = ""
    hash: str = ""


NOTHING = Head()
LAST = -1  # the rank under which a batch's last row is also found


def ticket_of(batch: str) -> str:
    """Return the id of the ticket under which a batch was written."""
    return batch.rpartition(".")[0]


def linked(parent: Head, batch: str, events: Sequence[Event], at: datetime) -> list[JournalRow]:
    """Make the rows of one batch, child of *parent*.  *at*: aware, UTC."""
    rows: list[JournalRow] = []
    before = parent.hash
    for rank, event in enumerate(events, start=1):
        row = JournalRow(
            batch=batch,
            parent=parent.batch,
            rank=f"{rank}/{len(events)}",
            instant=at.isoformat(),
            seller=event.client_code,
            key=event.reference,
            event=event.wire,
            facts=json.dumps(facts_of(event), sort_keys=True, ensure_ascii=False),
            hash="",
            content=event.content,
        )
        row = replace(row, hash=hash_of(row, before))
        before = row.hash
        rows.append(row)
    return rows


def hash_of(row: JournalRow, before: str) -> str:
    """SHA-256 (hex) of a row and of the hash before it; its content is covered by a fact."""
    covered = (row.batch, row.parent, row.rank, row.instant, row.seller, row.key, row.event,
               row.facts, before)  # fmt: skip
    return hashlib.sha256("\x1f".join(covered).encode()).hexdigest()


def head_of(rows: Sequence[JournalRow]) -> Head:
    """Return the head that a batch makes."""
    return Head(batch=rows[-1].batch, hash=rows[-1].hash)


def event_of(row: JournalRow) -> tuple[Event, datetime]:
    """Read the event back from its row."""
    event = event_from(
        row.event,
        json.loads(row.facts),
        client_code=row.seller,
        reference=row.key,
        content=row.content,
    )
    return event, datetime.fromisoformat(row.instant)


def chain(rows: Sequence[JournalRow], head: Head) -> list[JournalRow]:
    """Return the rows that *head* reaches, oldest first.

    Raises ``Conflict`` when a link is missing: the workbook was restored, cut or edited.
    """
    places = _places(rows)
    at_head = (row for row in places.get((head.batch, LAST), ()) if row.hash == head.hash)
    wanted = next(at_head, None)
    if wanted is None:
        raise Conflict("the Journal lacks the batch that the last ticket names")
    found = [wanted]
    while (place := _place_before(wanted)) is not None:
        wanted = _before(wanted, places.get(place, ()))
        found.append(wanted)
    if hash_of(wanted, "") != wanted.hash:
        raise Conflict("the Journal does not begin where it should")
    return found[::-1]


def _places(rows: Sequence[JournalRow]) -> dict[tuple[str, int], list[JournalRow]]:
    """Find rows by batch and rank; the last of a batch by ``LAST`` too."""
    places: dict[tuple[str, int], list[JournalRow]] = defaultdict(list)
    for row in rows:
        rank, count = _rank(row)
        places[row.batch, rank].append(row)
        if rank == count:
            places[row.batch, LAST].append(row)
    return places


def _rank(row: JournalRow) -> tuple[int, int]:
    rank, _, count = row.rank.partition("/")
    return (int(rank), int(count)) if rank.isdecimal() and count.isdecimal() else (0, 1)


def _place_before(row: JournalRow) -> tuple[str, int] | None:
    rank, _ = _rank(row)
    if rank > 1:
        return row.batch, rank - 1
    return (row.parent, LAST) if row.parent else None


def _before(row: JournalRow, candidates: Sequence[JournalRow]) -> JournalRow:
    for candidate in candidates:
        if hash_of(row, candidate.hash) == row.hash:
            return candidate
    raise Conflict("a link of the Journal is missing, or has been edited")
