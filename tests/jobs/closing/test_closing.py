"""The end of a contract, told in dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from invoicing.document.parties import Agency
from invoicing.rows.tabs import ClosingRow
from invoicing.values.problems import Source
from jobs.engine.run import End
from jobs.on_request.hand_over_credentials import hand_over
from tests.jobs.explorer.invariants import harms
from tests.jobs.world.asking import AGENCY, CLIENT, Story, asking_rows, named, number, requests, to
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import a_buyer, a_client, an_invoice, settings, workbook_rows

MONDAY = "2026-11-30 10:00"


def changed(story: Story, **cells: Any) -> Story:
    """Somebody types into the client's row."""
    rows = story.world.workbook.rows
    clients = tuple(replace(client, **cells) for client in rows.clients)
    story.world.workbook.rows = replace(rows, clients=clients)
    return story


def confirmed(story: Story, agency: str = AGENCY) -> Story:
    """The agency ticks, and answers the mail that asks whether it meant it."""
    changed(story, closing=True).run()
    (asked,) = named(story, "Clôturer le contrat")
    assert asked.mail.to == (agency,)
    submit(story.world, buttons(asked)[0])
    return story


def noted(story: Story, step: str, *, on: date = date(2026, 12, 4)) -> Story:
    """Somebody notes in « Clôtures » what he has seen."""
    row = ClosingRow(
        place=Source(tab="Clôtures", row=2), identity=f"MARTIN/{step}#1".upper(),
        key=f"MARTIN/{step}".upper(),
        done_on=on, noted_by="Léa",
    )  # fmt: skip
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, closings=(row,))
    return story


def steps(story: Story) -> dict[str, str]:
    """`Clé` → `État`, as people see it."""
    shown = story.world.workbook.shown.get("Clôtures", {}).values()
    return {str(row["Clé"]).partition("/")[2]: str(row["État"]) for row in shown}


def test_a_look_at_a_contract_that_is_being_closed_rests() -> None:
    """So that it takes no ticket, every few minutes, for weeks."""
    story = confirmed(Story(MONDAY, workbook_rows(an_invoice()))).run().run()
    assert steps(story)["confirmed"] == "fait"
    story.at("2026-11-30 10:20").at("2026-11-30 10:24")
    assert story.end is End.IDLE


def test_a_date_alone_closes_nothing_and_reminds_twice() -> None:
    story = Story("2026-10-20 10:00", workbook_rows(an_invoice()))
    changed(story, contract_to=date(2026, 11, 30)).run()
    assert named(story, "Fin de contrat") == []
    story.at("2026-11-02 10:00").at("2026-11-03 10:00")
    assert {sent.mail.to for sent in named(story, "Fin de contrat")} == {(AGENCY,), (CLIENT,)}
    texts = {sent.mail.to[0]: sent.mail.letter.text for sent in named(story, "Fin de contrat")}
    assert "« Clôture demandée »" not in texts[CLIENT]  # he has no workbook
    story.at("2026-11-24 10:00").at("2026-11-25 10:00").at("2026-12-03 10:00")
    assert len(named(story, "Fin de contrat")) == 4
    assert story.world.left == {}


def test_a_reminder_says_to_each_what_is_pending() -> None:
    rows = workbook_rows(an_invoice(), buyers=(a_buyer(channel="Courrier"),))
    story = Story("2026-10-20 10:00", rows).run()
    changed(story, contract_to=date(2026, 11, 30)).at("2026-11-02 10:00")
    texts = {sent.mail.to[0]: sent.mail.letter.text for sent in named(story, "Fin de contrat")}
    assert "MARTIN-2026-0001 – Ada SAS : à poster par nos soins" in texts[CLIENT]
    assert "MARTIN-2026-0001 – Ada SAS : à poster par l’agence" in texts[AGENCY]
    assert "« Clôture demandée »" in texts[AGENCY]


