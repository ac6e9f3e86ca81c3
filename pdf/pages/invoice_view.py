"""An invoice as the template prints it: French text, and no arithmetic left to do.

Values come from the domain, typography from invoicing/values/french.py.  party_names.py
sets names and addresses, line_columns.py the table of lines, totals_column.py what follows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.line import Line
from invoicing.document.totals import VatGroup
from invoicing.document.vat import Category
from invoicing.texts.pages import invoice as texts
from invoicing.values import french
from pdf.pages import document_kinds, party_names, payment_qr, progress_notes
from pdf.pages.line_columns import LineColumn, columns, designation_width, shows_vat
from pdf.pages.party_names import Pair
from pdf.pages.totals_column import TotalLine, explained, sums
from pdf.typesetting.brand import PLAIN, UNPRINTED, Brand

LONG = 600  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of the invoice, left of the columns."""

    heading: str
    name: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedVatGroup:
    """A line of the VAT breakdown (BG-23)."""

    label: str
    base: str
    tax: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """The box at the top: how much, until when, where to, under which reference."""

    label: str
    amount: str
    until: str  # empty when nothing is to be paid
    terms: str  # of an issued invoice
    ways: tuple[Pair, ...]
    code: bytes  # the picture of the QR code; empty when there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceView:
    """All that is printed."""

    title: str  # « Facture », « Avoir »
    number: str
    dated: str  # « du 24 novembre 2026 »
    before: tuple[str, ...]  # what it credits or replaces
    payment: Payment
    seller: party_names.Party
    buyer: party_names.Party
    subject: str
    facts: tuple[Pair, ...]
    columns: tuple[LineColumn, ...]
    designation_width: float  # mm
    rows: tuple[PrintedLine, ...]
    groups: tuple[PrintedVatGroup, ...]
    totals: tuple[TotalLine, ...]  # the last one stands out
    reasons: tuple[str, ...]  # why no VAT is charged, where no breakdown says it
    mentions: tuple[str, ...]
    notes: tuple[str, ...]
    notes_kept: bool  # short enough to stay on the page of the sums
    legal_line: str
    agency_line: str
    mark: str = ""  # across each page, below the text
    signature: tuple[str, ...] = ()  # boxes to sign in
    look: Brand = field(default=PLAIN, metadata=UNPRINTED)

    @property
    def running(self) -> str:
        """The head of a next page."""
        return f"{self.title} {self.number}"


def view(invoice: Invoice, look: Brand = PLAIN) -> InvoiceView:
    """Set an invoice in French."""
    draft = invoice.draft
    table = columns(draft)
    groups = draft.totals.vat_breakdown
    with_vat = shows_vat(draft)
    notes = (*party_names.text_lines(draft.notes), *party_names.text_lines(draft.seller.notes))
    return InvoiceView(
        title=document_kinds.title(draft),
        number=invoice.number,
        dated=texts.DATED.format(day=french.long_date(invoice.issue_date)),
        before=document_kinds.before(draft),
        payment=_payment(invoice),
        seller=party_names.seller(draft.seller),
        buyer=party_names.buyer(draft.buyer),
        subject=draft.subject,
        facts=party_names.present(*facts(draft)),
        columns=table,
        designation_width=designation_width(table),
        rows=tuple(map(_row, draft.lines)),
        groups=tuple(map(_group, groups)) if with_vat else (),
        totals=tuple(sums(draft, with_vat=with_vat)),
        reasons=() if with_vat else tuple(dict.fromkeys(group.vat.reason for group in groups)),
        mentions=(*explained(draft), *(mention.text for mention in invoice.mentions)),
        notes=notes,
        notes_kept=sum(map(len, notes)) < LONG,
        legal_line=party_names.legal_line(draft.seller),
        agency_line=party_names.agency_line(invoice.agency),
        look=look,
    )


def facts(draft: Draft) -> Iterator[Pair]:
    """Yield what is known of the work and of its order."""
    yield texts.REASON, party_names.on_one_line(draft.reason)
    yield texts.PERFORMED, french.period(draft.period_start, draft.period_end)
    yield texts.PLACE, party_names.on_one_line(draft.place)
    yield texts.DELIVERY, party_names.on_one_line(draft.buyer.delivery_address)
    yield texts.PAYER, draft.payer
    yield texts.ORDER, draft.purchase_order
    yield texts.BUYER_REFERENCE, draft.buyer_reference
    yield texts.AFFAIR, draft.affair
    natures = frozenset(nature.name for nature in draft.natures)
    yield texts.OPERATION, texts.OPERATIONS.get(natures, "")


def _row(line: Line) -> PrintedLine:
    on = (f"Le {french.short_date(line.on)}",) if line.on else ()
    return PrintedLine(
        heading=line.heading,
        name=line.item_name,
        notes=(*on, *progress_notes.notes(line), *party_names.text_lines(line.note)),
    )


def _group(group: VatGroup) -> PrintedVatGroup:
    free = group.vat.category is not Category.STANDARD
    return PrintedVatGroup(
        label=group.vat.word,
        base=french.euros(group.taxable_amount),
        tax=french.euros(group.tax_amount),
        reason=group.vat.reason if free else "",
    )


def _payment(invoice: Invoice) -> Payment:
    draft, seller = invoice.draft, invoice.draft.seller
    owed = document_kinds.is_owed(draft)
    ways = party_names.present(
        ("IBAN", french.iban(seller.iban)),
        ("BIC", seller.bic),
        (texts.PAYMENT_REFERENCE, invoice.number),
    )
    return Payment(
        label=document_kinds.kind(draft).box,
        amount=french.euros(draft.settlement.net_payable),
        until=texts.PAY_BY.format(day=french.long_date(invoice.due_date)) if owed else "",
        terms=str(draft.terms) if owed else "",
        ways=ways if owed else (),
        code=payment_qr.transfer(invoice).encode(),
    )
