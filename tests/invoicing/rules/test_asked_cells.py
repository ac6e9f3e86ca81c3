"""The hash of what a person typed to be billed: what has been issued stays equal to itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.document.invoice import DocumentType
from invoicing.document.terms import Terms
from invoicing.rows.tabs import InvoiceRow, LineRow
from invoicing.rules.duplicates import asked_hash
from tests.invoicing.people import a_line, an_invoice, vat

Asked = tuple[InvoiceRow, tuple[LineRow, ...]]

DAY = date(2026, 11, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWithMore(InvoiceRow):
    """A row of `Factures` as a later version may have it: with one more box."""

    disputed: bool = False  # « En litige »


def whole_row() -> InvoiceRow:
    """Return a row in which every cell is filled."""
    return an_invoice(
        client="MARTIN",
        document_type=DocumentType.SITUATION,
        affair="Chantier Nord",
        subject="Lot menuiserie",
        period_end=DAY,
        place_of_work="4 rue du Lac, Annecy",
        code="POSE",
        quantity=Decimal("2.5"),
        unit="heure",
        vat=vat("20 %"),
        discount=Decimal(5),
        document_discount=Decimal(2),
        terms=Terms(days=45),
        purchase_order="BC-7",
        original="MARTIN-2026-0001",
        reason="Retour",
        progress=Decimal(30),
        retention=Decimal(5),
        penalties=Decimal("12.50"),
        agreed_total=Decimal("300.00"),
        exceptional=True,
        notes="Merci",
        issue_from=DAY,
        approval="Oui",
        action="Renvoyer",
        deposited_on=DAY,
        deposit_reference="D-1",
        agreed_on=DAY,
        agreed_by="Mail",
        noted_by="Julie",
    )


def whole_line() -> LineRow:
    """Return a row of `Lignes` in which every cell is filled."""
    return a_line(
        order=Decimal(1),
        kind="Bien",
        code="VIS",
        item_name="Vis",
        on=DAY,
        quantity=Decimal(100),
        unit="unité",
        net_price=Decimal("0.12"),
        discount=Decimal(10),
        vat=vat("10 %"),
        progress=Decimal(50),
    )


ROWS: dict[str, Asked] = {
    "plain": (an_invoice(), ()),
    "nothing typed": (InvoiceRow(place=an_invoice().place, identity=""), ()),
    "other key": (an_invoice("F0002", row=9), ()),
    "whole": (whole_row(), ()),
    "whole, with a line": (whole_row(), (whole_line(),)),
    "two lines": (an_invoice(), (a_line(item_name="A"), a_line(row=3, item_name="B"))),
    "a heading": (an_invoice(), (a_line(kind="Titre", item_name="Fournitures"),)),
    "credit note": (
        an_invoice(
            document_type=DocumentType.CREDIT_NOTE, original="MARTIN-2026-0001", reason="Geste"
        ),
        (),
    ),
    "deposit": (an_invoice(document_type=DocumentType.DEPOSIT, affair="Nord", notes="30 %"), ()),
    "progress": (an_invoice(progress=Decimal(0), retention=Decimal("2.50")), ()),
    "terms": (an_invoice(terms=Terms(days=0), agreed_total=Decimal("119.99")), ()),
    "several texts": (an_invoice(subject="Été", notes="une\ndeux", purchase_order="0001"), ()),
}
PINNED = {
    "plain": "1a426a7f34c0d47ca25b5c5268cd44d987777dd301fa2712cfeda049fb0ba36c",
    "nothing typed": "cf1cbb66a638b4860a516671fb74850e6ccf787fe6c4c8d29e9c04efe880bd05",
    "other key": "1a426a7f34c0d47ca25b5c5268cd44d987777dd301fa2712cfeda049fb0ba36c",
    "whole": "922c45f5b5d06ce52c80b238b816d71c1d1013e03175c0855974aa51ac098648",
    "whole, with a line": "e48ae88c07a5bfda6f6ac3932a0cc67371ec6ab45d625baaf0927a3d123a809c",
    "two lines": "7a4549f9105106f76129501f8caee4545cca4f0d712ba6fc2ab5fa9516c644eb",
    "a heading": "51d07252310dbb7b2124321b7fba74b57acd022244e64d5a0582d0103435cf3f",
    "credit note": "b0792892a7d47ee3886058f18a5783d11c482c6d7816fc4d4a139106665cd92d",
    "deposit": "9257dc68fa4c3563a6621950cac0c6ead80ccb367469395dfe458f81a7251e4b",
    "progress": "3792d64fe68af580c7f8b63116deefb5914d73dd981e36af496d93fa19ef896b",
    "terms": "36099f4f8bcdd9d0f34ce0dbf0df283cb792c2a28975ef5cd0fa9effbdbc1f4b",
    "several texts": "dbd13bbf1e15a57c9ea927b9adb8e0ed537da7d3518dee331e0293b7fa4f3cf9",
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_today_keep_their_hash(name: str) -> None:
    row, lines = ROWS[name]
    assert asked_hash(row, lines) == PINNED[name]


def test_a_further_box_ticked_after_issue_is_not_asked() -> None:
    row = RowWithMore(place=an_invoice().place, identity="F0001#1", net_price=Decimal(100))
    assert asked_hash(replace(row, disputed=True), ()) == asked_hash(row, ())
    assert asked_hash(replace(row, net_price=Decimal(101)), ()) != asked_hash(row, ())
