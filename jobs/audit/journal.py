"""The Journal: rows that the head does not reach, contents, and series of numbers without gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from invoicing.history.events.documents import Numbered
from invoicing.texts.audit import Finding
from invoicing.values.canonical_json import sha256
from jobs.engine.frozen_contents import record_of
from jobs.engine.journal_chain import event_of, ticket_of
from jobs.engine.snapshot import Snapshot
from jobs.ports import Conflict, JournalRow

FIRST_ROW = 2  # of position 0, as a person sees it


def journal(memory: Snapshot) -> Iterator[Finding]:
    """Look at every row."""
    for position in memory.reading.illegible:
        yield Finding(code="row-illegible", where=_line(position))
    yield from _ignored(memory)
    yield from _contents(memory)
    yield from _series(memory)


def _line(position: int) -> str:
    return f"Journal, ligne {position + FIRST_ROW}"


def _ignored(memory: Snapshot) -> Iterator[Finding]:
    """Rows outside the chain: a batch that landed twice, a dead run's, or nobody's."""
    reached = {row.position for row in memory.rows}
    hashes = {(row.batch, row.rank, row.hash) for row in memory.rows}
    tickets: dict[str, bool] = {}
    for row in memory.reading.journal:
        if row.position in reached:
            continue
        if (row.batch, row.rank, row.hash) in hashes:
            yield Finding(code="row-doubled", where=_line(row.position))
            continue
        ticket = ticket_of(row.batch)
        if ticket not in tickets:
            tickets[ticket] = memory.desk.tickets.get(ticket) is not None
        code = "row-late" if tickets[ticket] else "row-forged"
        yield Finding(code=code, where=_line(row.position))


def _contents(memory: Snapshot) -> Iterator[Finding]:
    """Every frozen content beside the hash that the chain covers."""
    rows = [row for row in memory.rows if record_of(row)]
    try:
        texts = memory.desk.ledger.contents(rows) if rows else ()
    except Conflict:
        yield Finding(code="contents-unread", where="Journal")
        return
    for row, text in zip(rows, texts, strict=True):
        if not text:
            yield Finding(code="content-emptied", where=_line(row.position), what=_whose(row))
        elif sha256(text.encode()) != record_of(row):
            yield Finding(code="content-changed", where=_line(row.position), what=_whose(row))


def _whose(row: JournalRow) -> str:
    return " ".join(filter(None, (row.seller, row.key)))


def _series(memory: Snapshot) -> Iterator[Finding]:
    """Numbers follow one another, in the order of their dates."""
    series: dict[tuple[str, ...], list[Numbered]] = defaultdict(list)
    for row in memory.rows:
        event = event_of(row)[0] if row.event == Numbered.wire else None
        if isinstance(event, Numbered):
            series[event.siren, event.prefix, str(event.year)].append(event)
    for name, events in series.items():
        yield from _gaps(" ".join(name), sorted(events, key=_rank))


def _rank(event: Numbered) -> int:
    return event.rank


def _gaps(series: str, events: list[Numbered]) -> Iterator[Finding]:
    for before, event in pairwise(events):
        number, step = event.number, event.rank - before.rank
        if step != 1:
            code = "series-gap" if step else "series-doubled"
            yield Finding(code=code, where=f"Série {series}", what=number)
        if event.issue_date < before.issue_date:
            yield Finding(code="series-back", where=f"Série {series}", what=number)
