"""A client's year, told in dates: rows and payments are typed, and a run bills them.

Every document is printed on trial by the real press, under the official rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from invoicing.document.invoice import Draft, Invoice
from invoicing.rows.tabs import InvoiceRow, LineRow, PaymentRow
from invoicing.values.problems import Source
from jobs.engine.run import End, run
from jobs.ports import Cell, Desk, Document, Flaw
from pdf.press import Press
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import a_buyer, a_client, an_invoice, workbook_rows
from tests.jobs.world.presses import PlainPress
from tests.jobs.world.world import World, a_world

WORKS = {"Dépose": "1000.01", "Pose": "2499.99", "Finitions": "333.33"}


@cache
def the_press() -> Press:
    return Press()


@dataclass(slots=True)
class OfficialPress(PlainPress):
    """Prints a text, and lets the real press find the flaws; it remembers what it printed."""

    printed: dict[str, Draft] = field(default_factory=dict)

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> list[Flaw]:
        return list(the_press().flaws(invoice, logo))

    def invoice(self, invoice: Invoice, at: object, logo: bytes = b"") -> Document:
        self.printed[invoice.number] = invoice.draft
        return PlainPress.invoice(self, invoice, at, logo)


@dataclass(slots=True)
class Year:
    """One workbook, from day to day."""

    world: World
    press: OfficialPress = field(default_factory=OfficialPress)

    def types(
        self,
        *invoices: InvoiceRow,
        lines: tuple[LineRow, ...] = (),
        paid: tuple[PaymentRow, ...] = (),
    ) -> None:
        """Somebody fills further rows."""
        rows = self.world.workbook.rows
        self.world.workbook.rows = replace(
            rows,
            invoices=(*rows.invoices, *invoices),
            lines=(*rows.lines, *lines),
            payments=(*rows.payments, *paid),
        )

    def desk(self, name: str) -> Desk:
        return replace(a_desk(self.world, name), press=self.press)

    def run(self, on: str, *, more: bool = False) -> None:
        """A run at nine; a second one finds nothing to do, unless *more* is waiting."""
        self.world.now = datetime.fromisoformat(f"{on}T09:00").replace(tzinfo=UTC)
        assert run(BILLING, self.desk(f"run of {on}"), self.world.now) is End.DONE
        tickets = len(self.world.tickets)
        if not more:
            assert run(BILLING, self.desk("idle run"), self.world.now) is End.IDLE
            assert len(self.world.tickets) == tickets

    def shown(self, key: str, header: str) -> Cell:
        """What people see in a row of `Factures`."""
        return self.world.workbook.shown["Factures"][key][header]

    def problem(self, key: str) -> str:
        """What stops a row, with plain blanks."""
        return str(self.shown(key, "Problème")).replace("\u00a0", " ")

    def draft(self, key: str) -> Draft:
        """What a row was issued as."""
        return self.press.printed[str(self.shown(key, "Numéro"))]


def a_year() -> Year:
    rows = workbook_rows(clients=(a_client(),), buyers=(a_buyer(),))
    return Year(a_world(rows))


def a_row(key: str, document_type: Any, **cells: Any) -> InvoiceRow:
    return an_invoice(key, document_type=document_type, **cells)


def empty(key: str, document_type: Any, **cells: Any) -> InvoiceRow:
    """A row without a line of its own."""
    return a_row(key, document_type, item_name="", net_price=None, **cells)


def a_line(key: str, name: str, price: str, **cells: Any) -> LineRow:
    place = Source(tab="Lignes", row=2)
    return LineRow(place=place, identity=f"{key}{name}", key=key, item_name=name,
                   net_price=Decimal(price), **cells)  # fmt: skip


def works(key: str, *progress: int | None) -> tuple[LineRow, ...]:
    """The lines of the contract, each with its progress."""
    pairs = zip(WORKS.items(), progress, strict=True)
    return tuple(
        a_line(key, name, price, progress=None if done is None else Decimal(done))
        for (name, price), done in pairs
    )


def a_payment(number: str, paid: str, on: date, **cells: Any) -> PaymentRow:
    place = Source(tab="Règlements", row=2)
    return PaymentRow(place=place, identity=f"{number} {on}", number=number, paid=Decimal(paid),
                      on=on, means="Virement", **cells)  # fmt: skip
