"""Quotes and reminders to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoicing.document.parties import BuyerKind
from invoicing.document.quote import Quote
from invoicing.document.reminder import Level, Overdue, Reminder
from invoicing.values.amounts import Amount, Percent
from tests.pdf import samples

CONSUMER = replace(
    samples.BUYER, name="Claire Durand", kind=BuyerKind.PRIVATE, legal_id="", siret="", vat_id="",
    attention="",
)  # fmt: skip
QUOTE = Quote(
    number="MARTIN-D-2026-0031",
    issue_date=date(2026, 11, 24),
    valid_until=date(2027, 2, 24),
    draft=replace(
        samples.draft(), period_start=None, period_end=None, affair="", purchase_order=""
    ),
    agency=samples.AGENCY,
    begins="semaine du 11 janvier 2027",
    lasts="cinq jours",
    travel="compris dans les prix",
    waste="environ 0,4 m³ de bois, emportés à la déchetterie de Lyon 9e, 90 € compris dans le prix",
)
QUOTES: Mapping[str, Quote] = {
    "plain": QUOTE,
    "consumer": replace(
        QUOTE,
        draft=replace(
            samples.draft(5, "10 % travaux logement"), buyer=CONSUMER, period_start=None,
            period_end=None,
        ),
        is_off_premises=True,
    ),
    "franchise": Quote(
        number="JARDIN-D-7",
        issue_date=date(2026, 11, 24),
        valid_until=date(2026, 12, 24),
        draft=samples.franchise().draft,
        fee=Amount(Decimal("60.00")),
    ),
    "agreed": replace(QUOTE, draft=samples.agreed().draft),
    "long": replace(QUOTE, draft=samples.draft(40)),
}  # fmt: skip


def overdue(rank: int, days: int, due: str) -> Overdue:
    day = date.fromordinal(date(2026, 11, 24).toordinal() - days)
    return Overdue(
        number=f"MARTIN-2026-{rank:04}",
        issue_date=date.fromordinal(day.toordinal() - 30),
        due_date=day,
        amount_due=Amount(Decimal(due)),
    )


LATE = (overdue(1, 35, "3822.72"), overdue(4, 20, "960.00"))
REMINDER = Reminder(
    level=Level.FRIENDLY,
    on=date(2026, 11, 24),
    pay_by=date(2026, 12, 2),
    seller=samples.SELLER,
    buyer=samples.BUYER,
    invoices=LATE[:1],
    agency=samples.AGENCY,
)
FORMAL = replace(
    REMINDER, level=Level.FORMAL, invoices=LATE, is_claiming=True, rate=Percent(Decimal("12.15"))
)
REMINDERS: Mapping[str, Reminder] = {
    "friendly": REMINDER,
    "firm": replace(REMINDER, level=Level.FIRM, invoices=LATE),
    "formal": FORMAL,
    "consumer": replace(FORMAL, buyer=CONSUMER, invoices=LATE[:1]),
    "public": replace(
        REMINDER, level=Level.FIRM, buyer=replace(samples.BUYER, kind=BuyerKind.PUBLIC)
    ),
    "long": replace(
        FORMAL, invoices=tuple(overdue(rank, 20 + rank, "120.00") for rank in range(1, 45))
    ),
}
