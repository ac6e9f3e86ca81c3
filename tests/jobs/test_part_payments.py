"""A document that is paid in parts, told in dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from invoicing.document.invoice import DocumentType
from invoicing.values.amounts import Amount
from tests.jobs.world.years import a_payment, a_row, a_year

DEPOSIT, FINAL = DocumentType.DEPOSIT, DocumentType.FINAL


def test_a_deposit_that_was_paid_in_two_parts_is_deducted_whole() -> None:
    year = a_year()
    year.types(a_row("F0001", DEPOSIT, affair="Cuisine", net_price=Decimal(300)))
    year.run("2026-09-14")
    first = a_payment("MARTIN-2026-0001", "100.00", date(2026, 9, 20))
    second = a_payment("MARTIN-2026-0001", "260.00", date(2026, 10, 6))
    final = a_row("F0002", FINAL, affair="Cuisine", net_price=Decimal(1000))
    year.types(final, paid=(first, second))
    year.run("2026-10-07")
    assert year.draft("F0002").totals.amount_due == Amount(Decimal("840.00"))
