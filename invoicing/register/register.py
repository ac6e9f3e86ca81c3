"""The register of one moment: every document, from its row and from its history.

Identity is settled here: a document's key is (client, `Réf.`), a series is (SIREN, prefix, year),
and a row that would bill again what was issued is stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from invoicing.approval.reasons import Reason, reasons
from invoicing.document.invoice import Invoice
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.events.event import Event
from invoicing.history.history import History
from invoicing.history.records import DocumentKey, IssuedDocument
from invoicing.register.approval_blocks import approval_problems
from invoicing.register.client_blocks import of_all_times, of_client, stopped, worth_saying
from invoicing.register.entry import Entry
from invoicing.register.previews import as_far_as_ticked
from invoicing.register.related_drafts import related
from invoicing.register.warnings import compared, oddities
from invoicing.related.basis import RELATED, RelatedDocuments, RelatedDraft, numbers_behind
from invoicing.related.links import DocumentLinks, hashed, ties
from invoicing.related.one_at_a_time import ClaimedOriginals, waiting_deposits
from invoicing.related.payments import paid, payment_problems
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.rows.drafts import TickedRow, candidate
from invoicing.rows.lines import LineDefaults
from invoicing.rows.lookup import RowLookup, indexed, normalised
from invoicing.rows.recipients import recipients
from invoicing.rows.tabs import InvoiceRow, Rows
from invoicing.rows.typed_consent import PREVIEW, agreement_problems
from invoicing.rules.draft import draft_problems
from invoicing.rules.duplicates import again, asked_hash
from invoicing.values.calendar import seller_date
from invoicing.values.problems import Problem, Source

NO_ORIGINALS: Mapping[str, Invoice] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All entries, in the order of the Sheet, and what is wrong with the clients."""

    rows: Rows
    index: RowLookup
    entries: tuple[Entry, ...]
    ties: DocumentLinks  # of what has been issued
    client_problems: Mapping[str, tuple[Problem, ...]]  # by normalised code
    payment_problems: tuple[Problem, ...]
    history: History
    now: datetime  # the run's instant, aware, UTC
    originals: Mapping[str, Invoice]  # frozen contents that rows hang on, by number

    @classmethod
    def opened(
        cls,
        rows: Rows,
        history: History,
        now: datetime,
        originals: Mapping[str, Invoice] = NO_ORIGINALS,
    ) -> Register:
        """Lay the rows beside what has happened.

        *originals*: the frozen contents that ``needed`` names, by number.
        """
        return _opened(rows, history, now, originals)

    def after(self, events: Iterable[tuple[Event, datetime]]) -> Register:
        """Return the register after *events*, each with its instant."""
        return _opened(self.rows, self.history.then(events), self.now, self.originals)

    def beside(self, rows: Rows) -> Register:
        """Return what other *rows* make of the same history."""
        return _opened(rows, self.history, self.now, self.originals)

    def given(self, originals: Mapping[str, Invoice]) -> Register:
        """Return the register with more frozen contents at hand."""
        return _opened(self.rows, self.history, self.now, {**self.originals, **originals})

    @property
    def missing_originals(self) -> frozenset[str]:
        """Return the numbers of documents that rows hang on, and whose contents are not at hand."""
        return needed(self.rows, self.history, self.now) - self.originals.keys()

    @property
    def is_sending_hour(self) -> bool:
        """Say whether mail may leave for buyers now."""
        return self.rows.settings.hours.contain(self.now)

    def client_place(self, code: str) -> Source:
        """Return where a client's row stands."""
        client = self.index.clients.get(code)
        return client.place if client else Source(tab="Clients")


