"""What has not been credited yet of an issued document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from invoicing.document.invoice import Draft
from invoicing.document.line import Line
from invoicing.document.totals import GroupKey, VatGroup, group_of, vat_breakdown
from invoicing.texts.pages.invoice import REMAINDER
from invoicing.values.amounts import ZERO, Amount, Percent, amount, total

ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """What is left, in EUR: the base of each VAT, and the price with VAT."""

    bases: Mapping[GroupKey, Amount]
    price: Amount

    @property
    def base(self) -> Amount:
        """All that is left, without VAT."""
        return total(self.bases.values())

    @property
    def tax(self) -> Amount:
        """The VAT that is left."""
        return amount(self.price - self.base)

    def takes_all(self, groups: Iterable[VatGroup]) -> bool:
        """Whether *groups* are all that is left."""
        taken = bases(groups)
        return all(taken.get(key, ZERO) == left for key, left in self.bases.items())

    def holds(self, groups: Iterable[VatGroup]) -> bool:
        """Whether *groups* are no more than what is left."""
        return all(base <= self.bases.get(key, ZERO) for key, base in bases(groups).items())


def bases(groups: Iterable[VatGroup]) -> dict[GroupKey, Amount]:
    """The taxable amount of each VAT."""
    return {group_of(group.vat): group.taxable_amount for group in groups}


def remainder(original: Draft, credited: Iterable[Draft]) -> Remainder:
    """Take away from *original* what has been *credited*, VAT by VAT."""
    left, price = bases(original.totals.vat_breakdown), original.totals.price_with_vat
    for note in credited:
        for key, base in bases(note.totals.vat_breakdown).items():
            left[key] = amount(left.get(key, ZERO) - base)
        price = amount(price - note.totals.price_with_vat)
    return Remainder(bases=left, price=price)


def lines_left(
    original: Draft, credited: Sequence[Draft], left: Remainder, number: str
) -> tuple[tuple[Line, ...], Percent]:
    """Return the lines that are left as they were printed, and the discount on all of them.

    Where earlier credit notes are of other lines than the original's, a line stands for each VAT.
    """
    if not credited:
        return original.lines, original.discount
    lines = tuple(_uncredited(original, credited))
    if lines and left.takes_all(vat_breakdown(lines, original.discount)):
        return lines, original.discount
    return tuple(_of_each_vat(original, left, number)), Percent(Decimal(0))


def _uncredited(original: Draft, credited: Sequence[Draft]) -> Iterator[Line]:
    taken = [line for note in credited for line in note.lines]
    for line in original.lines:
        quantity = line.quantity
        for other in [each for each in taken if _is_of(line, each)]:
            if abs(other.quantity) <= abs(quantity):
                quantity -= other.quantity
                taken.remove(other)
        if quantity:
            yield replace(line, quantity=quantity)


def _is_of(line: Line, other: Line) -> bool:
    """Whether *other* takes back some of *line*."""
    return _sold(other) == _sold(line)


def _sold(line: Line) -> Line:
    """What a line sells, whatever is printed around it."""
    return replace(line, quantity=ONE, item_id="", on=None, heading="", note="")


def _of_each_vat(original: Draft, left: Remainder, number: str) -> Iterator[Line]:
    for key, base in left.bases.items():
        if base:
            sold = next(line for line in original.lines if group_of(line.vat) == key)
            yield Line(
                item_name=REMAINDER.format(number=number),
                nature=sold.nature,
                quantity=ONE,
                unit="forfait",
                net_price=base,
                vat=sold.vat,
            )