def pending_of(story: Story) -> dict[str, str]:
    """Who is reminded → of what."""
    changed(story, contract_to=date(2026, 11, 30)).at("2026-11-02 10:00")
    return {sent.mail.to[0]: sent.mail.letter.text for sent in named(story, "Fin de contrat")}


def test_what_is_about_to_be_asked_is_pending_and_may_leave_before_the_end() -> None:
    texts = pending_of(Story("2026-10-20 10:00", asking_rows()))
    assert "F0001 – Ada SAS : à valider" in texts[CLIENT]
    texts = pending_of(Story("2026-10-31 10:00", asking_rows()).run())
    assert "la demande sera retirée si elle n’est pas validée avant la fin" in texts[CLIENT]


def test_what_is_blocked_is_told_of_to_the_client_that_its_row_names() -> None:
    others = (a_client(), a_client(code="PAGES", siret="55208131766522", email="pages@client.test"))
    rows = workbook_rows(an_invoice(net_price=None), an_invoice("F0002"), clients=others)
    invoices = (rows.invoices[0], replace(rows.invoices[1], client="PAGES"))
    texts = pending_of(Story("2026-10-20 10:00", replace(rows, invoices=invoices)))
    assert "à corriger avant d’être émise" in texts[CLIENT]
    assert "F0002" not in texts[CLIENT]
    assert "F0002" in texts["pages@client.test"]


def test_an_end_that_is_confirmed_long_before_is_called_to_mind_all_the_same() -> None:
    rows = workbook_rows(an_invoice(), buyers=(a_buyer(channel="Courrier"),))
    story = Story("2026-10-01 10:00", rows)
    changed(story, contract_to=date(2026, 11, 30))
    confirmed(story).at("2026-10-01 10:15")
    story.at("2026-10-31 10:00").at("2026-11-24 10:00").at("2026-12-01 10:00")
    texts = [sent.mail.letter.text for sent in named(story, "Fin de contrat")]
    assert len(texts) == 4
    assert not any("« Clôture demandée »" in text for text in texts)  # it is ticked


def test_a_tick_that_nobody_confirms_closes_nothing() -> None:
    story = changed(Story(MONDAY, workbook_rows(an_invoice())), closing=True).run()
    story.at("2026-12-01 10:00").at("2026-12-20 10:00")
    assert steps(story)["confirmed"] == "en cours"
    assert len(named(story, "Clôturer le contrat")) == 1


def test_a_workspace_account_is_closed_step_by_step() -> None:
    story = confirmed(Story(MONDAY, workbook_rows(an_invoice())))
    story.at("2026-11-30 10:15")
    assert story.world.forwarding == {("martin@agence.test", CLIENT): "pending"}
    story.world.forwarding["martin@agence.test", CLIENT] = "accepted"
    story.at("2026-11-30 11:00")
    assert steps(story)["forwarded"] == "fait"
    assert steps(story)["credentials"] == "en cours"
    assert story.world.left == {}


def test_a_consumer_account_waits_for_a_persons_clicks() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(mailbox="martin@gmail.com"),))
    story = confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15")
    shown = story.world.workbook.shown["Clôtures"]["MARTIN/FORWARDED#1"]
    assert "Paramètres > Transfert" in str(shown["À faire"])
    story.world.forwarding["martin@gmail.com", CLIENT] = "accepted"
    story.at("2026-11-30 11:00")
    assert steps(story)["forwarded"] == "fait"


def test_a_mailbox_of_the_clients_own_is_only_given_back() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15")
    assert story.world.forwarding == {}
    (asked,) = named(story, "Avez-vous bien tout reçu")
    assert asked.mail.to == (CLIENT,)
    submit(story.world, buttons(asked)[0])
    story.at("2026-11-30 11:00")
    assert story.world.left == {"martin@agence.test": ("revoked",)}
    assert set(steps(story).values()) == {"fait"}
    assert story.world.workbook.shown["Clients"]["MARTIN"]["Statut"] == (
        "Clôturé ; mandat terminé le 30/11/2026"
    )


