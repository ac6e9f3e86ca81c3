"""`Règlements`: which rows are sound, and what has been paid of each document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from invoicing.related.links import DocumentLinks
from invoicing.rows.lookup import nearest
from invoicing.rows.tabs import PaymentRow, normalised
from invoicing.values.amounts import ZERO, Amount, amount
from invoicing.values.french import short_date
from invoicing.values.problems import Problem

A_YEAR = 366  # days; money that came a year before its invoice is a slip of the year


def payment_problems(row: PaymentRow, ties: DocumentLinks, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with one payment; its unreadable cells are told once."""
    unread = {problem.source for problem in row.problems}
    found = (*_number(row, ties), *_paid(row), *_date(row, ties, today))
    return row.problems + tuple(problem for problem in found if problem.source not in unread)


def paid(rows: Iterable[PaymentRow], ties: DocumentLinks, today: date) -> Mapping[str, Amount]:
    """Return what has been paid by number, EUR with VAT; a row with a problem counts for nothing.

    Source: CGI 269-2; a deposit is deducted once it has been paid.
    """
    sums: dict[str, Amount] = defaultdict(lambda: ZERO)
    for row in rows:
        if row.paid is not None and not payment_problems(row, ties, today):
            number = normalised(row.number)
            sums[number] = amount(sums[number] + row.paid)
    return dict(sums)


def seller_of_payment(row: PaymentRow, ties: DocumentLinks) -> str:
    """Return the client whose document was paid, "" while it is unknown."""
    issued = ties.by_number.get(normalised(row.number))
    return issued.client_code if issued else ""


def _number(row: PaymentRow, ties: DocumentLinks) -> Iterator[Problem]:
    if not row.number:
        yield row.problem("payment-no-number", "number")
    elif normalised(row.number) not in ties.by_number:
        near = nearest(row.number, ties.by_number)
        code = "unknown-number-near" if near else "unknown-number"
        yield row.problem(code, "number", number=row.number, near=near)


def _paid(row: PaymentRow) -> Iterator[Problem]:
    if not row.paid:
        yield row.problem("payment-no-amount", "paid")


def _date(row: PaymentRow, ties: DocumentLinks, today: date) -> Iterator[Problem]:
    """What has been paid lies in the past, and not a year before its invoice (our choice)."""
    issued = ties.by_number.get(normalised(row.number))
    if row.on is None:
        yield row.problem("payment-no-date", "on")
    elif row.on > today:
        yield row.problem("payment-later", "on", on=short_date(row.on))
    elif issued is not None and (issued.issue_date - row.on).days > A_YEAR:
        yield row.problem("payment-earlier", "on", on=short_date(row.on), number=issued.number)
