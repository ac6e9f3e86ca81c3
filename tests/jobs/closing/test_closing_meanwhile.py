"""What happens while a contract ends: other dates, second thoughts, addresses that fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from invoicing.document.parties import Agency
from invoicing.history.events.contract_end import ClosingStep
from jobs.on_request.hand_over_credentials import hand_over
from tests.jobs.closing.test_closing import changed, confirmed, noted, steps
from tests.jobs.explorer.invariants import harms
from tests.jobs.world.asking import AGENCY, CLIENT, Story, asking_rows, named, number, requests, to
from tests.jobs.world.closings import HOUSE, WORKSPACE, a_story
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import an_invoice

BOX, BUREAU = WORKSPACE, HOUSE.email


def another(story: Story, key: str = "F0002") -> Story:
    """Somebody fills in one more row."""
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice(key)))
    return story


def of_client(story: Story, header: str) -> str:
    return str(story.world.workbook.shown["Clients"]["MARTIN"][header] or "")


def problem_of(story: Story, key: str) -> str:
    return str(story.world.workbook.shown["Factures"][key]["Problème"] or "")


def to_do(story: Story, step: str) -> str:
    return str(story.world.workbook.shown["Clôtures"][f"MARTIN/{step.upper()}#1"]["À faire"] or "")


def test_an_end_moved_before_the_answer_is_asked_anew_and_the_old_answer_is_void() -> None:
    story = changed(a_story(contract_to=date(2026, 11, 29)), closing=True).run()
    changed(story, contract_to=date(2026, 11, 28)).at("2026-11-30 10:15")
    first, second = named(story, "Clôturer le contrat")
    assert first.mail.letter.subject.endswith("au 29/11/2026 ?")
    assert second.mail.letter.subject.endswith("au 28/11/2026 ?")
    submit(story.world, buttons(first)[0])
    assert steps(story.at("2026-11-30 11:00"))["confirmed"] == "en cours"
    submit(story.world, buttons(second)[0])
    assert steps(story.at("2026-11-30 12:00"))["confirmed"] == "fait"
    assert harms(story.world) == []


def test_an_end_that_is_postponed_lets_documents_leave_until_then() -> None:
    story = confirmed(changed(a_story(), contract_to=date(2026, 11, 30)), BUREAU).at(
        "2026-11-30 11:00"
    )
    changed(story, contract_to=date(2026, 12, 15))
    another(story.at("2026-12-01 11:00")).at("2026-12-10 11:00")
    assert steps(story)["stopped"] == "en cours"
    assert of_client(story, "Statut") == "Clôture : 2. Attend le 15/12/2026, fin du contrat"
    assert len(to(story, "ada@buyer.test")) == 2
    assert steps(story.at("2026-12-16 11:00"))["stopped"] == "fait"
    another(story, "F0003").at("2026-12-17 11:00")
    assert "le contrat de ce client est terminé" in problem_of(story, "F0003")
    assert of_client(story, "Problème") == of_client(story, "À vérifier") == ""  # it is meant
    assert len(to(story, "ada@buyer.test")) == 2


def test_an_end_that_is_moved_earlier_stops_at_once() -> None:
    story = confirmed(changed(a_story(), contract_to=date(2026, 12, 31)), BUREAU).at(
        "2026-11-30 11:00"
    )
    assert steps(story)["stopped"] == "en cours"
    changed(story, contract_to=date(2026, 11, 29)).at("2026-11-30 12:00")
    another(story).at("2026-11-30 13:00")
    assert steps(story)["stopped"] == "fait"
    assert len(to(story, "ada@buyer.test")) == 1


def test_an_end_postponed_after_the_stop_says_what_to_do() -> None:
    story = confirmed(a_story(), BUREAU).at("2026-11-30 10:15")
    changed(story, contract_to=date(2027, 1, 31))
    another(story).at("2026-11-30 11:00")
    assert len(to(story, "ada@buyer.test")) == 1
    assert "Décochez « Clôture demandée »" in of_client(story, "Problème")


def begun(story: Story, until: ClosingStep, agency: str = BUREAU) -> Story:
    """Go on with the closing until a step is done."""
    confirmed(story, agency).at("2026-11-30 10:15")
    if until is ClosingStep.STOPPED:
        return story
    story.world.forwarding[BOX, CLIENT] = "accepted"
    story.at("2026-11-30 11:00")
    if until in {ClosingStep.CREDENTIALS, ClosingStep.LET_GO}:
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    if until is ClosingStep.LET_GO:
        noted(story, "received").at("2026-12-04 11:00")
    return story


def agreed_anew(story: Story) -> Story:
    """The mailbox gives us another grant, where ours was dead."""
    story.world.left.clear()
    return story


LEFT = {
    ClosingStep.STOPPED: ("a reçu de Google une demande",),
    ClosingStep.KIT: ("continue d’aller aussi à", "« Remise » reste"),
    ClosingStep.CREDENTIALS: (
        "continue d’aller aussi à",
        "« Remise » reste",
        "cela ne se reprend pas",
    ),
}  # once this step is done, and the closing called off


@pytest.mark.parametrize("until", LEFT)
def test_a_closing_that_is_called_off_says_what_is_undone_and_what_is_not(
    until: ClosingStep,
) -> None:
    story = begun(a_story(), until)
    another(changed(story, closing=False)).at("2026-12-01 11:00")
    agreed_anew(story).at("2026-12-01 12:00")
    for address, subject in ((BUREAU, "Clôture annulée"), (CLIENT, "Le contrat continue")):
        (mail,) = [sent.mail for sent in named(story, subject)]
        assert mail.to == (address,)
        assert "le contrat continue" in mail.letter.text
        assert "de nouveau émis" in mail.letter.text
        assert all(words in mail.letter.text for words in LEFT[until])
        assert ("authorize" in mail.letter.text) == (
            address == BUREAU and until is ClosingStep.CREDENTIALS
        )
    assert set(steps(story).values()) == {"annulée"}
    said = " ".join(str(row["À faire"]) for row in story.world.workbook.shown["Clôtures"].values())
    assert all(words in said for words in LEFT[until])
    assert len(to(story, "ada@buyer.test")) == 2
    assert harms(story.world) == []


def test_the_mail_names_the_client_as_one_says_it() -> None:
    story = begun(a_story(name="Opale Conseil"), ClosingStep.STOPPED)
    changed(story, closing=False).at("2026-12-01 11:00")
    (told,) = named(story, "Clôture annulée")
    assert "La clôture du contrat d’Opale Conseil est annulée" in told.mail.letter.text


def test_a_tick_taken_back_before_the_answer_closes_nothing_and_writes_nothing_more() -> None:
    story = changed(a_story(), closing=True).run()
    changed(story, closing=False).at("2026-11-30 10:15")
    submit(story.world, buttons(named(story, "Clôturer le contrat")[0])[0])
    story.at("2026-11-30 11:00").at("2026-12-01 11:00")
    assert story.world.forwarding == {}
    assert named(story, "Clôture annulée") == []
    changed(story, closing=True).at("2026-12-02 11:00").at("2026-12-02 12:00")
    assert steps(story)["confirmed"] == "en cours"


def test_a_closing_begun_again_after_it_was_called_off_asks_and_does_all_anew() -> None:
    story = begun(a_story(), ClosingStep.KIT)
    changed(story, closing=False).at("2026-12-01 11:00")
    changed(story, closing=True).at("2026-12-02 11:00")
    assert steps(story)["confirmed"] == "en cours"
    first, second = named(story, "Clôturer le contrat")
    submit(story.world, buttons(first)[0])
    assert steps(story.at("2026-12-02 12:00"))["confirmed"] == "en cours"
    submit(story.world, buttons(second)[0])
    assert steps(story.at("2026-12-02 13:00"))["kit"] == "fait"


def test_a_client_who_comes_back_is_told_of_once_and_his_numbers_continue() -> None:
    story = begun(a_story(), ClosingStep.LET_GO)
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, closings=())
    changed(story, closing=False, contract_from=date(2026, 12, 10))
    another(story).at("2026-12-11 11:00")
    agreed_anew(story).at("2026-12-11 11:15").at("2026-12-20 11:00")
    (told,) = named(story, "De retour")
    assert told.mail.to == (BUREAU,)
    assert "authorize --mailbox martin@agence.test" in told.mail.letter.text
    assert "Facture MARTIN-2026-0002" in to(story, "ada@buyer.test")
    assert set(steps(story).values()) == {"fait"}


def test_an_address_that_gmail_refuses_is_said_and_another_one_is_asked() -> None:
    story = a_story()
    story.world.dead.add(CLIENT)
    confirmed(story, BUREAU).at("2026-11-30 10:15")
    for when in ("2026-11-30 11:00", "2026-11-30 11:15", "2026-12-01 09:30"):
        assert f"Google refuse de transférer le courrier de {BOX} à {CLIENT}" in of_client(
            story.at(when), "Problème"
        )
        assert "Google lui a demandé" not in to_do(story, "forwarded")
    assert named(story.at("2026-12-05 10:00"), "Votre courrier attend") == []
    assert (story.world.forwarding, steps(story)["forwarded"]) == ({}, "en cours")
    changed(story, email="autre@client.test", approver=CLIENT).at("2026-12-07 10:00")
    assert story.world.forwarding == {(BOX, "autre@client.test"): "pending"}
    assert "Google refuse" not in of_client(story, "Problème")
    assert "le 07/12/2026, à autre@client.test" in to_do(story, "forwarded")


def test_a_forwarding_that_nobody_accepts_waits_and_is_called_to_mind_once() -> None:
    story = begun(a_story(), ClosingStep.STOPPED)
    story.at("2026-12-01 11:00")
    assert named(story, "Votre courrier attend") == []
    for day in (3, 4, 11, 18, 28):
        story.at(f"2026-12-{day:02} 11:00")
    (reminder,) = named(story, "Votre courrier attend")
    assert reminder.mail.to == (CLIENT,)
    assert steps(story)["forwarded"] == "en cours"
    said = str(story.world.workbook.shown["Clôtures"]["MARTIN/FORWARDED#1"]["À faire"])
    assert all(words in said for words in ("30/11/2026", CLIENT, "E-mail principal"))
    assert story.world.left == {}
    story.world.forwarding[BOX, CLIENT] = "accepted"
    assert steps(story.at("2026-12-28 12:00"))["kit"] == "fait"


def test_an_answer_of_no_is_shown_and_a_new_tick_asks_anew() -> None:
    story = changed(a_story(), closing=True).run()
    submit(story.world, buttons(named(story, "Clôturer le contrat")[0])[1])
    story.at("2026-11-30 10:15")
    said = story.world.workbook.shown["Clôtures"]["MARTIN/CONFIRMED#1"]["À faire"]
    assert "Vous avez répondu non" in str(said)
    changed(story, closing=False).at("2026-11-30 11:00")
    changed(story, closing=True).at("2026-12-02 11:00")
    assert len(named(story, "Clôturer le contrat")) == 2


def test_a_client_who_misses_something_is_heard_and_the_agency_notes_the_rest() -> None:
    story = begun(a_story(account="Boîte du client"), ClosingStep.STOPPED)
    submit(story.world, buttons(named(story, "Avez-vous bien tout reçu")[0])[1], comment="F0001")
    story.at("2026-11-30 11:00")
    said = story.world.workbook.shown["Clôtures"]["MARTIN/RECEIVED#1"]["À faire"]
    assert "il manque quelque chose" in str(said)
    assert (steps(story)["received"], story.world.left) == ("en cours", {})
    noted(story, "received").at("2026-11-30 11:15").at("2026-11-30 12:00")
    assert steps(story)["let-go"] == "fait"


def test_a_client_is_told_where_his_kit_lies_and_of_credentials_only_where_some_were_his() -> None:
    own = begun(a_story(account="Boîte du client"), ClosingStep.STOPPED)
    (asked,) = named(own, "Avez-vous bien tout reçu")
    assert "identifiants" not in asked.mail.letter.text
    story = begun(a_story(), ClosingStep.CREDENTIALS).at("2026-11-30 12:00")
    (asked,) = named(story, "Avez-vous bien tout reçu")
    assert "identifiants vous ont été remis" in asked.mail.letter.text
    assert "https://drive.google.com/drive/folders/" in asked.mail.letter.text


def test_an_address_to_add_by_hand_is_named() -> None:
    box = "martin@gmail.com"
    story = confirmed(a_story(mailbox=box, account="Compte Workspace"), BUREAU)
    story.at("2026-11-30 10:15")
    assert f"« Ajouter une adresse de transfert » : {CLIENT}" in of_client(story, "Problème")
    assert "Google n’a pas pris la demande" in to_do(story, "forwarded")


def test_secrets_are_destroyed_though_the_tick_is_gone() -> None:
    story = begun(a_story(account="Boîte du client"), ClosingStep.STOPPED)
    story.world.secrets[f"google/{BOX}"] = "token"
    noted(story, "received").at("2026-12-04 11:00")
    changed(story, closing=False).at("2026-12-20 11:00")
    assert story.world.secrets
    story.at("2027-01-04 11:00")
    assert story.world.secrets == {}
    assert named(story, "Clôture annulée") == []


def test_where_no_mail_can_leave_any_more_a_person_asks_the_client() -> None:
    story = begun(a_story(agency=Agency(name="Agence")), ClosingStep.CREDENTIALS, AGENCY)
    story.at("2026-11-30 12:00")
    assert named(story, "Avez-vous bien tout reçu") == []
    said = story.world.workbook.shown["Clôtures"]["MARTIN/RECEIVED#1"]["À faire"]
    assert f"Aucun mail ne peut plus partir de {BOX}" in str(said)
    noted(story, "received").at("2026-11-30 12:15").at("2026-11-30 13:00")
    assert steps(story)["let-go"] == "fait"


def test_withdrawn_requests_are_sent_anew_and_withdrawn_again_at_the_next_closing() -> None:
    story = confirmed(Story("2026-11-30 09:00", asking_rows()).run()).at("2026-11-30 10:15")
    changed(story, closing=False).at("2026-11-30 11:00").at("2026-11-30 11:15")
    assert len(requests(story)) == 2
    changed(story, closing=True).at("2026-12-01 10:00")
    submit(story.world, buttons(named(story, "Clôturer le contrat")[-1])[0])
    story.at("2026-12-01 11:00")
    assert len(named(story, "Demandes de validation retirées")) == 2
    submit(story.world, buttons(requests(story)[-1])[0])
    assert number(story.at("2026-12-01 12:00")) == ""