@dataclass(frozen=True, slots=True, kw_only=True)
class _RequestedRow:
    """What one row asks for, without its history."""

    key: DocumentKey
    row: InvoiceRow
    candidate: TickedRow | None
    case: DraftWithRows | None  # of the candidate's draft, if it has one
    problems: tuple[Problem, ...]  # of the draft, by its rules
    reasons: tuple[Reason, ...] = ()  # why the client is asked first


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowsOfToday:
    """What one reading says on one day: all of the books that does not hang on the past."""

    index: RowLookup
    asked: tuple[_RequestedRow, ...]
    client_problems: Mapping[str, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _SharedParts:
    """What all entries of one register share."""

    history: History
    past: RelatedDocuments
    index: RowLookup
    stopped: Mapping[str, tuple[Problem, ...]]
    gone: tuple[IssuedDocument, ...]  # documents whose row has disappeared
    turns: ClaimedOriginals
    delay: timedelta


def _opened(
    rows: Rows, history: History, now: datetime, originals: Mapping[str, Invoice]
) -> Register:
    today = seller_date(now)
    page = _page(rows, today)
    tied = ties(history)
    present = {asked.key for asked in page.asked}
    unissued = ((a.row, a.key.client) for a in page.asked if a.key not in history.documents)
    opening = _SharedParts(
        history=history,
        past=RelatedDocuments(
            ties=tied, originals=originals, paid=paid(rows.payments, tied, today)
        ),
        index=page.index,
        stopped=stopped(page.client_problems, rows, history, today),
        gone=tuple(each for key, each in history.documents.items() if key not in present),
        turns=ClaimedOriginals(ties=tied, today=today, deposits=waiting_deposits(unissued, today)),
        delay=timedelta(minutes=rows.settings.delay_minutes),
    )
    entries = [_entry(asked, opening) for asked in page.asked]
    others = compared(entries, history)
    entries = [replace(e, remarks=(*e.remarks, *oddities(e, others, today))) for e in entries]
    entries += [_gone(document, page.index) for document in opening.gone]
    wrong = (payment_problems(row, tied, today) for row in rows.payments)
    return Register(
        rows=rows,
        index=page.index,
        entries=tuple(entries),
        ties=tied,
        client_problems=worth_saying(opening.stopped, rows, today),
        payment_problems=tuple(problem for some in wrong for problem in some),
        history=history,
        now=now,
        originals=originals,
    )


def needed(rows: Rows, history: History, now: datetime) -> frozenset[str]:
    """Name the documents whose contents must be at hand to open the register."""
    waiting = [
        asked
        for asked in _page(rows, seller_date(now)).asked
        if asked.case is not None
        and asked.row.document_type in RELATED
        and asked.key not in history.documents
    ]
    tied = ties(history) if waiting else None
    return frozenset(
        number
        for asked in waiting
        if tied is not None
        for number in numbers_behind(asked.row, asked.key.client, tied)
    )


@lru_cache(maxsize=2)  # a run opens the books on one reading after each record
def _page(rows: Rows, today: date) -> _RowsOfToday:
    index = indexed(rows)
    return _RowsOfToday(
        index=index,
        asked=tuple(_asked(row, index, rows, today) for row in rows.invoices),
        client_problems=of_all_times(rows, today),
    )


def _asked(row: InvoiceRow, index: RowLookup, rows: Rows, today: date) -> _RequestedRow:
    buyer = index.buyers.get(normalised(row.buyer))
    code = normalised(buyer.client if buyer else row.client)
    key = DocumentKey(client=code, reference=normalised(row.key))
    is_read = row.ready or row.action == PREVIEW
    wanted = candidate(row, index, rows.settings, today) if is_read else None
    if wanted is not None:
        typed = asked_hash(row, index.lines.get(key.reference, ()))
        wanted = replace(wanted, asked=typed)
    case = _case(wanted, index, today) if wanted else None
    if case is None:
        return _RequestedRow(key=key, row=row, candidate=wanted, case=None, problems=())
    own = draft_problems(case) if row.document_type not in RELATED else ()
    problems = (*own, *agreement_problems(row, today))
    return _RequestedRow(
        key=key, row=row, candidate=wanted, case=case, problems=problems, reasons=reasons(case)
    )


def _entry(asked: _RequestedRow, opening: _SharedParts) -> Entry:
    key, history = asked.key, opening.history
    document = history.documents.get(key) if key.reference else None
    remarks: tuple[Problem, ...] = ()
    if document is None and asked.case is not None and asked.row.document_type in RELATED:
        made = related(asked.case, opening.past)
        asked, remarks = _completed(asked, made), made.remarks
    problems = _problems(asked, document, opening)
    dossier = history.dossiers.get(key, ApprovalFile()) if key.reference else ApprovalFile()
    current = dossier.current
    entry = Entry(
        key=key,
        row=asked.row,
        candidate=asked.candidate,
        document=document,
        seen=history.seen.get(key),
        reasons=asked.reasons,
        dossier=dossier,
        letter=history.letters.get((key.client, current.letter)) if current else None,
        wish=history.wishes.get(key),
        previews=history.previews.get(key, ()),
        remarks=remarks,
        recipients=recipients(document.client_code, document.roles, asked.row.buyer, opening.index)
        if document
        else (),
        outcome=opening.past.ties.outcome(document.number) if document else None,
        delay=opening.delay,
    )
    if document is None and not problems:
        problems += approval_problems(entry)
    return as_far_as_ticked(replace(entry, problems=tuple(problems)))


def _problems(
    asked: _RequestedRow, document: IssuedDocument | None, opening: _SharedParts
) -> list[Problem]:
    """What stops a row, but for its approval; of an issued one only what it asks for now."""
    wanted = asked.candidate
    if wanted is None:
        return []
    problems = [*wanted.problems, *again(wanted, document, opening.gone)]
    if document is None:
        problems += [*of_client(wanted, opening.stopped), *asked.problems]
        is_next = asked.row.ready and not problems
        problems += opening.turns.taken(asked.row, asked.key.client) if is_next else []
    return problems


def _gone(document: IssuedDocument, index: RowLookup) -> Entry:
    """A document whose row has disappeared goes on, to the buyer that its facts name."""
    buyers = (row.code for row in index.buyers.values() if hashed(row.code) == document.buyer)
    return Entry(
        key=document.key,
        row=None,
        document=document,
        recipients=recipients(document.client_code, document.roles, next(buyers, ""), index),
    )


def _completed(asked: _RequestedRow, made: RelatedDraft) -> _RequestedRow:
    wanted = asked.candidate
    assert wanted is not None  # it has a case
    whole = replace(wanted, draft=made.draft, content=made.content, ends=made.ends)
    problems = (*asked.problems, *made.problems)
    return replace(asked, candidate=whole, problems=problems)


def _case(wanted: TickedRow, index: RowLookup, today: date) -> DraftWithRows | None:
    if wanted.draft is None or wanted.client is None or wanted.buyer is None:
        return None
    context = LineDefaults(
        index=index, invoice=wanted.row, client=wanted.client, buyer=wanted.buyer, today=today
    )
    return DraftWithRows(context=context, draft=wanted.draft)
