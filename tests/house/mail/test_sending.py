"""To people and back over HTTP: a task that a person does, a bounce, an answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

import requests

from tests.house.world.house import House, shown
from tests.house.world.inspection import files, sent

LATER = timedelta(hours=7)  # after which a mailbox is read even where nothing else is due
TODAY = (date(2026, 11, 23) - date(1899, 12, 30)).days  # as Sheets keeps it
MAIN = "ROUXEL-2026-0001/Destinataire"


def envois(house: House, *headers: str) -> dict[str, tuple[str, ...]]:
    """`Clé` → those cells."""
    with house.hands() as hands:
        return {row[0]: row[1:] for row in hands.rows("Envois", "Clé", *headers)}


def types(house: House, tab: str, header: str, value: object, *, row: int = 2) -> None:
    """Type into a cell; row 2 is ROUXEL-ADA's, and F0001."""
    with house.hands() as hands:
        hands.type(tab, header, row, value)


def to_correct(house: House) -> set[str]:
    """What the filter view « À corriger » of `Factures` leaves to be seen, by `Réf.`."""
    with house.hands() as hands:
        fields = "sheets(properties(title),filterViews(title,filterSpecs))"
        found = hands.sheets.get(hands.book, fields)["sheets"]
        tab = next(each for each in found if each["properties"]["title"] == "Factures")
        view = next(each for each in tab["filterViews"] if each["title"] == "À corriger")
        (spec,) = view["filterSpecs"]
        assert spec["filterCriteria"] == {"condition": {"type": "NOT_BLANK"}}
        header = hands.grid("Factures")[0][spec["columnIndex"]]
        return {str(key) for key, cell in hands.rows("Factures", "Réf.", header) if cell}


def test_a_task_is_laid_out_and_done_when_a_person_types_its_day(house: House) -> None:
    types(house, "Destinataires", "Canal", "Portail")
    house.run()

    laid = {path.rpartition("/")[2] for path in files(house) if "/À déposer/" in path}
    assert {name for name in laid if name.startswith("A-FAIRE")} == {
        "A-FAIRE-ROUXEL-2026-0001.pdf", "A-FAIRE-ROUXEL-2026-0002.pdf",
    }  # fmt: skip
    assert len(laid) == 4
    assert shown(house, "Statut")["F0001"] == ("À déposer",)
    assert len(sent(house)) == 2

    types(house, "Factures", "Déposée le", TODAY)
    types(house, "Factures", "Référence de dépôt", "P-4711")
    house.run()
    assert shown(house, "Statut", "Réception")["F0001"] == ("Envoyée", "Confirmée")
    assert shown(house, "Statut")["F0003"] == ("À déposer",)
    assert envois(house, "État", "Identifiant")[MAIN] == ("fait", "P-4711")
    assert len(sent(house)) == 2


def test_a_bounce_is_shown_and_a_new_address_gets_the_mail_when_a_person_asks(
    house: House,
) -> None:
    types(house, "Destinataires", "E-mail", "personne@messagerie.example")
    house.run()
    house.later(LATER)
    house.run()
    status, problem = shown(house, "Statut", "Problème")["F0001"]
    assert (status, "[not-delivered]" in problem) == ("Non distribuée", True)
    assert envois(house, "État")[MAIN] == ("rejeté",)

    types(house, "Destinataires", "E-mail", "ada.rouxel@messagerie.example")
    before = len(sent(house))
    house.run()
    assert len(sent(house)) == before
    proposed, problem = shown(house, "Prochaine étape", "Problème")["F0001"]
    assert proposed == "l’adresse a été corrigée : choisissez « Renvoyer » dans Action"
    assert "[address-corrected]" in problem
    assert to_correct(house) == {"F0001", "F0003"}
    types(house, "Factures", "Action", "Renvoyer")
    house.run()
    house.run()
    assert len(sent(house)) == before + 1
    assert envois(house, "État", "Envoyé à")[f"{MAIN}/2"] == (
        "envoyé", "ada.rouxel@messagerie.example",
    )  # fmt: skip
    assert shown(house, "Statut", "Problème")["F0001"] == ("Envoyée", "")
    assert to_correct(house) == {"F0003"}


def test_an_answer_of_the_buyer_is_shown_in_the_row(house: House) -> None:
    house.run()
    box = f"{house.url}/mail/ada.rouxel@messagerie.example"
    inbox = requests.get(f"{box}/inbox", timeout=10).text
    (first, *_) = re.findall(r'href="[^"]*/message/([^"/]+)">[^<]*ROUXEL-2026-0001', inbox)
    said = requests.post(
        f"{box}/message/{first}/answer", data={"text": "Bien reçu, merci."}, timeout=10
    )
    assert said.ok

    house.later(LATER)
    house.run()
    reception, remark = shown(house, "Réception", "À vérifier")["F0001"]
    assert reception == "Répondue"
    assert "Bien reçu, merci." in remark
    assert envois(house, "État")[MAIN] == ("répondu",)
