"""What is worth a second look before a document goes: it stops nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.parties import BuyerKind
from invoicing.history.history import History
from invoicing.register.entry import Entry
from invoicing.related.links import hashed
from invoicing.rows.tabs import ClientRow, InvoiceRow, normalised
from invoicing.values.french import euros, short_date
from invoicing.values.problems import Problem

FEWEST = 3  # other documents of a buyer, before one can be unusual
UNUSUAL = 3  # times the largest of them

Totals = Mapping[str, tuple[tuple[str, Decimal], ...]]  # buyer → (`Réf.`, total with VAT)
Alike = Mapping[Hashable, tuple[Entry, ...]]  # the first two of those that bill the same


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRows:
    """What each row is compared with."""

    totals: Totals
    alike: Alike
    buyers: frozenset[str]  # hashes of those that have been billed


def compared(entries: Iterable[Entry], history: History) -> ComparedRows:
    """Collect from all entries, once, what each is compared with."""
    every = tuple(entries)
    buyers = frozenset(document.buyer for document in history.documents.values())
    return ComparedRows(totals=totals(every), alike=alike(every), buyers=buyers)


def alike(entries: Iterable[Entry]) -> Alike:
    """Group what bills the same; of each group one issued document, if there is one, is first."""
    found: dict[Hashable, tuple[Entry, ...]] = defaultdict(tuple)
    for entry in entries:
        billed = _billed(entry)
        if billed is not None and entry.outcome is None:
            known = sorted((*found[billed], entry), key=lambda each: each.document is None)
            found[billed] = tuple(known[:2])
    return found


def _billed(entry: Entry) -> Hashable | None:
    """Return buyer, dates, lines and total: equal ones bill the same under another `Réf.`."""
    if entry.candidate is None or entry.candidate.draft is None:
        return None
    draft = entry.candidate.draft
    return (
        entry.client_code,
        normalised(entry.candidate.row.buyer),
        draft.document_type,
        normalised(draft.affair),
        (draft.period_start, draft.period_end),
        draft.lines,
        draft.totals.total_with_vat,
    )


def totals(entries: Iterable[Entry]) -> Totals:
    """Return what each buyer's rows ask for, issued or not."""
    found: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for entry in entries:
        if entry.candidate is not None and entry.candidate.draft is not None:
            buyer = normalised(entry.candidate.row.buyer)
            found[buyer].append((entry.key.reference, entry.candidate.draft.totals.total_with_vat))
    return {buyer: tuple(rows) for buyer, rows in found.items()}


def oddities(entry: Entry, known: ComparedRows, today: date) -> Iterator[Problem]:
    """Yield what is unlike the buyer's other documents, too like one, or far from today."""
    if entry.document is not None or entry.candidate is None or entry.candidate.draft is None:
        return
    row, draft = entry.candidate.row, entry.candidate.draft
    yield from _past_the_contract(entry.candidate.client, today)
    yield from _far_ahead(row, draft, today)
    if draft.buyer.kind is BuyerKind.BUSINESS and hashed(row.buyer) not in known.buyers:
        yield row.problem("new-buyer", "buyer", buyer=draft.buyer.name)
    yield from _doubled(entry, row, known.alike)
    buyer = normalised(row.buyer)
    others = [total for key, total in known.totals.get(buyer, ()) if key != entry.key.reference]
    if len(others) >= FEWEST and draft.totals.total_with_vat > UNUSUAL * max(others):
        yield row.problem("unusual-amount", amount=euros(draft.totals.total_with_vat))


def _doubled(entry: Entry, row: InvoiceRow, known: Alike) -> Iterator[Problem]:
    """Yield a warning where the same was typed under another `Réf.`."""
    same = (other for other in known.get(_billed(entry), ()) if other.key != entry.key)
    if other := next(same, None):
        number = other.document.number if other.document else other.key.reference
        yield row.problem("looks-doubled", "key", other=number)


def _far_ahead(row: InvoiceRow, draft: Draft, today: date) -> Iterator[Problem]:
    """A mistyped year.  A deposit is for what is still to be done (CGI, art. 289 I-1 c)."""
    last = max(filter(None, (draft.period_start, draft.period_end)), default=None)
    if last is None or draft.document_type is DocumentType.DEPOSIT:
        return
    if last > max(today, row.issue_from or today) + relativedelta(months=1):
        name = "period_end" if last == row.period_end else "period_start"
        yield row.problem("service-ahead", name, on=short_date(last))


def _past_the_contract(client: ClientRow | None, today: date) -> Iterator[Problem]:
    """`Fin de contrat` only reminds; who goes on without a mandate is told (CGI, art. 289 I-2)."""
    if client is None or client.contract_to is None or client.closing:
        return
    if client.contract_to < today:
        on = short_date(client.contract_to)
        yield client.problem("contract-over", "contract_to", on=on)
