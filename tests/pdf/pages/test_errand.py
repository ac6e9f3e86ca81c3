"""The page that tells a person what to deliver, where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invoicing.document.parties import Address
from invoicing.rows.recipients import Recipient
from invoicing.values.channels import BY_HAND
from invoicing.values.roles import Role
from jobs.channels.task_page import errand
from pdf.press import Press
from pdf.typesetting.drawn_text import pages, squeezed
from tests.pdf import samples

OPCO = Recipient(
    role=Role.PAYER,
    channel="Courrier",
    name="OPCO Santé",
    siret="35600000000048",
    address=Address(street="3 rue Neuve", postcode="75001", city="Paris", country="France"),
)


@pytest.mark.parametrize("channel", BY_HAND)
def test_every_channel_has_its_page_which_can_be_printed(press: Press, channel: str) -> None:
    page = errand(samples.plain(), Recipient(role=Role.BUYER, channel=channel, name="Durand SARL"))
    (drawn,) = pages(press.page(page, samples.AT).content)
    last = page.sections[-1].lines[-1]
    for text in (page.title, "Durand SARL", "3\u202f822,72\u00a0€", "98765432400019", last):
        assert squeezed(text) in drawn
    assert "« Déposée le »" in last


def test_the_letter_to_who_pays_goes_to_his_own_address() -> None:
    page = errand(samples.plain(), OPCO)
    facts = dict(page.sections[0].facts)
    assert facts["Nom"] == "OPCO Santé"
    assert facts["Adresse"] == "3 rue Neuve\n75001 Paris"
    assert facts["SIRET"] == "356\u00a0000\u00a0000\u00a000048"
    assert facts["Facturé à"] == "Durand SARL"


def test_a_buyer_abroad_is_written_to_with_his_country() -> None:
    draft = samples.draft()
    abroad = replace(draft.buyer, address=replace(draft.buyer.address, country="BE"))
    recipient = Recipient(role=Role.BUYER, channel="Courrier")
    page = errand(samples.issue(replace(draft, buyer=abroad)), recipient)
    assert dict(page.sections[0].facts)["Adresse"].endswith("69002 Lyon\nBELGIQUE")


def test_a_credit_note_is_called_one_and_names_what_it_credits() -> None:
    credit = errand(samples.credit_note(), OPCO)
    facts, (old,) = dict(credit.sections[1].facts), samples.credit_note().draft.preceding
    assert facts["Nature du document"] == f"Avoir sur {old.number}"
    assert "SIRET de l’émetteur (fournisseur)" in facts
    plain = errand(samples.plain(), OPCO)
    assert dict(plain.sections[1].facts)["Nature du document"] == "Facture"
