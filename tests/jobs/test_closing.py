"""The end of a contract, told in dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from invoicing.events import Event, Kind
from invoicing.parties import Agency
from invoicing.problems import Source
from invoicing.rows import ClosingRow
from jobs import closing_steps
from jobs.closing_facts import open_questions
from jobs.credentials import hand_over
from jobs.handover import AutoReply
from jobs.ports import Letter, Mail, MailDraft
from jobs.work import Work
from tests.jobs.asking import AGENCY, CLIENT, Story, asking_rows, named, number, requests, to
from tests.jobs.fakes import a_desk
from tests.jobs.invariants import harms, history_of
from tests.jobs.leaving import FakeHandover
from tests.jobs.listening import buttons, submit
from tests.jobs.people import a_client, an_invoice, retyped, settings, workbook_rows
from tests.jobs.world import Lying

MONDAY = "2026-11-30 10:00"


@pytest.fixture(autouse=True)
def kit_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kit has tests of its own (test_kit.py)."""

    def make(_work: Work, code: str, *_: object) -> list[Event]:
        return [Event(kind=Kind.CLOSING, seller=code, facts={"step": "kit"})]

    monkeypatch.setattr(closing_steps, "make_kit", make)


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


def noted(story: Story, step: str) -> Story:
    """Somebody notes in « Clôtures » what he has seen."""
    row = ClosingRow(
        place=Source(tab="Clôtures", row=2), identity=f"MARTIN/{step}#1", key=f"MARTIN/{step}",
        done_on=date(2026, 12, 4), noted_by="Léa",
    )  # fmt: skip
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, closings=(row,))
    return story


def steps(story: Story) -> dict[str, str]:
    """`Clé` → `État`, as people see it."""
    shown = story.world.workbook.shown.get("Clôtures", {}).values()
    return {str(row["Clé"]).partition("/")[2]: str(row["État"]) for row in shown}


def test_a_date_alone_closes_nothing_and_reminds_twice() -> None:
    story = Story("2026-10-20 10:00", workbook_rows(an_invoice()))
    changed(story, contract_to=date(2026, 11, 30)).run()
    assert named(story, "Fin de contrat") == []
    story.at("2026-11-02 10:00").at("2026-11-03 10:00")
    assert {sent.mail.to for sent in named(story, "Fin de contrat")} == {(AGENCY,), (CLIENT,)}
    story.at("2026-11-24 10:00").at("2026-11-25 10:00").at("2026-12-03 10:00")
    assert len(named(story, "Fin de contrat")) == 4
    assert story.world.left == {}


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


def forwarded(**client: Any) -> Story:
    """A Workspace account whose mail is sent on, where a reply is wanted."""
    rows = workbook_rows(an_invoice(), clients=(a_client(auto_reply=True, **client),))
    story = confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15")
    box = client.get("mailbox", "martin@agence.test")
    story.world.forwarding[box, CLIENT] = "accepted"
    return story.at("2026-11-30 11:00")


def test_whoever_writes_is_given_the_new_address_and_nothing_else() -> None:
    story = forwarded()
    assert steps(story)["forwarded"] == "fait"
    (reply,) = story.world.replies.values()
    assert re.findall(r"\S+@[\w.]*\w", reply.text) == [CLIENT]
    assert reply.until is not None
    assert reply.until - story.world.now == timedelta(days=90)


def test_a_reply_is_not_set_where_nobody_wants_it_and_may_have_no_end() -> None:
    story = changed(Story(MONDAY, workbook_rows(an_invoice())), account="Compte Workspace")
    confirmed(story).world.forwarding["martin@agence.test", CLIENT] = "accepted"
    assert story.at("2026-11-30 11:00").world.replies == {}

    endless = Story(MONDAY, workbook_rows(settings=settings(auto_reply_days=0)))
    changed(endless, auto_reply=True)
    confirmed(endless).world.forwarding["martin@agence.test", CLIENT] = "accepted"
    (reply,) = endless.at("2026-11-30 11:00").world.replies.values()
    assert reply.until is None


def test_a_reply_that_a_person_has_set_is_read_and_left() -> None:
    box, theirs = "martin@gmail.com", AutoReply(text=f"<p>Écrivez à {CLIENT.title()}</p>")
    rows = workbook_rows(clients=(a_client(auto_reply=True, mailbox=box),))
    story = confirmed(Story(MONDAY, rows))
    story.world.forwarding[box, CLIENT] = "accepted"
    story.world.replies[box] = theirs
    assert steps(story.at("2026-11-30 11:00"))["forwarded"] == "fait"
    assert story.world.replies == {box: theirs}


def test_a_closing_that_is_called_off_answers_no_more() -> None:
    story = changed(forwarded(), closing=False).at("2026-11-30 11:15")
    assert story.world.replies == {}


def test_a_consumer_account_waits_for_a_persons_clicks() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(mailbox="martin@gmail.com"),))
    story = confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15")
    shown = story.world.workbook.shown["Clôtures"]["MARTIN/forwarded#1"]
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
    assert "terminé" in str(story.world.workbook.shown["Clients"]["MARTIN"]["Problème"])


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
    assert steps(story) == {} or set(steps(story).values()) <= {"fait", "en cours", "à venir"}


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


