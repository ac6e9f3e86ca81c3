"""Rows as a reading makes them: a craftsman, his buyer, his price list, his invoices."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from invoicing.document.parties import Agency, Regime
from invoicing.document.vat import WORDS, Vat, read_vat
from invoicing.history.history import History
from invoicing.register.entry import Entry
from invoicing.register.register import Register
from invoicing.rows.tabs import (
    AgencySettings,
    BuyerRow,
    ClientRow,
    InvoiceRow,
    LineRow,
    PriceRow,
    Rows,
)
from invoicing.values.problems import Source

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SETTINGS = AgencySettings(delay_minutes=0, agency=Agency(name="Plume"))
SIRET = "73282932000074"


def vat(word: str) -> Vat:
    found = read_vat(word)
    assert found is not None
    return found


def a_client(code: str = "MARTIN", **cells: Any) -> ClientRow:
    typed = {
        "name": "Menuiserie Martin",
        "siret": SIRET,
        "street": "2 rue du Bois",
        "postcode": "74000",
        "city": "Annecy",
        "regime": Regime.TAXABLE,
        "default_vat": WORDS[0],
        "iban": "FR7630006000011234567890189",
        "mailbox": "factures@martin.example",
        "approval": "Aucune",
        "mandate_on": date(2026, 1, 1),
    }
    place = Source(tab="Clients", row=2)
    return ClientRow(place=place, identity=f"{code}#1", code=code, **{**typed, **cells})


def a_buyer(code: str = "DURAND", client: str = "MARTIN", **cells: Any) -> BuyerRow:
    typed = {
        "name": "Durand SARL",
        "siret": "35600000000048",
        "street": "3 quai",
        "postcode": "69001",
        "city": "Lyon",
        "email": "compta@durand.example",
    }
    place = Source(tab="Destinataires", row=2)
    made: dict[str, Any] = {**typed, **cells}
    return BuyerRow(place=place, identity=f"{code}#1", code=code, client=client, **made)


def an_invoice(key: str = "F0001", row: int = 2, **cells: Any) -> InvoiceRow:
    typed = {
        "buyer": "DURAND",
        "item_name": "Pose",
        "net_price": Decimal(100),
        "ready": True,
        "period_start": date(2026, 11, 2),
    }
    place = Source(tab="Factures", row=row)
    return InvoiceRow(place=place, identity=f"{key}#1", key=key, **{**typed, **cells})


def a_line(key: str = "F0001", row: int = 2, **cells: Any) -> LineRow:
    place = Source(tab="Lignes", row=row)
    return LineRow(place=place, identity=f"L{row}#1", key=key, **cells)


def a_price(code: str, price: int, **cells: Any) -> PriceRow:
    typed = {"client": "MARTIN", "item_name": code.title(), "net_price": Decimal(price)}
    place = Source(tab="Tarifs", row=2)
    return PriceRow(place=place, identity=f"{code}#1", code=code, **{**typed, **cells})


def books_of(*invoices: InvoiceRow, history: History | None = None, **tabs: Any) -> Register:
    rows = Rows(
        settings=tabs.get("settings", SETTINGS),
        clients=tabs.get("clients", (a_client(),)),
        buyers=tabs.get("buyers", (a_buyer(siret=SIRET),)),
        prices=tabs.get("prices", ()),
        invoices=invoices,
        lines=tabs.get("lines", ()),
    )
    return Register.opened(rows, history or History(), tabs.get("now", MONDAY))


def the_entry(*invoices: InvoiceRow, history: History | None = None, **tabs: Any) -> Entry:
    return books_of(*invoices, history=history, **tabs).entries[0]


def codes(entry: Entry) -> list[str]:
    return [problem.code for problem in entry.problems]
