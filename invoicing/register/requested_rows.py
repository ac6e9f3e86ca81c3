"""What the rows of one reading ask for on one day, whatever has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from invoicing.approval.reasons import Reason, reasons
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.client_blocks import of_all_times
from invoicing.related.basis import RELATED, numbers_behind
from invoicing.related.links import ties
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.rows.drafts import TickedRow, candidate
from invoicing.rows.lines import LineDefaults
from invoicing.rows.lookup import RowLookup, indexed
from invoicing.rows.tabs import InvoiceRow, Rows, normalised
from invoicing.rows.typed_consent import PREVIEW, agreement_problems
from invoicing.rules.draft import draft_problems
from invoicing.rules.duplicates import asked_hash
from invoicing.values.calendar import seller_date
from invoicing.values.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedRow:
    """What one row asks for, without its history."""

    key: DocumentKey
    row: InvoiceRow
    candidate: TickedRow | None
    case: DraftWithRows | None  # of the candidate's draft, if it has one
    problems: tuple[Problem, ...]  # of the draft, by its rules
    reasons: tuple[Reason, ...] = ()  # why the client is asked first


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOfToday:
    """What one reading says on one day: all of the books that does not hang on the past."""

    index: RowLookup
    requested: tuple[RequestedRow, ...]
    client_problems: Mapping[str, tuple[Problem, ...]]


@lru_cache(maxsize=2)
def rows_of_today(rows: Rows, today: date) -> RowsOfToday:
    """Return what *rows* ask for today; read once, since a run opens the books many times."""
    index = indexed(rows)
    return RowsOfToday(
        index=index,
        requested=tuple(_requested(row, index, rows, today) for row in rows.invoices),
        client_problems=of_all_times(rows, today),
    )


def _requested(row: InvoiceRow, index: RowLookup, rows: Rows, today: date) -> RequestedRow:
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
        return RequestedRow(key=key, row=row, candidate=wanted, case=None, problems=())
    own = draft_problems(case) if row.document_type not in RELATED else ()
    problems = (*own, *agreement_problems(row, today))
    return RequestedRow(
        key=key, row=row, candidate=wanted, case=case, problems=problems, reasons=reasons(case)
    )


def _case(wanted: TickedRow, index: RowLookup, today: date) -> DraftWithRows | None:
    if wanted.draft is None or wanted.client is None or wanted.buyer is None:
        return None
    context = LineDefaults(
        index=index, invoice=wanted.row, client=wanted.client, buyer=wanted.buyer, today=today
    )
    return DraftWithRows(context=context, draft=wanted.draft)


def needed(rows: Rows, history: History, now: datetime) -> frozenset[str]:
    """Name the documents whose contents must be at hand to open the register."""
    waiting = [
        asked
        for asked in rows_of_today(rows, seller_date(now)).requested
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
