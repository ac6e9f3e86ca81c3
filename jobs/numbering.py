"""Numbers are taken here: after everything that could stop a document, just before it is printed.

Rows are read again first and must be unchanged; every document is printed once on trial, under the
number it would get; then number, content and the reserved file id are recorded in one batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from invoicing.calendar import seller_date
from invoicing.canonical import to_json
from invoicing.drafts import Candidate
from invoicing.events import Event, Kind
from invoicing.history import Folder
from invoicing.identity import prefix_of
from invoicing.invoice import Draft, Invoice
from invoicing.lifecycle import Entry, State
from invoicing.mentions import mentions
from invoicing.numbering import Last, Series, next_rank
from invoicing.ties import tie_facts
from jobs.ports import Conflict
from jobs.work import Work, slices

A_DOCUMENT = timedelta(seconds=1)  # what filing and sending one takes, at the least
ALL_OF_IT = timedelta(minutes=23)  # of the function's 25: what is numbered must also leave


@dataclass(slots=True, kw_only=True)
class _Batch:
    """Numbers given in one record."""

    on: date
    series: dict[Series, Last]
    folders: dict[tuple[str, str], Folder]
    ids: Iterator[str]
    events: list[Event] = field(default_factory=list)


def number(work: Work) -> None:
    """Give every approved document that this run can still send the next number of its series."""
    wanted = {entry.key: entry.content for entry in work.entries(State.READY)}
    if not wanted or not work.sending or work.is_over:
        return
    work.refresh(work.run.desk.ledger.read())
    unchanged = [e for e in work.entries(State.READY) if wanted.get(e.key) == e.content]
    ready = [entry for entry in unchanged if work.run.history.documents.get(entry.key) is None]
    for part in slices(ready, work):
        sound = [(entry, draft) for entry in part if (draft := _on_trial(work, entry))]
        if sound:
            _give(work, sound)


def _on_trial(work: Work, entry: Entry) -> Draft | None:
    """Print it under a provisional number; what cannot be printed, or sent today, gets none."""
    candidate = entry.candidate
    given = sum(len(numbers) for numbers in work.issued.values())
    if candidate is None or candidate.draft is None or entry.key[0] in work.stops:
        return None
    if work.run.held + A_DOCUMENT * given > ALL_OF_IT:
        return None
    with work.answering_for(entry.key[0]):
        provisional = _invoice(work, candidate, candidate.draft, _series(work, candidate).number(1))
        flaws = work.run.desk.press.flaws(provisional)
        if not flaws:
            return candidate.draft
        row = candidate.row
        work.flaws[entry.key] = tuple(row.problem(flaw.code, **flaw.values) for flaw in flaws)
    return None


def _invoice(work: Work, candidate: Candidate, draft: Draft, given: str) -> Invoice:
    on = seller_date(work.run.now)
    agency = work.reading.rows.settings.agency
    return Invoice(
        number=given,
        issue_date=on,
        due_date=draft.terms.due_date(on),
        draft=draft,
        agency=agency,
        mentions=mentions(draft, agency, on),
    )


def _series(work: Work, candidate: Candidate) -> Series:
    client = candidate.client
    assert client is not None  # an entry that is ready has one
    return Series(
        siren=client.siret[:9], prefix=prefix_of(client), year=seller_date(work.run.now).year
    )


def _give(work: Work, sound: list[tuple[Entry, Draft]]) -> None:
    history = work.run.history
    ids = work.run.desk.archive.reserve(len(sound) + len(_new_folders(work, sound)))
    batch = _Batch(
        on=seller_date(work.run.now),
        series=dict(history.series),
        folders=dict(history.folders),
        ids=iter(ids),
    )
    given = [(entry, _number(work, batch, entry, draft)) for entry, draft in sound]
    work.record(batch.events)
    for entry, invoice in given:
        work.invoices[entry.key] = invoice
        work.issued.setdefault(entry.key[0], []).append(invoice.number)


def _new_folders(work: Work, sound: list[tuple[Entry, Draft]]) -> set[tuple[str, str]]:
    series = {_series(work, e.candidate) for e, _ in sound if e.candidate is not None}
    wanted = {(each.siren, year) for each in series for year in ("", str(each.year))}
    return wanted - set(work.run.history.folders)


def _number(work: Work, batch: _Batch, entry: Entry, draft: Draft) -> Invoice:
    candidate = entry.candidate
    assert candidate is not None  # as above
    assert candidate.client is not None
    series = _series(work, candidate)
    last = batch.series.get(series)
    if last is not None and batch.on < last.on:
        later = candidate.row.problem("series-date", on=f"{last.on:%d/%m/%Y}")
        raise Conflict("the series has a later date already", problems=[later])
    rank = next_rank(series, last, candidate.client.last_number)
    batch.series[series] = Last(rank=rank, on=batch.on)
    for year in ("", str(series.year)):
        _reserve_folder(batch, entry, series, year)
    invoice = _invoice(work, candidate, draft, series.number(rank))
    facts = {
        "number": invoice.number,
        "issue_date": batch.on.isoformat(),
        "siren": series.siren,
        "prefix": series.prefix,
        "year": str(series.year),
        "rank": str(rank),
        "content": entry.content,
        "asked": candidate.asked,
        "file_id": next(batch.ids),
        **tie_facts(candidate, draft),
    }
    seller, key = entry.key
    recorded = to_json(invoice)
    batch.events.append(
        Event(kind=Kind.NUMBERED, seller=seller, key=key, facts=facts, content=recorded)
    )
    return invoice


def _reserve_folder(batch: _Batch, entry: Entry, series: Series, year: str) -> None:
    if (series.siren, year) in batch.folders:
        return
    folder = Folder(id=next(batch.ids))
    batch.folders[series.siren, year] = folder
    facts = {"siren": series.siren, "year": year, "id": folder.id}
    batch.events.append(Event(kind=Kind.FOLDER, seller=entry.key[0], facts=facts))
