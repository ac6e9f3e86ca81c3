"""What is worth a second look, and stops nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from invoicing.document.invoice import DocumentType
from invoicing.history.history import History
from invoicing.register.entry import DocumentState
from invoicing.register.register import Register
from invoicing.rows.tabs import InvoiceRow
from tests.jobs.world.people import MONDAY, an_invoice, workbook_rows


def remarks(*prices: int) -> list[list[str]]:
    rows = workbook_rows(
        *(an_invoice(f"F000{n}", net_price=Decimal(price)) for n, price in enumerate(prices, 1))
    )
    entries = Register.opened(rows, History(), MONDAY).entries
    assert all(entry.state(MONDAY) is DocumentState.READY for entry in entries)
    return [[problem.code for problem in entry.remarks] for entry in entries]


def test_a_business_that_was_never_billed_is_looked_at_twice() -> None:
    assert remarks(100) == [["new-buyer"]]


def test_an_amount_unlike_the_others_of_its_buyer_is_looked_at_twice() -> None:
    assert remarks(100, 110, 90, 331)[-1] == ["new-buyer", "unusual-amount"]
    assert remarks(100, 110, 90, 330)[-1] == ["new-buyer"]
    assert remarks(100, 110, 900)[-1] == ["new-buyer"]


def told(*invoices: InvoiceRow, code: str) -> list[list[str]]:
    entries = Register.opened(workbook_rows(*invoices), History(), MONDAY).entries
    assert all(entry.state(MONDAY) is DocumentState.READY for entry in entries)
    said = [[each for each in entry.remarks if each.code == code] for entry in entries]
    return [[next(iter(each.values.values())) for each in some] for some in said]


def test_what_is_typed_twice_is_looked_at_twice_under_any_reference() -> None:
    same: dict[str, Any] = {"item_name": "Conseil", "period_start": date(2026, 11, 20)}
    first, second = an_invoice("F0001", **same), an_invoice("F0002", **same)
    later = an_invoice("F0003", **same | {"period_start": date(2026, 11, 21)})
    dearer = an_invoice("F0004", **same, net_price=Decimal(101))
    assert told(first, second, later, dearer, code="looks-doubled") == [
        ["F0002"],
        ["F0001"],
        [],
        [],
    ]


def test_a_service_more_than_a_month_ahead_is_looked_at_twice() -> None:
    far: dict[str, Any] = {"period_start": date(2026, 12, 31)}
    rows = (
        an_invoice("F0001", **far),
        an_invoice("F0002", period_start=date(2026, 12, 30)),
        an_invoice("F0003", period_start=date(2026, 11, 1), period_end=date(2027, 11, 20)),
        an_invoice("F0004", **far, document_type=DocumentType.DEPOSIT, affair="Chantier"),
    )
    assert told(*rows, code="service-ahead") == [["31/12/2026"], [], ["20/11/2027"], []]
