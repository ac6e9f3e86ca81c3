"""Rows as people would write them: valid unless a test says otherwise."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from invoicing.document.parties import Agency, BuyerKind, Regime
from invoicing.document.vat import WORDS
from invoicing.rows.tabs import AgencySettings, BuyerRow, ClientRow, InvoiceRow, Rows
from invoicing.values.calendar import SendingHours
from invoicing.values.problems import Source

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
AT_ALL_HOURS = SendingHours(days=frozenset(range(7)))
SIRETS = {"MARTIN": "73282932000074", "DURAND": "55210055400013", "PETIT": "35600000000048"}


def a_client(code: str = "MARTIN", **cells: Any) -> ClientRow:
    """Somebody who is billed for, and asked nothing first."""
    usual = {
        "name": f"{code.title()} SARL",
        "siret": SIRETS.get(code, ""),
        "street": "1 rue de la Paix",
        "postcode": "69001",
        "city": "Lyon",
        "email": f"{code.lower()}@client.test",
        "regime": Regime.TAXABLE,
        "default_vat": WORDS[0],
        "iban": "FR7630006000011234567890189",
        "mailbox": f"{code.lower()}@agence.test",
        "approval": "Aucune",
        "mandate_on": date(2026, 1, 5),
    }
    return ClientRow(
        place=Source(tab="Clients", row=2 + len(code)),
        identity=code,
        cells=_cells(ClientRow, "Clients", 2 + len(code)),
        code=code,
        **{**usual, **cells},
    )


def a_buyer(code: str = "ADA", client: str = "MARTIN", **cells: Any) -> BuyerRow:
    """Somebody who is billed."""
    usual = {
        "name": f"{code.title()} SAS",
        "kind": BuyerKind.BUSINESS,
        "siret": "38012986646850",
        "street": "2 quai Perrache",
        "postcode": "69002",
        "city": "Lyon",
        "email": f"{code.lower()}@buyer.test",
    }
    return BuyerRow(
        place=Source(tab="Destinataires", row=2 + len(code)),
        identity=code,
        cells=_cells(BuyerRow, "Destinataires", 2 + len(code)),
        code=code,
        client=client,
        **{**usual, **cells},
    )


def an_invoice(key: str = "F0001", buyer: str = "ADA", **cells: Any) -> InvoiceRow:
    """A ticked row: one hour at 100 EUR."""
    row = int(key[1:] or 0) + 1 if key[1:].isdecimal() else 99
    usual = {"item_name": f"Conseil {key}", "net_price": Decimal(100), "ready": True}
    return InvoiceRow(
        place=Source(tab="Factures", row=row),
        identity=key,
        cells=_cells(InvoiceRow, "Factures", row),
        key=key,
        buyer=buyer,
        **{**usual, **cells},
    )


def settings(**values: Any) -> AgencySettings:
    """`Paramètres`: no delay, and mail may leave every day from 8 to 19."""
    usual = {"agency": Agency(name="Agence"), "delay_minutes": 0, "hours": AT_ALL_HOURS,
             "digest": False}  # fmt: skip
    return AgencySettings(**{**usual, **values})


def workbook_rows(*invoices: InvoiceRow, **tabs: Any) -> Rows:
    """One client, one buyer, and *invoices*, unless a test names other tabs."""
    usual = {"settings": settings(), "clients": (a_client(),), "buyers": (a_buyer(),)}
    return Rows(invoices=invoices, **{**usual, **tabs})


def two_clients() -> Rows:
    """One invoice each."""
    return workbook_rows(
        an_invoice("F0001", "ADA"),
        an_invoice("F0002", "BOB"),
        clients=(a_client(), a_client("DURAND")),
        buyers=(a_buyer(), a_buyer("BOB", "DURAND")),
    )


def retyped(rows: Rows, key: str, /, **cells: Any) -> Rows:
    """Return *rows* after somebody typed into the row of *key*."""
    changed = (replace(row, **cells) if row.key == key else row for row in rows.invoices)
    return replace(rows, invoices=tuple(changed))


def _cells(kind: type, tab: str, row: int) -> dict[str, Source]:
    return {
        field.name: Source(tab=tab, row=row, column="A", header=field.name)
        for field in fields(kind)
    }
