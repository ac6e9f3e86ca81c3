"""Rules a draft must satisfy before it is numbered.  One function, one rule.

Here are those of lines and dates; the others stand in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from invoicing.rows.draft_with_rows import DraftRule, DraftWithRows
from invoicing.rows.tabs import TabRow
from invoicing.rules.amounts import AMOUNT_RULES, agrees_with_what_was_agreed, owes_something
from invoicing.rules.buyer import BUYER_RULES, goes_through_a_platform, has_a_way_to_its_buyer
from invoicing.rules.document_type import TYPE_RULES
from invoicing.rules.vat import VAT_RULES, has_no_negative_base
from invoicing.values.french import number, short_date
from invoicing.values.problems import Problem

AWAY = relativedelta(months=24)
SERIAL_ZERO = date(1899, 12, 30)
LARGEST_SERIAL = 100_000  # in the year 2173


def has_a_line(case: DraftWithRows) -> Iterator[Problem]:
    """BR-16: an invoice has at least one line."""
    if not case.draft.lines:
        yield case.context.invoice.problem("no-line")


def has_no_negative_price(case: DraftWithRows) -> Iterator[Problem]:
    """BR-27: the price is not negative; to deduct, the quantity is."""
    for line, row in case.lines:
        if line.net_price < 0:
            yield row.problem("negative-price", "net_price", price=f"{line.net_price:f}")


def has_sound_discounts(case: DraftWithRows) -> Iterator[Problem]:
    """A discount is between 0 and 100 %."""
    row = case.context.invoice
    if not 0 <= case.draft.discount <= 100:  # noqa: PLR2004  (per cent)
        yield row.problem("discount", "document_discount", percent=number(case.draft.discount))
    for line, line_row in case.lines:
        if not 0 <= line.discount <= 100:  # noqa: PLR2004  (per cent)
            yield line_row.problem("discount", "discount", percent=number(line.discount))


def has_numbers_that_are_no_dates(case: DraftWithRows) -> Iterator[Problem]:
    """« 1.5 » typed in a French sheet is 1 May of the year: a whole number, and a wrong bill."""
    for line, row in case.lines:
        for name, value in (("quantity", line.quantity), ("net_price", line.net_price)):
            on = _date_of(value)
            if on is not None and on.year == case.context.today.year:
                yield row.problem("maybe-date", name, on=short_date(on))


def _date_of(value: Decimal) -> date | None:
    """The date that Sheets keeps as *value*, days since 1899-12-30."""
    if value != value.to_integral_value() or not 0 < value < LARGEST_SERIAL:
        return None
    return SERIAL_ZERO + timedelta(days=int(value))


def is_of_our_days(case: DraftWithRows) -> Iterator[Problem]:
    """Our choice: a performance more than 24 months away is a slip of the year."""
    row, today = case.context.invoice, case.context.today
    dated: list[tuple[TabRow, str, date | None]] = [
        (row, "period_start", row.period_start),
        (row, "period_end", row.period_end),
    ]
    dated += [(line_row, "on", line.on) for line, line_row in case.lines]
    for place, name, on in dated:
        if on is not None and on < today - AWAY:
            yield place.problem("too-old", name, on=short_date(on))
        elif on is not None and on > today + AWAY:
            yield place.problem("too-far", name, on=short_date(on))


def has_a_period_that_ends_after_it_starts(case: DraftWithRows) -> Iterator[Problem]:
    """BR-29."""
    start, end = case.draft.period_start, case.draft.period_end
    if start and end and end < start:
        yield case.context.invoice.problem(
            "period", "period_end", start=short_date(start), end=short_date(end)
        )


LINE_RULES: tuple[DraftRule, ...] = (
    has_a_line,
    has_no_negative_price,
    has_sound_discounts,
    has_numbers_that_are_no_dates,
)

DATE_RULES: tuple[DraftRule, ...] = (is_of_our_days, has_a_period_that_ends_after_it_starts)

DRAFT_RULES = (*LINE_RULES, *VAT_RULES, *DATE_RULES, *BUYER_RULES, *AMOUNT_RULES, *TYPE_RULES)

CREDIT_RULES: tuple[DraftRule, ...] = (  # parties and VAT are the original's, however old it is
    has_a_line,
    has_no_negative_price,
    has_sound_discounts,
    has_no_negative_base,
    has_a_period_that_ends_after_it_starts,
    has_a_way_to_its_buyer,
    goes_through_a_platform,
    owes_something,
    agrees_with_what_was_agreed,
    *TYPE_RULES,
)


def draft_problems(case: DraftWithRows) -> tuple[Problem, ...]:
    """Everything that stops one document."""
    rules = CREDIT_RULES if case.draft.document_type.is_credit else DRAFT_RULES
    return tuple(problem for rule in rules for problem in rule(case))
