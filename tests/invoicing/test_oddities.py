"""What is worth a second look, and stops nothing."""

from __future__ import annotations

from decimal import Decimal

from invoicing.books import opened
from invoicing.history import History
from invoicing.lifecycle import State
from tests.jobs.people import MONDAY, an_invoice, workbook_rows


def remarks(*prices: int) -> list[list[str]]:
    rows = workbook_rows(
        *(an_invoice(f"F000{n}", net_price=Decimal(price)) for n, price in enumerate(prices, 1))
    )
    entries = opened(rows, History(), MONDAY).entries
    assert all(entry.state(MONDAY) is State.READY for entry in entries)
    return [[problem.code for problem in entry.remarks] for entry in entries]


def test_a_business_that_was_never_billed_is_looked_at_twice() -> None:
    assert remarks(100) == [["new-buyer"]]


def test_an_amount_unlike_the_others_of_its_buyer_is_looked_at_twice() -> None:
    assert remarks(100, 110, 90, 331)[-1] == ["new-buyer", "unusual-amount"]
    assert remarks(100, 110, 90, 330)[-1] == ["new-buyer"]
    assert remarks(100, 110, 900)[-1] == ["new-buyer"]