def test_the_agency_may_note_the_receipt() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15")
    noted(story, "received").at("2026-12-04 11:00")
    assert steps(story)["let-go"] == "fait"


def test_open_approvals_are_withdrawn_with_a_mail_and_approved_ones_leave() -> None:
    story = Story("2026-11-30 09:00", asking_rows()).run()
    story = confirmed(story).at("2026-11-30 10:15")
    assert any("retirées" in subject for subject in to(story, CLIENT))
    submit(story.world, buttons(requests(story)[0])[0])
    story.at("2026-11-30 11:00").at("2026-12-10 11:00")
    assert number(story) == ""
    assert harms(story.world) == []


def test_no_new_document_is_issued_after_the_end() -> None:
    story = confirmed(Story(MONDAY, workbook_rows(an_invoice()))).at("2026-11-30 10:15")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    story.at("2026-11-30 11:00")
    assert len(to(story, "ada@buyer.test")) == 1
    assert "terminé" in str(story.world.workbook.shown["Factures"]["F0002"]["Problème"])


def test_a_contract_that_ends_later_goes_on_until_then() -> None:
    story = Story(MONDAY, workbook_rows(an_invoice()))
    changed(story, contract_to=date(2026, 12, 15))
    confirmed(story).at("2026-11-30 10:15")
    assert steps(story)["stopped"] == "en cours"
    changed(story, contract_to=date(2026, 12, 1)).at("2026-12-02 10:00")
    assert steps(story)["confirmed"] == "fait"


def test_a_closing_that_is_called_off_leaves_everything_as_it_was() -> None:
    story = confirmed(Story(MONDAY, workbook_rows(an_invoice()))).at("2026-11-30 10:15")
    changed(story, closing=False)
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    story.at("2026-11-30 11:00").at("2026-11-30 11:15")
    assert len(to(story, "ada@buyer.test")) == 2
    assert set(steps(story).values()) == {"annulée"}


def test_a_client_who_comes_back_goes_on_with_his_series() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = noted(confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15"), "received")
    story.at("2026-12-04 11:00")
    assert steps(story)["let-go"] == "fait"
    story.world.left.clear()
    changed(story, closing=False, contract_from=date(2026, 12, 10))
    known = story.world.workbook.rows
    story.world.workbook.rows = replace(
        known, invoices=(*known.invoices, an_invoice("F0002")), closings=()
    )
    story.at("2026-12-11 11:00").at("2026-12-11 11:15")
    assert "Facture MARTIN-2026-0002" in to(story, "ada@buyer.test")


def test_the_receipt_is_asked_through_the_forwarded_mailbox_and_then_directly() -> None:
    agency = Agency(name="Agence", email="bureau@agence.test")
    rows = workbook_rows(an_invoice(), settings=settings(agency=agency))
    story = confirmed(Story(MONDAY, rows), agency.email).at("2026-11-30 10:15")
    story.world.forwarding["martin@agence.test", CLIENT] = "accepted"
    story.at("2026-11-30 11:00")
    hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    story.at("2026-11-30 12:00")
    asked = named(story, "Avez-vous bien tout reçu")
    assert [sent.mail.to for sent in asked] == [("martin@agence.test",)]
    story.at("2026-12-03 12:15").at("2026-12-04 13:00")
    asked = named(story, "Avez-vous bien tout reçu")
    assert [sent.mail.to for sent in asked] == [("martin@agence.test",), (CLIENT,)]
    submit(story.world, buttons(asked[0])[0])
    assert steps(story.at("2026-12-04 14:00"))["let-go"] == "fait"
    assert story.world.left["martin@agence.test"][1:] == ("signed out", "withdrawn")


def test_secrets_are_destroyed_once_they_have_been_kept_long_enough() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = noted(confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15"), "received")
    story.world.secrets["google/martin@agence.test"] = "token"
    story.at("2026-12-04 11:00").at("2026-12-20 11:00")
    assert story.world.secrets
    story.at("2027-01-04 11:00").at("2027-01-04 12:00")
    assert story.world.secrets == {}
