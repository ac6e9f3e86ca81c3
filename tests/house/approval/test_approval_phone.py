"""The whole path on a phone: the mail, its button, the Form, the next run, the invoice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.house.approval.approving import html_of, links, requests_to_approve
from tests.house.approval.phone import Phone, phone
from tests.house.world.house import House, copied, shown
from tests.house.world.inspection import faults, is_quiet, sent

YES, NO, ALL = "C’est bon, envoyez", "Il y a une erreur", "Tout valider"
STORED = "Votre réponse a été enregistrée"


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    with phone(tmp_path_factory.mktemp("phone")) as switched_on:
        yield switched_on


@pytest.fixture
def asked(asking: Path, tmp_path: Path) -> Iterator[House]:
    """The client has just been asked about two invoices; the press is the real one."""
    with copied(asking, tmp_path / "house") as house:
        house.run()
        yield house


def open_mail(house: House, hand: Phone, folder: Path) -> None:
    page = folder / "mail.html"
    page.write_text(html_of(requests_to_approve(house)[-1]), encoding="utf-8")
    hand.opens(page)


def test_the_mail_and_the_form_fit_on_a_phone(asked: House, hand: Phone, tmp_path: Path) -> None:
    open_mail(asked, hand, tmp_path)
    assert hand.complaints() == []
    assert "Prestation n° 1" in hand.text
    assert "120,60 €" in hand.text.replace("\u00a0", " ").replace("\u202f", " ")

    hand.touches(YES)
    assert hand.complaints() == []


def test_a_button_a_form_and_the_next_run_sends_the_invoice(
    asked: House, hand: Phone, tmp_path: Path
) -> None:
    open_mail(asked, hand, tmp_path)
    hand.touches(YES)
    document, decision, _ = hand.filled()
    assert document == "Mme Ada Modèle – Prestation n° 1 – 120,60 € TTC"
    assert decision == YES
    hand.touches("Envoyer")
    assert STORED in hand.text

    asked.run()

    cells = shown(asked, "Statut", "Validée par")
    assert cells["F0001"] == ("Envoyée", "Formulaire")
    assert cells["F0002"] == ("En attente du client", "")
    (mail,) = [mail for mail in sent(asked) if "ada.rouxel" in str(mail["To"])]
    assert str(mail["Subject"]).startswith("Facture")
    assert faults(asked, 1) == []
    assert is_quiet(asked)


def test_all_at_once(asked: House, hand: Phone, tmp_path: Path) -> None:
    open_mail(asked, hand, tmp_path)
    hand.touches(ALL)
    hand.touches("Envoyer")
    asked.run()
    assert faults(asked, 2) == []


def test_an_error_with_a_comment_is_shown_in_the_row(
    asked: House, hand: Phone, tmp_path: Path
) -> None:
    open_mail(asked, hand, tmp_path)
    hand.touches(NO)
    assert NO in hand.filled()
    hand.touches("Prix")
    hand.types("Précisez", "Le prix convenu est de 90 €")
    hand.touches("Envoyer")
    assert STORED in hand.text

    asked.run()

    status, problem, number = shown(asked, "Statut", "Problème", "Numéro")["F0001"]
    assert (status, number) == ("Correction demandée", "")
    assert "(Prix) : « Le prix convenu est de 90 € »" in problem
    told = [str(mail["Subject"]) for mail in sent(asked) if "bureau@" in str(mail["To"])]
    assert [subject.partition(" :")[0] for subject in told] == ["Correction demandée"]
    assert is_quiet(asked)


def test_opening_every_link_approves_nothing(asked: House) -> None:
    """As mail scanners do."""
    for link in links(requests_to_approve(asked)[-1]):
        assert requests.get(link, timeout=10).status_code == 200
        assert requests.head(link, timeout=10).status_code == 200

    assert is_quiet(asked)
    assert {cells[0] for cells in shown(asked, "Statut").values()} == {"En attente du client"}
