"""What is invoiced: lines, VAT, totals, terms (names and sums of EN 16931).

    Draft    what to bill; nothing here is legally an invoice yet
    Invoice  an issued one: number, dates and the legal texts of that day; never changed

The sums follow BR-CO-10 … BR-CO-17: VAT is computed on the total of a category and rate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, unique

from invoicing.amounts import NO_PERCENT, ZERO, Amount, Percent, amount, total
from invoicing.parties import UNHASHED, Agency, Buyer, Seller
from invoicing.terms import Terms
from invoicing.vat import Category, Vat


@unique
class DocumentType(Enum):
    """BT-3 (UNTDID 1001)."""

    INVOICE = "380"


@unique
class Nature(Enum):
    """What a line sells: it makes the category of operations (ann. II 242 nonies A, I-8° bis)."""

    GOODS = "Bien"
    SERVICE = "Service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """BG-25."""

    item_name: str  # BT-153
    item_id: str = ""  # BT-155, the price list's code
    nature: Nature = Nature.SERVICE
    quantity: Decimal  # BT-129; negative to deduct
    unit: str = "unité"  # BT-130, as printed; its code is in units.py
    net_price: Decimal  # BT-146, EUR excluding VAT, for one unit
    discount: Percent = NO_PERCENT  # BT-138
    vat: Vat
    on: date | None = None  # BT-134, when this line was delivered
    heading: str = ""  # a title printed above the line
    note: str = ""  # BT-127, a text printed below it

    @property
    def gross_amount(self) -> Amount:
        """Quantity × price, EUR excluding VAT, before the line's discount."""
        return amount(self.quantity * self.net_price)

    @property
    def discount_amount(self) -> Amount:
        """BT-136, EUR excluding VAT."""
        return amount(self.gross_amount * self.discount / 100)

    @property
    def net_amount(self) -> Amount:
        """BT-131, EUR excluding VAT."""
        return amount(self.gross_amount - self.discount_amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class VatGroup:
    """BG-23: all that has one category, rate and reason."""

    vat: Vat
    lines_amount: Amount  # sum of the lines' net amounts
    allowance: Amount = ZERO  # BT-92, this group's share of the document's discount

    @property
    def taxable_amount(self) -> Amount:
        """BT-116, EUR."""
        return amount(self.lines_amount - self.allowance)

    @property
    def tax_amount(self) -> Amount:
        """BT-117, EUR, rounded once a group, never a line (BR-CO-17).

        >>> from invoicing.vat import WORDS
        >>> VatGroup(vat=WORDS[0], lines_amount=Amount(Decimal("99.99"))).tax_amount
        Decimal('20.00')
        """
        return amount(self.taxable_amount * self.vat.rate / 100)


def vat_breakdown(lines: tuple[Line, ...], discount: Percent) -> tuple[VatGroup, ...]:
    """BG-23, highest rate first.  The discount is shared by groups, each rounded once."""
    words: dict[tuple[Category, Percent, str], Vat] = {}
    for line in lines:
        words.setdefault(_group(line.vat), line.vat)

    def group(vat: Vat) -> VatGroup:
        amounts = total(line.net_amount for line in lines if _group(line.vat) == _group(vat))
        return VatGroup(vat=vat, lines_amount=amounts, allowance=amount(amounts * discount / 100))

    return tuple(group(vat) for vat in sorted(words.values(), key=_highest_first))


def _group(vat: Vat) -> tuple[Category, Percent, str]:
    """Two words of one category, rate and reason are one group (« 10 % », « 10 % Corse »)."""
    return vat.category, vat.rate, vat.reason


def _highest_first(vat: Vat) -> tuple[Percent, str]:
    return Percent(-vat.rate), vat.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """BG-22, in EUR."""

    sum_of_lines: Amount  # BT-106 (BR-CO-10)
    vat_breakdown: tuple[VatGroup, ...]  # BG-23

    @property
    def allowances(self) -> Amount:
        """BT-107 (BR-CO-11)."""
        return total(group.allowance for group in self.vat_breakdown)

    @property
    def total_without_vat(self) -> Amount:
        """BT-109 (BR-CO-13)."""
        return amount(self.sum_of_lines - self.allowances)

    @property
    def total_vat(self) -> Amount:
        """BT-110 (BR-CO-14)."""
        return total(group.tax_amount for group in self.vat_breakdown)

    @property
    def total_with_vat(self) -> Amount:
        """BT-112 (BR-CO-15)."""
        return total((self.total_without_vat, self.total_vat))

    @property
    def amount_due(self) -> Amount:
        """BT-115 (BR-CO-16)."""
        return self.total_with_vat


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

    @property
    def totals(self) -> Totals:
        """BG-22 and BG-23, worked out from the lines."""
        return Totals(
            sum_of_lines=total(line.net_amount for line in self.lines),
            vat_breakdown=vat_breakdown(self.lines, self.discount),
        )

    @property
    def natures(self) -> frozenset[Nature]:
        """Goods, services or both (ann. II 242 nonies A, I-8° bis)."""
        return frozenset(line.nature for line in self.lines)

    def has(self, category: Category) -> bool:
        """Whether any line is of that VAT category."""
        return any(line.vat.category is category for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
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
    mentions: tuple[Mention, ...] = field(default=(), metadata=UNHASHED)
