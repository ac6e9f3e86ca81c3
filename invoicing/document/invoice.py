"""What is invoiced: lines, totals, terms (names of EN 16931).

Draft    what to bill; nothing here is legally an invoice yet
Invoice  an issued one: number, dates and the legal texts of that day; never changed
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, unique

from invoicing.document.line import Line, LineNature
from invoicing.document.parties import UNHASHED, Agency, Buyer, Seller
from invoicing.document.terms import Terms
from invoicing.document.totals import Settlement, Totals, vat_breakdown
from invoicing.document.vat import Category
from invoicing.values.amounts import NO_PERCENT, ZERO, Amount, Percent, total


@unique
class DocumentType(Enum):
    """What a document is; its ``code`` is BT-3 (UNTDID 1001, BR-FR-04)."""

    INVOICE = "380"
    DEPOSIT = "386"
    SITUATION = "situation"  # an invoice of works under way
    FINAL = "final"  # an invoice from which deposits are deducted
    CREDIT_NOTE = "381"
    DEPOSIT_CREDIT = "503"  # the credit note of a deposit invoice
    CORRECTED = "384"

    @property
    def code(self) -> str:
        """BT-3: situations and final invoices are invoices."""
        return self.value if self.value.isdigit() else "380"

    @property
    def is_credit(self) -> bool:
        """Whether the seller owes, and the buyer pays nothing."""
        return self in {DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_CREDIT}


CORRECTING = frozenset({DocumentType.CREDIT_NOTE, DocumentType.CORRECTED})
OF_AN_AFFAIR = frozenset({DocumentType.SITUATION, DocumentType.FINAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preceding:
    """BG-3: an earlier document that this one corrects, credits or follows."""

    number: str  # BT-25
    issue_date: date  # BT-26


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit(Preceding):
    """A deposit invoice (386) that was paid, and is deducted with its VAT, in EUR."""

    total_without_vat: Amount
    total_vat: Amount

    @property
    def total_with_vat(self) -> Amount:
        """What was paid: a share of BT-113."""
        return total((self.total_without_vat, self.total_vat))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What to bill, before it has a number."""

    document_type: DocumentType = DocumentType.INVOICE
    seller: Seller
    buyer: Buyer
    lines: tuple[Line, ...]
    discount: Percent = NO_PERCENT  # BT-94, on the whole document
    terms: Terms  # BT-20
    subject: str = ""
    affair: str = ""  # what ties quote, deposits, situations and final invoice (BT-11)
    period_start: date | None = None  # BT-73
    period_end: date | None = None  # BT-74
    place: str = ""  # where the work was done
    purchase_order: str = ""  # BT-13
    buyer_reference: str = ""  # BT-10
    notes: str = ""  # BT-22, `Mentions` of the row
    payer: str = ""  # name of who pays for the buyer; EN 16931 has no such party: a note (BT-22)
    preceding: tuple[Preceding, ...] = ()  # BG-3: credited or corrected, or situations before it
    reason: str = ""  # why it credits or corrects, `Motif`
    deposits: tuple[Deposit, ...] = ()  # BT-113 and BG-3
    agreed_total: Amount | None = None  # `Total TTC convenu`
    retention: Percent = NO_PERCENT  # `Retenue de garantie (%)`, of the total with VAT
    penalties: Amount = ZERO  # `Pénalités retenues (hors TVA)`

    @property
    def totals(self) -> Totals:
        """BG-22 and BG-23, worked out from the lines."""
        return Totals(
            sum_of_lines=total(line.net_amount for line in self.lines),
            vat_breakdown=vat_breakdown(self.lines, self.discount),
            prepaid=total(deposit.total_with_vat for deposit in self.deposits),
            agreed=self.agreed_total,
        )

    @property
    def settlement(self) -> Settlement:
        """What is to be paid now."""
        return Settlement(totals=self.totals, retention=self.retention, penalties=self.penalties)

    @property
    def natures(self) -> frozenset[LineNature]:
        """Goods, services or both (ann. II 242 nonies A, I-8° bis)."""
        return frozenset(line.nature for line in self.lines)

    @property
    def words(self) -> frozenset[str]:
        """The words of `TVA` on its lines."""
        return frozenset(line.vat.word for line in self.lines)

    def has(self, category: Category) -> bool:
        """Whether any line is of that VAT category."""
        return any(line.vat.category is category for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLegalText:
    """A legal text as it was printed (BG-1)."""

    subject_code: str = ""  # BT-21: PMT, PMD, AAB, …; empty when the norm has none
    text: str  # BT-22


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An issued invoice, as recorded, printed and sent.  Corrected by others, never changed."""

    number: str  # BT-1
    issue_date: date  # BT-2, the seller's
    due_date: date  # BT-9
    draft: Draft
    agency: Agency = field(default_factory=Agency, metadata=UNHASHED)
    mentions: tuple[PrintedLegalText, ...] = field(default=(), metadata=UNHASHED)
