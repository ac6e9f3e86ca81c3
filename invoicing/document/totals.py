"""The sums of a document, by BR-CO-10 … BR-CO-17.

VAT is computed on the total of a category and rate, never by line.
"""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.document.line import Line
from invoicing.document.vat import Category, Vat
from invoicing.values.amounts import NO_PERCENT, ZERO, Amount, Percent, amount, total

GroupKey = tuple[Category, Percent, str]


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

        >>> from decimal import Decimal
        >>> from invoicing.document.vat import WORDS
        >>> VatGroup(vat=WORDS[0], lines_amount=Amount(Decimal("99.99"))).tax_amount
        Decimal('20.00')
        """
        return amount(self.taxable_amount * self.vat.rate / 100)


def vat_breakdown(lines: tuple[Line, ...], discount: Percent) -> tuple[VatGroup, ...]:
    """BG-23, highest rate first.  The discount is shared by groups, each rounded once."""
    words: dict[GroupKey, Vat] = {}
    for line in lines:
        words.setdefault(group_of(line.vat), line.vat)

    def group(vat: Vat) -> VatGroup:
        amounts = total(line.net_amount for line in lines if group_of(line.vat) == group_of(vat))
        return VatGroup(vat=vat, lines_amount=amounts, allowance=amount(amounts * discount / 100))

    return tuple(group(vat) for vat in sorted(words.values(), key=_highest_first))


def group_of(vat: Vat) -> GroupKey:
    """Two words of one category, rate and reason are one group (« 10 % », « 10 % Corse »)."""
    return vat.category, vat.rate, vat.reason


def _highest_first(vat: Vat) -> tuple[Percent, str]:
    return Percent(-vat.rate), vat.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """BG-22, in EUR."""

    sum_of_lines: Amount  # BT-106 (BR-CO-10)
    vat_breakdown: tuple[VatGroup, ...]  # BG-23
    prepaid: Amount = ZERO  # BT-113
    agreed: Amount | None = None  # a price fixed with VAT

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
    def rounding(self) -> Amount:
        """BT-114: what is missing to a total that was agreed on with VAT."""
        return ZERO if self.agreed is None else amount(self.agreed - self.total_with_vat)

    @property
    def price_with_vat(self) -> Amount:
        """What was sold costs: BT-112 and its rounding, deposits not deducted."""
        return amount(self.total_with_vat + self.rounding)

    @property
    def amount_due(self) -> Amount:
        """BT-115 (BR-CO-16)."""
        return amount(self.price_with_vat - self.prepaid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What of the amount due is paid at the due date, in EUR.

    A retention (loi 71-584) and penalties held back concern the payment, not the price: BT-109 to
    BT-115 stay whole.
    """

    totals: Totals
    retention: Percent = NO_PERCENT
    penalties: Amount = ZERO

    @property
    def retained(self) -> Amount:
        """What the buyer keeps until the works are accepted: a share of the total with VAT.

        >>> from decimal import Decimal
        >>> sums = Totals(sum_of_lines=ZERO, vat_breakdown=(), agreed=Amount(Decimal("1200.10")))
        >>> Settlement(totals=sums, retention=Percent(Decimal(5))).retained
        Decimal('60.01')
        """
        return amount(self.totals.price_with_vat * self.retention / 100)

    @property
    def net_payable(self) -> Amount:
        """BT-115 less what the buyer holds back."""
        return amount(self.totals.amount_due - self.retained - self.penalties)
