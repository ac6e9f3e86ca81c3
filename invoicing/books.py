"""The books of one moment: every document, from its row and from its history.

Identity is settled here: a document's key is (client, `Réf.`), a series is (SIREN, prefix, year),
and a row that would bill again what was issued is stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from invoicing.calendar import seller_date
from invoicing.client_rules import client_problems
from invoicing.drafts import Candidate, candidate
from invoicing.history import History, Issued, Key
from invoicing.index import Index, indexed, normalised
from invoicing.lifecycle import Entry
from invoicing.lines import Context
from invoicing.problems import Problem
from invoicing.rows import ClientRow, InvoiceRow, Rows
from invoicing.rules import Case, draft_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All entries, in the order of the Sheet, and what is wrong with the clients."""

    rows: Rows
    index: Index
    entries: tuple[Entry, ...]
    client_problems: Mapping[str, tuple[Problem, ...]]  # by normalised code

    @property
    def gone(self) -> Iterator[Entry]:
        """Documents whose row has disappeared."""
        return (entry for entry in self.entries if entry.row is None)


def opened(rows: Rows, history: History, now: datetime) -> Books:
    """Open the books: lay the rows beside what has happened."""
    index = indexed(rows)
    stopped = _stopped_clients(rows, history, now)
    present = {_key(row, index): row for row in rows.invoices}
    entries = [_entry(row, index, rows, history, stopped, present, now) for row in rows.invoices]
    gone = (key for key in history.documents if key not in present)
    entries += [Entry(key=key, row=None, document=history.documents[key]) for key in gone]
    return Books(rows=rows, index=index, entries=tuple(entries), client_problems=stopped)


def _key(row: InvoiceRow, index: Index) -> Key:
    buyer = index.buyers.get(normalised(row.buyer))
    return normalised(buyer.client if buyer else row.client), normalised(row.key)


def _entry(  # noqa: PLR0913, PLR0917  (everything one row is laid beside)
    row: InvoiceRow,
    index: Index,
    rows: Rows,
    history: History,
    stopped: Mapping[str, tuple[Problem, ...]],
    present: Mapping[Key, InvoiceRow],
    now: datetime,
) -> Entry:
    key = _key(row, index)
    document = history.documents.get(key) if normalised(row.key) else None
    wanted = candidate(row, index, rows.settings, seller_date(now)) if row.ready else None
    problems: list[Problem] = []
    if wanted is not None:
        problems = [*wanted.problems, *_identity(wanted, document, history, present)]
        if document is None:
            problems += _of_client(wanted, stopped)
            problems += _of_draft(wanted, index, now)
    return Entry(
        key=key,
        row=row,
        candidate=wanted,
        document=document,
        seen=history.seen.get(key),
        problems=tuple(problems),
        delay=timedelta(minutes=rows.settings.delay_minutes),
    )


def _of_client(wanted: Candidate, stopped: Mapping[str, tuple[Problem, ...]]) -> Iterator[Problem]:
    if wanted.client is not None and stopped.get(wanted.seller):
        yield wanted.row.problem(
            "client-problem", "buyer", client=wanted.seller, place=str(wanted.client.place)
        )


def _of_draft(wanted: Candidate, index: Index, now: datetime) -> tuple[Problem, ...]:
    if wanted.draft is None or wanted.client is None or wanted.buyer is None:
        return ()
    context = Context(
        index=index,
        invoice=wanted.row,
        client=wanted.client,
        buyer=wanted.buyer,
        today=seller_date(now),
    )
    return draft_problems(Case(context=context, draft=wanted.draft))


def _identity(
    wanted: Candidate, document: Issued | None, history: History, present: Mapping[Key, InvoiceRow]
) -> Iterator[Problem]:
    if wanted.draft is None:
        return
    content = wanted.content
    if document is not None:
        if document.content != content:
            yield wanted.row.problem("changed-after-issue", number=document.number)
        return
    for key, other in history.documents.items():
        if other.content == content and key not in present:
            yield wanted.row.problem("already-issued", "key", number=other.number, key=other.key)
            return


def _stopped_clients(rows: Rows, history: History, now: datetime) -> dict[str, tuple[Problem, ...]]:
    today = seller_date(now)
    series = Counter(_series(client) for client in rows.clients)
    found: dict[str, tuple[Problem, ...]] = {}
    for client in rows.clients:
        problems = [*client_problems(client, today)]
        if series[_series(client)] > 1:
            problems.append(client.problem("shared-series", "series", series=_series(client)[1]))
        known = history.sellers.get(client.siret[:9])
        if known is not None and known != normalised(client.code):
            problems.append(client.problem("siren-known", "code", known=known))
        code = normalised(client.code)
        found[code] = found.get(code, ()) + tuple(problems)
    return found


def _series(client: ClientRow) -> tuple[str, str]:
    return client.siret[:9], normalised(client.series or client.code)
