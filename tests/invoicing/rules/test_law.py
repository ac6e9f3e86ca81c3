"""What the law, or a limit, does not let a row become: one example a rule, and its neighbours."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from invoicing.document.invoice import DocumentType
from invoicing.document.parties import BuyerKind, Regime
from invoicing.document.terms import Terms, read_terms
from tests.invoicing.people import (
    SIRET,
    a_buyer,
    a_client,
    a_line,
    an_invoice,
    codes,
    the_entry,
    vat,
)

BELGIAN = {"siret": "", "country": "BE", "vat_id": "BE 0999.999.922"}
AMERICAN = {"siret": "", "country": "US"}
PRIVATE = {"siret": "", "kind": BuyerKind.PRIVATE}
DELIVERY, SERVICES = vat("Livraison UE"), vat("Autoliquidation – UE")


def found(
    buyer: dict[str, Any] | None = None, client: dict[str, Any] | None = None, **cells: Any
) -> list[str]:
    """Return the codes of a row, for such a buyer and client."""
    buyers = (a_buyer(**{"siret": SIRET, **(buyer or {})}),)
    tabs: dict[str, Any] = {"buyers": buyers, "clients": (a_client(**(client or {})),)}
    tabs["lines"] = cells.pop("lines", ())
    if now := cells.pop("now", None):
        tabs["now"] = now
    return codes(the_entry(an_invoice(**cells), **tabs))


def decimals(cells: dict[str, str]) -> dict[str, Any]:
    return {name: Decimal(value) for name, value in cells.items()}


@pytest.mark.parametrize(
    ("percent", "wanted"),
    [("5", []), ("2.5", []), ("0", []), ("5.01", ["retention"]), ("-1", ["retention"])],
)
def test_at_most_five_per_cent_are_retained(percent: str, wanted: list[str]) -> None:
    assert found(retention=Decimal(percent)) == wanted


def test_a_deposit_has_no_retention() -> None:
    deposit: dict[str, Any] = {"document_type": DocumentType.DEPOSIT}
    assert found(**deposit) == []
    assert found(**deposit, retention=Decimal(5)) == ["retention-of-deposit"]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"penalties": "120"}, []),
        ({"penalties": "120.01"}, ["held-back"]),
        ({"penalties": "115", "retention": "5"}, ["held-back"]),
        ({"penalties": "-1"}, ["penalties"]),
        ({"penalties": "1", "quantity": "-1"}, ["negative-total"]),
    ],
)
def test_no_more_is_held_back_than_is_due(cells: dict[str, str], wanted: list[str]) -> None:
    assert found(**decimals(cells)) == wanted


@pytest.mark.parametrize(
    ("agreed", "wanted"),
    [("120.05", []), ("119.95", []), ("120.06", ["agreed-total"]), ("100", ["agreed-total"])],
)
def test_an_agreed_total_is_a_rounding_not_another_price(agreed: str, wanted: list[str]) -> None:
    assert found(agreed_total=Decimal(agreed)) == wanted


def test_a_rounding_grows_with_the_lines_up_to_one_euro() -> None:
    lines = tuple(a_line(row=n, item_name=f"L{n}", net_price=Decimal(100)) for n in range(2, 41))
    whole = Decimal(40 * 120)
    assert found(agreed_total=whole + 1, lines=lines) == []
    assert found(agreed_total=whole + Decimal("1.01"), lines=lines) == ["agreed-total"]


def test_an_agreed_total_of_nothing_is_nothing_to_bill() -> None:
    assert found(agreed_total=Decimal(9), item_name="", net_price=None) == ["no-line"]


def test_a_deduction_at_a_rate_that_was_not_billed_is_stopped() -> None:
    deducted = a_line(
        item_name="Reprise", quantity=Decimal(-1), net_price=Decimal(9), vat=vat("10 %")
    )
    assert found(lines=(deducted,)) == ["negative-base"]


@pytest.mark.parametrize(
    ("limit", "price", "wanted"),
    [
        (None, "100000", []),
        (None, "100000.01", ["above-limit"]),
        ("250000", "200000", []),
        ("500", "500.01", ["above-limit"]),
    ],
)
def test_a_limit_stops_slips_of_the_keyboard(
    limit: str | None, price: str, wanted: list[str]
) -> None:
    client = {"limit": limit and Decimal(limit)}
    assert found(client=client, net_price=Decimal(price)) == wanted


@pytest.mark.parametrize(
    ("terms", "business", "public"),
    [
        ("à réception", True, True),
        ("30 jours", True, True),
        ("fin de mois", True, True),
        ("31 jours", True, False),
        ("30 jours fin de mois", True, False),
        ("60 jours", True, False),
        ("45 jours puis fin de mois", True, False),
        ("fin de mois + 45 jours", True, False),
        ("61 jours", False, False),
        ("60 jours fin de mois", False, False),
        ("fin de mois + 46 jours", False, False),
    ],
)
def test_terms_stay_within_the_lawful_time(terms: str, *, business: bool, public: bool) -> None:
    asked = read_terms(terms)
    assert found(terms=asked) == ([] if business else ["late-terms"])
    official = {"kind": BuyerKind.PUBLIC, "channel": "Chorus Pro"}
    late = [] if public else ["late-terms-public"]
    assert found(official, terms=asked) == late


def test_terms_with_consumers_and_abroad_are_free() -> None:
    assert found(PRIVATE, terms=Terms(days=90)) == []
    assert found(AMERICAN, terms=Terms(days=90)) == []


def test_late_terms_are_shown_where_they_were_typed() -> None:
    late, buyers = Terms(days=90), (a_buyer(siret=SIRET),)
    typed = (
        the_entry(an_invoice(terms=late), buyers=buyers),
        the_entry(an_invoice(), buyers=(a_buyer(siret=SIRET, terms=late),)),
        the_entry(an_invoice(), buyers=buyers, clients=(a_client(terms=late),)),
    )
    tabs = [entry.problems[0].source.tab for entry in typed]
    assert tabs == ["Factures", "Destinataires", "Clients"]


@pytest.mark.parametrize(
    ("word", "buyer", "wanted"),
    [
        (DELIVERY, BELGIAN, []),
        (SERVICES, BELGIAN, []),
        (DELIVERY, {"vat_id": "FR44732829320"}, ["not-in-union"]),
        (SERVICES, {**BELGIAN, "country": "CH"}, ["not-in-union"]),
        (DELIVERY, {**BELGIAN, "vat_id": "FR44732829320"}, ["buyer-vat-id-french"]),
        (DELIVERY, {**BELGIAN, "vat_id": ""}, ["buyer-vat-id"]),
        (DELIVERY, {**BELGIAN, "vat_id": "BE0999999923"}, ["buyer-vat-id-wrong"]),
        (vat("20 %"), {"vat_id": "FR00732829320"}, ["buyer-vat-id-wrong"]),
        (vat("20 %"), {**AMERICAN, "vat_id": "12-3456789"}, []),
        (vat("Export"), AMERICAN, []),
        (vat("Export"), BELGIAN, ["not-exported"]),
    ],
)
def test_a_buyer_abroad_is_where_the_vat_says(
    word: Any, buyer: dict[str, Any], wanted: list[str]
) -> None:
    assert found(buyer, vat=word) == wanted


def test_a_delivery_within_the_union_has_its_date() -> None:
    assert found(BELGIAN, vat=DELIVERY, period_start=None) == ["no-delivery-date"]
    assert found(BELGIAN, vat=SERVICES, period_start=None) == []


def test_what_is_out_of_scope_stands_alone() -> None:
    out = vat("Hors TVA")
    also = a_line(item_name="Timbres", net_price=Decimal(9), vat=out)
    assert found(vat=out, lines=(also,)) == []
    assert found(lines=(also,)) == ["mixed-scope"]


@pytest.mark.parametrize("word", ["10 % travaux logement", "5,5 % rénovation énergétique"])
def test_a_reduced_rate_at_a_consumers_home_says_where(word: str) -> None:
    assert found(PRIVATE, vat=vat(word)) == ["no-place"]
    assert found(PRIVATE, vat=vat(word), place_of_work="3 quai, Lyon") == []
    assert found(PRIVATE, vat=vat("10 %")) == []


@pytest.mark.parametrize(
    ("buyer", "cells", "wanted"),
    [
        ({}, {}, ["business-by-mail"]),
        (PRIVATE, {}, []),
        (AMERICAN, {}, []),
        ({"channel": "Portail"}, {}, []),
        ({}, {"vat": vat("Exonérée – formation")}, []),
    ],
)
def test_from_september_2027_french_businesses_get_no_mail(
    buyer: dict[str, Any], cells: dict[str, Any], wanted: list[str]
) -> None:
    eve = datetime(2027, 8, 31, 9, tzinfo=UTC)
    dated = {**cells, "period_start": date(2027, 8, 2)}
    assert "business-by-mail" not in found(buyer, **dated, now=eve)
    assert found(buyer, **dated, now=eve.replace(month=9, day=1)) == wanted


def test_a_seller_under_the_franchise_charges_no_vat() -> None:
    client = {"regime": Regime.FRANCHISE, "default_vat": None}
    assert found(client=client) == []
    assert found(client=client, vat=vat("20 %")) == ["vat-under-franchise"]


def test_a_vat_id_of_the_union_loses_its_dots() -> None:
    entry = the_entry(an_invoice(), buyers=(a_buyer(**{**BELGIAN, "country": "be"}),))
    assert entry.candidate is not None
    assert entry.candidate.draft is not None
    buyer = entry.candidate.draft.buyer
    assert (buyer.vat_id, buyer.address.country) == ("BE0999999922", "BE")
