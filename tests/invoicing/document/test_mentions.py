"""Legal texts: whose they are, what replaces them, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.legal_mentions import PUBLIC_PENALTIES, TEXTS, mentions
from invoicing.document.line import Line
from invoicing.document.parties import Address, Agency, Buyer, BuyerKind, Seller
from invoicing.document.terms import Terms
from tests.invoicing.people import SIRET, a_buyer, a_client, an_invoice, the_entry, vat

DAY = date(2026, 11, 23)
PLUME = Agency(name="Plume")


def a_draft(word: str = "20 %", **seller: Any) -> Draft:
    line = Line(item_name="Pose", quantity=Decimal(1), net_price=Decimal(9), vat=vat(word))
    return Draft(
        seller=Seller(name="M", legal_id="1", address=Address(), **seller),
        buyer=Buyer(name="B", address=Address()),
        lines=(line,),
        terms=Terms(days=30),
    )


def said(draft: Draft, code: str, on: date = DAY) -> list[str]:
    return [each.text for each in mentions(draft, PLUME, on) if each.subject_code == code]


def test_a_client_who_says_nothing_has_the_texts_of_the_law() -> None:
    (penalties,) = said(a_draft(), "PMD")
    assert penalties.endswith("calculée sur la base de trois fois le taux d’intérêt légal.")
    (discount,) = said(a_draft(), "AAB")
    assert discount.endswith("ne donneront pas lieu à escompte.")


def test_a_clients_own_rate_and_discount_replace_them() -> None:
    draft = a_draft(penalty_rate="12 % l’an", early_discount="2 % à 8 jours")
    (penalties,) = said(draft, "PMD")
    assert penalties.endswith("calculée sur la base de 12 % l’an.")
    assert said(draft, "AAB") == ["Escompte pour paiement anticipé : 2 % à 8 jours."]


def test_they_are_the_clients_cells_and_part_of_what_is_approved() -> None:
    buyers = (a_buyer(siret=SIRET),)
    clients = (a_client(penalty_rate="12 % l’an", early_discount="2 % à 8 jours"),)
    plain = the_entry(an_invoice(), buyers=buyers)
    own = the_entry(an_invoice(), buyers=buyers, clients=clients)
    assert own.candidate is not None
    assert own.candidate.draft is not None
    seller = own.candidate.draft.seller
    assert (seller.penalty_rate, seller.early_discount) == ("12 % l’an", "2 % à 8 jours")
    assert own.content != plain.content


def test_a_public_buyer_pays_the_rate_of_its_own_law_whatever_the_clients() -> None:
    draft = a_draft(penalty_rate="12 % l’an")
    public = replace(draft, buyer=replace(draft.buyer, kind=BuyerKind.PUBLIC))
    (penalties,), (indemnity,) = said(public, "PMD"), said(public, "PMT")
    assert PUBLIC_PENALTIES in penalties
    assert "R2192-31" in penalties
    assert "12 %" not in penalties
    assert "40 € (code de la commande publique" in indemnity


@pytest.mark.parametrize(
    ("word", "article"),
    [("10 % travaux logement", "279-0 bis"), ("5,5 % rénovation énergétique", "278-0 bis A")],
)
def test_the_customer_certifies_what_a_reduced_rate_needs(word: str, article: str) -> None:
    certified = [text for text in said(a_draft(word), "") if text.startswith("Le client certifie")]
    assert [article in text for text in certified] == [True]
    assert not any("certifie" in text for text in said(a_draft("10 %"), ""))


def test_an_invoice_of_2027_still_has_all_its_texts() -> None:
    draft = a_draft("10 % travaux logement", vat_on_debits=True)
    drafts = (draft, replace(draft, seller=replace(draft.seller, early_discount="2 %")),
              a_draft("5,5 % rénovation énergétique"),
              replace(draft, buyer=replace(draft.buyer, kind=BuyerKind.PUBLIC)))  # fmt: skip
    credit = replace(draft, document_type=DocumentType.CREDIT_NOTE)
    for each in drafts:
        printed = mentions(each, PLUME, date(2027, 1, 1))
        assert printed == mentions(each, PLUME, DAY)
        assert {"PMD", "PMT", "AAB"} <= {mention.subject_code for mention in printed}
    applied = {legal.key for legal in TEXTS for each in (*drafts, credit) if legal.applies(each)}
    assert applied == {legal.key for legal in TEXTS}


def test_the_mandate_names_the_seller_as_it_is_spoken() -> None:
    draft = a_draft()
    opale = replace(draft, seller=replace(draft.seller, name="Opale"))
    (text,) = (each.text for each in mentions(opale, PLUME, DAY) if "Plume" in each.text)
    assert text == "Facture établie par Plume au nom et pour le compte d’Opale."


def test_a_credit_note_speaks_of_no_payment() -> None:
    credit = replace(a_draft(), document_type=DocumentType.CREDIT_NOTE)
    assert [each.text for each in mentions(credit, PLUME, DAY)] == [
        "Avoir établi par Plume au nom et pour le compte de M."
    ]


def test_every_text_names_its_source() -> None:
    assert all(legal.source for legal in TEXTS)
