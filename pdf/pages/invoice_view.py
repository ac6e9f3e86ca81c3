"""An invoice as the template prints it: French text, and no arithmetic left to do.

Values come from the domain, typography from french.py, names.py sets names and addresses,
columns.py the table of lines, sums.py what follows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.line import Line, Nature
from invoicing.document.totals import VatGroup
from invoicing.document.vat import Category
from pdf.pages import document_kinds as kinds
from pdf.pages import party_names as names
from pdf.pages import payment_qr as qr
from pdf.pages import progress_notes as works
from pdf.pages.line_columns import Column, columns, designation_width, shows_vat
from pdf.pages.party_names import Pair
from pdf.pages.totals_column import Sum, explained, sums
from pdf.typesetting import french
from pdf.typesetting.brand import PLAIN, UNPRINTED, Look

OPERATIONS = {
    frozenset({Nature.GOODS}): "Livraison de biens",
    frozenset({Nature.SERVICE}): "Prestation de services",
    frozenset(Nature): "Mixte (biens et services)",
}
LONG = 600  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the invoice, left of the columns."""

    heading: str
    name: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
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
class View:
    """All that is printed."""

    title: str  # « Facture », « Avoir »
    number: str
    dated: str  # « du 24 novembre 2026 »
    before: tuple[str, ...]  # what it credits or replaces
    payment: Payment
    seller: names.Party
    buyer: names.Party
    subject: str
    facts: tuple[Pair, ...]
    columns: tuple[Column, ...]
    designation_width: float  # mm
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    totals: tuple[Sum, ...]  # the last one stands out
    reasons: tuple[str, ...]  # why no VAT is charged, where no breakdown says it
    mentions: tuple[str, ...]
    notes: tuple[str, ...]
    notes_kept: bool  # short enough to stay on the page of the sums
    legal_line: str
    agency_line: str
    mark: str = ""  # across each page, below the text
    signature: tuple[str, ...] = ()  # boxes to sign in
    look: Look = field(default=PLAIN, metadata=UNPRINTED)

    @property
    def running(self) -> str:
        """The head of a next page."""
        return f"{self.title} {self.number}"


def view(invoice: Invoice, look: Look = PLAIN) -> View:
    """Set an invoice in French."""
    draft = invoice.draft
    table = columns(draft)
    groups = draft.totals.vat_breakdown
    shown = shows_vat(draft)
    notes = (*names.text_lines(draft.notes), *names.text_lines(draft.seller.notes))
    return View(
        title=kinds.title(draft),
        number=invoice.number,
        dated=f"du {french.long_date(invoice.issue_date)}",
        before=kinds.before(draft),
        payment=_payment(invoice),
        seller=names.seller(draft.seller),
        buyer=names.buyer(draft.buyer),
        subject=draft.subject,
        facts=names.present(*facts(draft)),
        columns=table,
        designation_width=designation_width(table),
        rows=tuple(map(_row, draft.lines)),
        groups=tuple(map(_group, groups)) if shown else (),
        totals=tuple(sums(draft, with_vat=shown)),
        reasons=() if shown else tuple(dict.fromkeys(group.vat.reason for group in groups)),
        mentions=(*explained(draft), *(mention.text for mention in invoice.mentions)),
        notes=notes,
        notes_kept=sum(map(len, notes)) < LONG,
        legal_line=names.legal_line(draft.seller),
        agency_line=names.agency_line(invoice.agency),
        look=look,
    )


def facts(draft: Draft) -> Iterator[Pair]:
    """Yield what is known of the work and of its order."""
    yield "Motif", names.on_one_line(draft.reason)
    yield "Réalisation", french.period(draft.period_start, draft.period_end)
    yield "Lieu", names.on_one_line(draft.place)
    yield "Livraison", names.on_one_line(draft.buyer.delivery_address)
    yield "Tiers payeur", draft.payer
    yield "Bon de commande", draft.purchase_order
    yield "Référence client", draft.buyer_reference
    yield "Affaire", draft.affair
    yield "Nature de l’opération", OPERATIONS.get(draft.natures, "")


def _row(line: Line) -> Row:
    on = (f"Le {french.short_date(line.on)}",) if line.on else ()
    return Row(
        heading=line.heading,
        name=line.item_name,
        notes=(*on, *works.notes(line), *names.text_lines(line.note)),
    )


def _group(group: VatGroup) -> Group:
    free = group.vat.category is not Category.STANDARD
    return Group(
        label=group.vat.word,
        base=french.euros(group.taxable_amount),
        tax=french.euros(group.tax_amount),
        reason=group.vat.reason if free else "",
    )


def _payment(invoice: Invoice) -> Payment:
    draft, seller = invoice.draft, invoice.draft.seller
    owed = kinds.is_owed(draft)
    ways = names.present(
        ("IBAN", french.iban(seller.iban)),
        ("BIC", seller.bic),
        ("Référence", invoice.number),
    )
    return Payment(
        label=kinds.kind(draft).box,
        amount=french.euros(draft.settlement.net_payable),
        until=f"au plus tard le {french.long_date(invoice.due_date)}" if owed else "",
        terms=str(draft.terms) if owed else "",
        ways=ways if owed else (),
        code=qr.transfer(invoice).encode(),
    )
