"""The sums of EN 16931, for examples and for any lines."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from invoicing.document.line import Line
from invoicing.document.totals import Totals, vat_breakdown
from invoicing.document.vat import WORDS, Vat
from invoicing.values.amounts import CENT, NO_PERCENT, Percent, total
from tests.invoicing.people import vat

prices = some.decimals(0, 100_000, places=4, allow_nan=False)
quantities = some.decimals(-1_000, 1_000, places=3, allow_nan=False)
percents = some.decimals(0, 100, places=2, allow_nan=False).map(Percent)


@some.composite
def lines(draw: some.DrawFn) -> Line:
    return Line(
        item_name="Pose",
        quantity=draw(quantities),
        net_price=draw(prices),
        discount=draw(percents),
        vat=draw(some.sampled_from(WORDS)),
    )


def totals_of(*made: Line, discount: Percent = NO_PERCENT) -> Totals:
    amounts = total(line.net_amount for line in made)
    return Totals(sum_of_lines=amounts, vat_breakdown=vat_breakdown(made, discount))


def a_line(price: str, word: Vat = WORDS[0], quantity: str = "1") -> Line:
    return Line(item_name="x", net_price=Decimal(price), quantity=Decimal(quantity), vat=word)


def test_vat_is_computed_on_the_total_of_a_rate_not_on_each_line() -> None:
    totals = totals_of(*[a_line("33.33")] * 3)
    assert (totals.total_without_vat, totals.total_vat) == (Decimal("99.99"), Decimal("20.00"))


def test_several_rates_are_broken_down_highest_first() -> None:
    totals = totals_of(a_line("100", vat("5,5 %")), a_line("200"), a_line("10", vat("10 %")))
    assert [str(group.vat.rate) for group in totals.vat_breakdown] == ["20", "10", "5.5"]
    assert totals.total_with_vat == Decimal("356.50")


def test_two_words_of_one_rate_are_one_group() -> None:
    totals = totals_of(a_line("10", vat("10 %")), a_line("10", vat("10 % travaux logement")))
    assert [group.taxable_amount for group in totals.vat_breakdown] == [Decimal("20.00")]


def test_a_discount_on_the_document_is_shared_by_the_rates() -> None:
    made = (a_line("100"), a_line("50", vat("10 %")))
    totals = totals_of(*made, discount=Percent(Decimal(10)))
    assert (totals.allowances, totals.total_without_vat) == (Decimal("15.00"), Decimal("135.00"))
    assert totals.total_vat == Decimal("22.50")


def test_half_a_cent_is_rounded_away_from_zero_on_both_sides() -> None:
    assert a_line("0.005").net_amount == Decimal("0.01")
    assert a_line("0.005", quantity="-1").net_amount == Decimal("-0.01")


@given(some.lists(lines(), min_size=1, max_size=12), percents)
def test_the_sums_obey_the_norm_for_any_lines(made: list[Line], discount: Percent) -> None:
    totals = totals_of(*made, discount=discount)
    groups = totals.vat_breakdown
    assert totals.sum_of_lines == sum(line.net_amount for line in made)  # BR-CO-10
    assert totals.total_without_vat == totals.sum_of_lines - totals.allowances  # BR-CO-13
    assert totals.total_without_vat == sum(group.taxable_amount for group in groups)
    assert totals.total_vat == sum(group.tax_amount for group in groups)  # BR-CO-14
    assert totals.total_with_vat == totals.total_without_vat + totals.total_vat  # BR-CO-15
    for group in groups:  # BR-CO-17, within half a cent of the exact product
        exact = group.taxable_amount * group.vat.rate / 100
        assert abs(group.tax_amount - exact) <= CENT / 2
    assert all(amount == amount.quantize(CENT) for amount in (totals.amount_due, totals.total_vat))