def test_no_document_is_dated_after_the_mandates_last_day() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = changed(Story(MONDAY, rows), contract_to=date(2026, 11, 30))
    confirmed(story)
    known = story.world.workbook.rows
    late = an_invoice("F0002")
    story.world.workbook.rows = replace(known, invoices=(*known.invoices, late))
    story.at("2026-12-01 10:00")
    assert {issued.issue_date for issued in history_of(story.world).documents.values()} == {
        date(2026, 11, 30)
    }
    assert "Dernier jour du mandat : 30/11/2026" in detail(story, "stopped")
    assert len(to(story, "ada@buyer.test")) == 1


def test_a_date_that_has_passed_is_told_with_each_document_and_stops_nothing() -> None:
    story = changed(Story(MONDAY, workbook_rows(an_invoice())), contract_to=date(2026, 11, 29))
    story.world.workbook.rows = retyped(story.world.workbook.rows, "F0001", approval="Oui")
    story.run()
    shown = story.world.workbook.shown
    for cell in (shown["Factures"]["F0001"], shown["Clients"]["MARTIN"]):
        assert "le contrat a pris fin le 29/11/2026" in str(cell["À vérifier"])
    assert len(to(story, CLIENT)) == 1


def detail(story: Story, step: str) -> str:
    """What « Clôtures » says was done."""
    return str(story.world.workbook.shown["Clôtures"][f"MARTIN/{step}#1"]["Détail"])


def closed(**client: Any) -> Story:
    """An account that is let go, whatever it is."""
    agency = Agency(name="Agence", email="bureau@agence.test")
    rows = workbook_rows(
        an_invoice(), clients=(a_client(**client),), settings=settings(agency=agency)
    )
    story = confirmed(Story(MONDAY, rows), agency.email).at("2026-11-30 10:15")
    box = client.get("mailbox", "martin@agence.test")
    story.world.forwarding[box, client.get("email", CLIENT)] = "accepted"
    story.world.secrets |= {f"google/{box}": "token", "handover/MARTIN": '{"password": "p"}'}
    story.at("2026-11-30 11:00")
    if steps(story)["credentials"] != "fait":
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    return noted(story, "received").at("2026-12-04 11:00").at("2026-12-04 11:15")


ACCOUNTS: list[dict[str, str]] = [
    {},
    {"mailbox": "martin@gmail.com"},
    {"account": "Boîte du client"},
]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_kind_of_account_is_let_go_and_the_client_is_told(account: dict[str, str]) -> None:
    story = closed(**account)
    assert set(steps(story).values()) == {"fait"}
    (told,) = named(story, "Contrat clôturé")
    assert told.mail.to == (CLIENT,)
    assert "restent partagés" in told.mail.letter.text
    assert "restent partagés" in detail(story, "let-go")
    assert "Secrets gardés jusqu’au 03/01/2027" in detail(story, "let-go")
    late = story.at("2027-01-05 11:00").at("2027-01-05 12:00")
    assert "Secrets détruits le 05/01/2027" in detail(late, "let-go")
    assert len(named(late, "Contrat clôturé")) == 1


def test_files_are_offered_where_google_lets() -> None:
    story = closed(email="ada@gmail.com")
    files, owners = zip(*story.world.tenures, strict=True)
    assert set(owners) == {"ada@gmail.com"}
    assert story.world.folders[files[-1]][1] == "Remise"
    assert "pendingowner:me" in named(story, "Contrat clôturé")[0].mail.letter.text


def test_no_code_of_a_client_who_is_let_go_counts() -> None:
    story = closed(account="Boîte du client")
    (question,) = named(story, "Avez-vous bien tout reçu")
    submit(story.world, buttons(question)[0])
    story.at("2026-12-05 11:00").at("2026-12-05 12:00")
    history = history_of(story.world)
    assert list(open_questions(history, "MARTIN")) == []
    assert len(named(story, "Avez-vous bien tout reçu")) == 1


def test_an_access_that_does_not_end_keeps_the_closing_open(monkeypatch: Any) -> None:
    def stays(*_: object) -> tuple[str, ...]:
        return ("delegate",)

    monkeypatch.setattr(FakeHandover, "accesses", stays)
    story = closed()
    assert steps(story)["let-go"] == "en cours"
    monkeypatch.undo()
    assert steps(story.at("2026-12-04 12:00"))["let-go"] == "fait"


def test_a_mail_of_ours_keeps_the_grant_alive_until_it_is_gone() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = noted(confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15"), "received")
    letter = Letter(subject="", text="", html="")
    mail = Mail(mailbox="martin@agence.test", sender_name="", to=(), letter=letter, reference="x")
    draft = MailDraft(id="d", message_id="m", thread_id="t")
    story.world.drafts.setdefault(mail.mailbox, {})["d"] = Lying(mail, draft, draft)
    story.at("2026-12-04 11:00")
    assert story.world.left == {}
    assert "brouillons" in str(story.world.workbook.shown["Clients"]["MARTIN"]["Problème"])
    del story.world.drafts[mail.mailbox]["d"]
    assert steps(story.at("2026-12-04 12:00"))["let-go"] == "fait"
