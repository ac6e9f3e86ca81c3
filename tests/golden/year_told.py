"""The year of an agency, as it was lived for the golden « year »."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from demonstration.furnishing import consent

from tests.golden.acts import (
    NO,
    answers,
    bounces,
    clock,
    day,
    deletes,
    drafts,
    edits,
    form_answers,
    killed,
    mail_about,
    no_lock,
    number_of,
    paid,
    read,
    replied,
    row,
    settled,
    typed,
    works,
)
from tests.house.gate import Gate
from tests.house.house import DEAD, House
from tests.workspace.hands import delete

ROUXEL = "factures@menuiserie-rouxel.example"
NORDET = "factures@nordet-conseil.example"
PAGES = "factures@pages-cornees.example"
CLEMENCE, TREASURER = "clemence@studio-grenat.example", "tresorerie@rives-du-thiou.example"
ANAIS, BRASSE = "anais@bouquets-anais.example", "bonjour@epi-dor.example"
OTHER_IBAN, ANOTHER_IBAN = "FR7630001007941234567890185", "FR1420041010050500013M02606"
TWO_DAYS = timedelta(hours=49)


def february(house: House) -> None:
    """All channels; a file that could not be locked at once; mails that do not arrive."""
    clock(house, "2026-02-09T09:00")
    bounces(house, ANAIS, "hard")
    bounces(house, BRASSE, "soft")
    row(house, "F0001", "ROUXEL-BRASSE", 100.5)
    row(house, "F0002", "ROUXEL-HOTEL", 250, **{"N°_de_commande": "BC-1"})
    row(house, "F0003", "GRENAT-ANAIS", 80)
    row(house, "F0004", "NORDET-ALPINE", 1200, **{"N°_de_commande": "BC-2"})
    row(house, "F0005", "ROUXEL-MAIRIE", 640)
    row(house, "F0006", "PAGES-ORGEV", 35)
    house.run(Gate(acts=[("/upload/", partial(no_lock, house))]))
    house.control("DELETE", "/sandbox/faults")
    settled(house)


def returns_of_february(house: House) -> None:
    """What came back, was read or answered; what a person has delivered."""
    clock(house, "2026-02-10T10:00")
    bounces(house, ANAIS, "")
    bounces(house, BRASSE, "")
    hotel = mail_about(house, number_of(house, "F0002"))
    read(house, hotel)
    replied(house, hotel, "Bien reçu, merci.\nNous réglons le 30.")
    settled(house)
    typed(house, "Destinataires", "GRENAT-ANAIS", {"E-mail": "anais.bouquetin@messagerie.example"})
    typed(house, "Factures", "F0003", {"Action": "Renvoyer"})
    portal = {"Déposée le": day("2026-02-10"), "Référence de dépôt": "PORTAIL-77"}
    typed(house, "Factures", "F0004", portal)
    typed(house, "Factures", "F0005", {"Déposée le": day("2026-02-10")})
    settled(house)
    typed(house, "Factures", "F0003", {"Action": ""})
    settled(house)


def a_run_is_killed(house: House) -> None:
    """Before its mails have left; one draft is edited, one deleted by hand, one left alone."""
    clock(house, "2026-03-02T09:00")
    settled(house)
    for nth in (7, 8, 9):
        row(house, f"F{nth:04}", "ROUXEL-BRASSE", 100 + nth)
    killed(house, "/drafts/send")
    lying = sorted(drafts(house, ROUXEL).items())
    edits(house, ROUXEL, lying[0][1])
    deletes(house, ROUXEL, lying[1][1])
    assert house.run().end.value == "busy"
    house.later(DEAD)
    settled(house)
    with house.hands() as hands:
        steps = dict(hands.rows("Factures", "Réf.", "Prochaine étape"))
    (lost,) = [key for key in ("F0007", "F0008", "F0009") if "vérifiez" in str(steps[key])]
    typed(house, "Factures", lost, {"Action": "Renvoyer"})
    settled(house)
    typed(house, "Factures", lost, {"Action": ""})
    settled(house)


def approvals(house: House) -> None:
    """An association that wants to see everything: six documents in one mail."""
    clock(house, "2026-03-16T09:00")
    settled(house)
    for nth in range(10, 16):
        row(house, f"F{nth:04}", "RIVES-BREMON" if nth % 2 else "RIVES-AVIRON", 20 + nth)
    settled(house)


def answers_of_march(house: House) -> None:
    """Yes; no with a comment, then corrected; yes by telephone; silence for the others."""
    asked = mail_about(house, "", TREASURER)
    clock(house, "2026-03-16T14:00")
    answers(asked, 0)
    answers(asked, 3, decision=NO, corrections=["Prix", "Dates"], comment="Le prix convenu : 25 €")
    settled(house)
    answers(asked, 1, decision=NO, comment="Trop tard ?")
    settled(house)
    cells = {"Accord recueilli le": day("2026-03-16"), "Recueilli par": "Téléphone"}
    typed(house, "Factures", "F0012", cells | {"Noté par": "Léa"})
    settled(house)
    typed(house, "Factures", "F0012", dict.fromkeys((*cells, "Noté par"), ""))
    correction = {"Prix unitaire HT": 25, "Action": "Remettre en validation"}
    typed(house, "Factures", "F0011", correction)
    settled(house)
    typed(house, "Factures", "F0011", {"Action": ""})
    settled(house)
    house.later(TWO_DAYS)
    settled(house)
    clock(house, "2026-03-23T09:00")
    settled(house)


def a_mute_form(house: House) -> None:
    """A reply by mail in place of the Form; a request that comes back; a Form that was closed."""
    clock(house, "2026-04-07T09:00")
    row(house, "F0016", "RIVES-AVIRON", 61)
    settled(house)
    replied(house, mail_about(house, "", TREASURER), "Attendez, s’il vous plaît.\nBérengère")
    settled(house)
    bounces(house, TREASURER, "hard")
    row(house, "F0017", "RIVES-AVIRON", 62)
    settled(house)
    clock(house, "2026-04-08T09:00")
    settled(house)
    bounces(house, TREASURER, "")
    row(house, "F0018", "RIVES-BREMON", 63)
    settled(house)
    form_answers(house, accepting=False)
    house.later(TWO_DAYS)
    settled(house)
    form_answers(house, accepting=True)
    settled(house)


def a_row_disappears(house: House) -> None:
    """While the client is asked about it."""
    clock(house, "2026-04-13T09:00")
    row(house, "F0019", "RIVES-BREMON", 64)
    settled(house)
    with house.hands() as hands:
        keys = [str(line[0]) for line in hands.grid("Factures")]
        delete(hands, "Factures", "ROWS", at=keys.index("F0019"))
    settled(house)


def affairs(house: House) -> None:
    """A deposit, paid, and its final invoice; two situations, and what they left."""
    clock(house, "2026-05-04T09:00")
    row(house, "F0020", "ROUXEL-BRASSE", 300, Type="Facture d'acompte", Affaire="Bar")
    spa = {"Affaire": "Spa", "N°_de_commande": "BC-3"}
    works(house, "F0021", 30, 10)
    row(house, "F0021", "ROUXEL-HOTEL", None, Type="Situation", **spa)
    settled(house)
    clock(house, "2026-05-29T09:00")
    row(house, "F0022", "ROUXEL-BRASSE", 1000, Type="Facture de solde", Affaire="Bar")
    works(house, "F0023", 70, 50)
    row(house, "F0023", "ROUXEL-HOTEL", None, Type="Situation", **spa)
    settled(house)
    paid(house, number_of(house, "F0020"), 360, "2026-05-30")
    clock(house, "2026-06-01T09:00")
    settled(house)
    works(house, "F0024", None, None)
    row(house, "F0024", "ROUXEL-HOTEL", None, Type="Facture de solde", **spa)
    settled(house)


def money_back(house: House) -> None:
    """A credit note of a part, one of a whole, and a corrected invoice."""
    clock(house, "2026-06-08T09:00")
    first, second, third = (number_of(house, key) for key in ("F0001", "F0002", "F0005"))
    back = {"Document_d'origine": first, "Motif": "Retour d’une pièce"}
    row(house, "F0025", "ROUXEL-BRASSE", 10.5, Type="Avoir", **back, Désignation="Prestation F0001")
    whole = {"Document_d'origine": second, "Motif": "Commande annulée"}
    row(house, "F0026", "ROUXEL-HOTEL", None, Type="Avoir", **whole, **{"N°_de_commande": "BC-1"})
    corrected = {"Document_d'origine": third, "Motif": "Prix convenu"}
    row(house, "F0027", "ROUXEL-MAIRIE", 600, Type="Facture rectificative", **corrected)
    settled(house)


def changed_accounts(house: House) -> None:
    """A new IBAN that its client confirms on the Form; one that waits for his word."""
    clock(house, "2026-07-06T09:00")
    settled(house)
    typed(house, "Clients", "GRENAT", {"IBAN": OTHER_IBAN})
    row(house, "F0028", "GRENAT-ANAIS", 90)
    settled(house)
    answers(mail_about(house, "", CLEMENCE), 0)
    settled(house)


def a_dead_mailbox(house: House) -> None:
    """It lets us in no more; a week later it does again."""
    clock(house, "2026-09-14T09:00")
    settled(house)
    house.control("POST", f"/accounts/{NORDET}/revoke", {})
    row(house, "F0029", "NORDET-PHARMA", 400)
    house.run()
    house.run()
    clock(house, "2026-09-21T09:00")
    house.run()
    consent(house.settings, NORDET)
    settled(house)


def young_rows(house: House) -> None:
    """Rows wait half an hour; an agreement is noted on a Friday night, and taken out again."""
    clock(house, "2026-09-25T09:00")
    typed(house, "Paramètres", "Délai avant traitement (min)", {"Valeur": 30})
    row(house, "F0039", "RIVES-AVIRON", 39)
    settled(house, wait=timedelta(minutes=10))
    clock(house, "2026-09-25T20:00")
    settled(house)
    noted = {"Accord recueilli le": day("2026-09-25"), "Recueilli par": "SMS", "Noté par": "Zoé"}
    typed(house, "Factures", "F0039", noted)
    settled(house, wait=timedelta(minutes=31))
    typed(house, "Factures", "F0039", dict.fromkeys(noted, ""))
    settled(house, wait=timedelta(minutes=31))
    typed(house, "Paramètres", "Délai avant traitement (min)", {"Valeur": 0})
    clock(house, "2026-09-28T09:00")
    settled(house)


def wishes(house: House) -> None:
    """`Aperçu`, twice; `Retirer`; a deposit that a client of special cases leaves to silence."""
    clock(house, "2026-10-05T09:00")
    settled(house)
    row(house, "F0030", "ROUXEL-BRASSE", 55, Prête=False, Action="Aperçu")
    row(house, "F0031", "VALJO-SCI", 500, Type="Facture d'acompte", Affaire="Haie")
    row(house, "F0032", "VALJO-SCI", 70, Type="Facture d'acompte", Affaire="Mur")
    settled(house)
    typed(house, "Factures", "F0030", {"Prix unitaire HT": 56})
    typed(house, "Factures", "F0032", {"Action": "Retirer"})
    settled(house)
    house.later(TWO_DAYS)
    settled(house)


def november(house: House) -> None:
    """What is under way at the end: asked, put off, lost, to be delivered, a dead mailbox."""
    clock(house, "2026-11-23T09:00")
    settled(house)
    row(house, "F0033", "ROUXEL-BRASSE", 33)
    killed(house, "/drafts/send")
    ((_, draft),) = drafts(house, ROUXEL).items()
    deletes(house, ROUXEL, draft)
    house.later(DEAD)
    settled(house)
    row(house, "F0034", "RIVES-BREMON", 34)
    row(house, "F0035", "NORDET-ALPINE", 350, **{"N°_de_commande": "BC-9"})
    row(house, "F0036", "ROUXEL-BRASSE", 36, À_émettre_le=day("2026-11-25"))
    row(house, "F0037", "ROUXEL-BRASSE", 37, Type="Avoir")
    typed(house, "Clients", "VALJO", {"IBAN": ANOTHER_IBAN})
    house.control("POST", f"/accounts/{PAGES}/revoke", {})
    row(house, "F0038", "PAGES-ILE", 38)
    house.run()
    typed(house, "Factures", "F0038", {"Prête": False})
    settled(house)
    clock(house, "2026-11-24T09:00")
    settled(house)
    clock(house, "2026-11-24T15:30")
    settled(house)


PARTS = (
    february,
    returns_of_february,
    a_run_is_killed,
    approvals,
    answers_of_march,
    a_mute_form,
    a_row_disappears,
    affairs,
    money_back,
    changed_accounts,
    a_dead_mailbox,
    young_rows,
    wishes,
    november,
    # it ends on 24 November 2026, when nothing is due
)


def lived(house: House) -> None:
    """All of it, in order."""
    for part in PARTS:
        part(house)
