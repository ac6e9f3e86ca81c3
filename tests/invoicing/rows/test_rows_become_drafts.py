"""Rows become drafts: defaults go from the general to the particular."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.document.invoice import Draft
from invoicing.document.line import LineNature
from invoicing.document.parties import BuyerKind, Regime
from invoicing.document.terms import Terms
from invoicing.document.version_diff import changes
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.amounts import ZERO
from invoicing.values.canonical_json import content_hash
from invoicing.values.problems import Problem, Source
from tests.invoicing.people import (
    MONDAY,
    a_buyer,
    a_client,
    a_line,
    a_price,
    an_invoice,
    codes,
    the_entry,
    vat,
)


def draft_of(entry: Entry) -> Draft:
    assert codes(entry) == []
    assert entry.candidate is not None
    assert entry.candidate.draft is not None
    return entry.candidate.draft


def test_a_one_line_invoice_is_five_cells() -> None:
    typed = an_invoice(item_name="", net_price=None, code="pose", quantity=Decimal("12.5"))
    draft = draft_of(the_entry(typed, prices=(a_price("POSE", 52, unit="heure"),)))
    (line,) = draft.lines
    assert (line.item_name, line.unit, line.net_amount) == ("Pose", "heure", Decimal("650.00"))
    assert draft.totals.total_with_vat == Decimal("780.00")
    assert draft.seller.vat_id == "FR44732829320"


def test_the_most_specific_valid_price_wins() -> None:
    prices = (
        a_price("POSE", 50),
        a_price("POSE", 40, buyer="DURAND"),
        a_price("POSE", 30, buyer="DURAND", valid_to=date(2026, 1, 31)),
        a_price("POSE", 20, buyer="AUTRE"),
        a_price("POSE", 10, client="AUTRE"),
    )
    typed = an_invoice(item_name="", net_price=None, code="POSE")
    assert draft_of(the_entry(typed, prices=prices)).lines[0].net_price == 40


def test_further_lines_follow_in_their_order_with_titles_and_texts() -> None:
    lines = (
        a_line(row=2, order=Decimal(2), item_name="B", net_price=Decimal(2)),
        a_line(row=3, order=Decimal(1), item_name="Chantier", kind="Titre"),
        a_line(row=4, item_name="C", net_price=Decimal(3), kind="Bien"),
        a_line(row=5, item_name="sans la pose", kind="Texte"),
    )
    draft = draft_of(the_entry(an_invoice(item_name="A"), lines=lines))
    assert [line.item_name for line in draft.lines] == ["A", "B", "C"]
    assert (draft.lines[1].heading, draft.lines[2].note) == ("Chantier", "sans la pose")
    assert draft.natures == {LineNature.GOODS, LineNature.SERVICE}


def test_terms_come_from_the_row_else_the_buyer_else_the_client() -> None:
    client, buyer = a_client(terms=Terms(days=10)), a_buyer(siret="73282932000074")
    tabs: dict[str, Any] = {"clients": (client,), "buyers": (buyer,)}
    assert draft_of(the_entry(an_invoice(), **tabs)).terms.days == 10
    tabs["buyers"] = (a_buyer(siret="73282932000074", terms=Terms(days=20)),)
    assert draft_of(the_entry(an_invoice(), **tabs)).terms.days == 20
    assert draft_of(the_entry(an_invoice(terms=Terms(days=5)), **tabs)).terms.days == 5


def test_a_seller_under_the_franchise_needs_no_vat_cell() -> None:
    client = a_client(regime=Regime.FRANCHISE, default_vat=None)
    draft = draft_of(the_entry(an_invoice(), clients=(client,)))
    assert draft.lines[0].vat.word == "Franchise"
    assert draft.totals.total_vat == ZERO
    assert not draft.seller.vat_id


def test_an_unticked_row_is_not_looked_at() -> None:
    entry = the_entry(an_invoice(buyer="NOBODY", ready=False))
    assert (entry.state(MONDAY), codes(entry)) == (DocumentState.UNTOUCHED, [])


WRONG = [
    ({"buyer": ""}, "no-buyer"),
    ({"buyer": "DURANT"}, "unknown-buyer-near"),
    ({"buyer": "MAIRIE"}, "unknown-buyer"),
    ({"client": "AUTRE"}, "other-client"),
    ({"key": ""}, "no-key"),
    ({"item_name": "", "net_price": None}, "no-line"),
    ({"item_name": ""}, "no-item-name"),
    ({"net_price": None}, "no-price"),
    ({"unit": "douzaine"}, "unknown-unit"),
    ({"unit": "HEUR"}, "unknown-unit-near"),
    ({"code": "XYZ"}, "unknown-price"),
    ({"net_price": Decimal(-1)}, "negative-price"),
    ({"quantity": Decimal(-1)}, "negative-total"),
    ({"quantity": Decimal(0)}, "zero-total"),
    ({"quantity": Decimal(46143)}, "maybe-date"),
    ({"discount": Decimal(101)}, "discount"),
    ({"document_discount": Decimal(-5)}, "discount"),
    ({"vat": vat("19,6 %")}, "vat-rate"),
    ({"vat": vat("Autoliquidation – UE")}, "buyer-vat-id"),
    ({"period_start": date(2024, 11, 22)}, "too-old"),
    ({"period_start": date(2028, 11, 24)}, "too-far"),
    ({"period_end": date(2026, 11, 1)}, "period"),
]


@pytest.mark.parametrize(("cells", "code"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_row_says_what_is_wrong(cells: dict[str, Any], code: str) -> None:
    entry = the_entry(an_invoice(**{"key": "F0001", **cells}))
    assert codes(entry)[0] == code
    assert entry.state(MONDAY) is DocumentState.BLOCKED


WRONG_BUYERS = [
    ({"email": ""}, "no-email"),
    ({"email": "durand@"}, "email"),
    ({"email": "a@b.example, c"}, "email"),
    ({"siret": "73282932000075"}, "buyer-siret"),
    ({"siret": ""}, "buyer-siret"),
    ({"city": ""}, "buyer-incomplete"),
    ({"country": "Belgique"}, "country"),
    ({"email": "élodie@exemple.fr"}, "email"),
    ({"office": "compta"}, "email"),
    ({"payer": "PERSONNE"}, "unknown-payer"),
    ({"kind": BuyerKind.PUBLIC}, "public-by-mail"),
    ({"order_required": True}, "no-order"),
]


@pytest.mark.parametrize(("cells", "code"), WRONG_BUYERS, ids=lambda value: str(value)[:40])
def test_a_wrong_buyer_stops_its_documents(cells: dict[str, Any], code: str) -> None:
    buyer = a_buyer(**{"siret": "73282932000074", **cells})
    assert codes(the_entry(an_invoice(), buyers=(buyer,))) == [code]


WRONG_CLIENTS = [
    ({"name": ""}, "client-incomplete"),
    ({"siret": "123"}, "siret"),
    ({"country": "Suisse"}, "country"),
    ({"vat_id": "FR12345678901"}, "client-vat-id"),
    ({"regime": None}, "no-regime"),
    ({"iban": "FR7630006000011234567890188"}, "iban"),
    ({"bic": "X"}, "bic"),
    ({"mailbox": ""}, "mailbox"),
    ({"mandate_on": None}, "no-mandate"),
    ({"mandate_on": date(2026, 11, 24)}, "no-mandate"),
    ({"series": "TROP-LONGUE"}, "series"),
]


@pytest.mark.parametrize(("cells", "code"), WRONG_CLIENTS, ids=lambda value: str(value)[:40])
def test_a_wrong_client_stops_all_his_documents(cells: dict[str, Any], code: str) -> None:
    entry = the_entry(an_invoice(), clients=(a_client(**cells),))
    assert codes(entry) == ["client-problem"]


def test_doubled_keys_stop_only_the_rows_that_have_them() -> None:
    twice = Problem(code="number", source=Source(tab="Factures", row=9))
    entry = the_entry(an_invoice("F1"), an_invoice("f1 ", row=3), an_invoice("F2", row=4))
    assert codes(entry) == ["doubled-key"]
    assert codes(the_entry(an_invoice("F2"), an_invoice("F3", row=3, problems=(twice,)))) == []


def test_who_pays_for_the_buyer_is_named_on_the_draft() -> None:
    buyers = (a_buyer(payer="opco"), a_buyer("OPCO", name="OPCO Santé", siret=""))
    draft = draft_of(the_entry(an_invoice(), buyers=buyers))
    assert draft.payer == "OPCO Santé"
    alone = draft_of(the_entry(an_invoice()))
    assert alone.payer == ""
    assert content_hash(replace(alone, payer="OPCO Santé")) != content_hash(alone)
    assert changes(alone, replace(alone, payer="OPCO Santé")) == ("le tiers payeur",)
