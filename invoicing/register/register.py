"""The register of one moment: every document, from its row and from its history.

Identity is settled here: a document's key is (client, `Réf.`), a series is (SIREN, prefix, year),
and a row that would bill again what was issued is stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from invoicing.document.invoice import Invoice
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.events.event import Event
from invoicing.history.history import History
from invoicing.history.records import IssuedDocument
from invoicing.register.approval_blocks import approval_problems
from invoicing.register.client_blocks import of_client, stopped, worth_saying
from invoicing.register.entry import Entry
from invoicing.register.previews import as_far_as_ticked
from invoicing.register.related_drafts import related
from invoicing.register.requested_rows import RequestedRow, needed, rows_of_today
from invoicing.register.warnings import compared, oddities
from invoicing.related.basis import RELATED, RelatedDocuments, RelatedDraft
from invoicing.related.links import DocumentLinks, hashed, ties
from invoicing.related.one_at_a_time import ClaimedOriginals, waiting_deposits
from invoicing.related.payments import paid, payment_problems
from invoicing.rows.lookup import RowLookup
from invoicing.rows.recipients import recipients
from invoicing.rows.tabs import Rows
from invoicing.rules.duplicates import again
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
    of_today = rows_of_today(rows, today)
    tied = ties(history)
    present = {asked.key for asked in of_today.requested}
    unissued = ((a.row, a.key.client) for a in of_today.requested if a.key not in history.documents)
    opening = _SharedParts(
        history=history,
        past=RelatedDocuments(
            ties=tied, originals=originals, paid=paid(rows.payments, tied, today)
        ),
        index=of_today.index,
        stopped=stopped(of_today.client_problems, rows, history, today),
        gone=tuple(each for key, each in history.documents.items() if key not in present),
        turns=ClaimedOriginals(ties=tied, today=today, deposits=waiting_deposits(unissued, today)),
        delay=timedelta(minutes=rows.settings.delay_minutes),
    )
    entries = [_entry(asked, opening) for asked in of_today.requested]
    others = compared(entries, history)
    entries = [replace(e, remarks=(*e.remarks, *oddities(e, others, today))) for e in entries]
    entries += [_gone(document, of_today.index) for document in opening.gone]
    wrong = (payment_problems(row, tied, today) for row in rows.payments)
    return Register(
        rows=rows,
        index=of_today.index,
        entries=tuple(entries),
        ties=tied,
        client_problems=worth_saying(opening.stopped, rows, today),
        payment_problems=tuple(problem for some in wrong for problem in some),
        history=history,
        now=now,
        originals=originals,
    )


def _entry(asked: RequestedRow, opening: _SharedParts) -> Entry:
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
    asked: RequestedRow, document: IssuedDocument | None, opening: _SharedParts
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


def _completed(asked: RequestedRow, made: RelatedDraft) -> RequestedRow:
    wanted = asked.candidate
    assert wanted is not None  # it has a case
    whole = replace(wanted, draft=made.draft, content=made.content, ends=made.ends)
    problems = (*asked.problems, *made.problems)
    return replace(asked, candidate=whole, problems=problems)
