"""To everyone concerned, and what comes back, told in dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import pytest

from invoicing.document.parties import Agency, BuyerKind
from invoicing.rows.tabs import Rows
from jobs.engine.run import End, run
from jobs.ports import IncomingKind
from tests.jobs.approval.test_approval_meanwhile import dies_before
from tests.jobs.explorer.invariants import faults
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.world.asking import AGENCY, Story, cell, number, to
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import comes_in
from tests.jobs.world.people import a_buyer, a_client, an_invoice, settings, workbook_rows
from tests.jobs.world.world import Killed, Sent

T = TypeVar("T")
TUESDAY = "2026-11-24 14:15"
OFFICE, ACCOUNTANT, PAYER = "compta@buyer.test", "cabinet@compta.test", "opco@payer.test"


class Orphaning:
    """The machine goes away when a draft lies there, and before that is recorded."""

    def call(self, name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        done = effect()
        if name == "outbox.draft":
            raise Killed
        return done


@dataclass
class Dying:
    """The machine goes away at the *nth* sending."""

    nth: int
    after: bool

    def call(self, name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        self.nth -= name == "outbox.send"
        if self.nth or name != "outbox.send":
            return effect()
        if self.after:
            effect()
        raise Killed


def everyone(**cells: Any) -> Rows:
    """A document that concerns five people."""
    client = a_client(accountant=ACCOUNTANT, accounting="Chaque facture", copy="Chaque facture")
    buyers = (a_buyer(office=OFFICE, payer="OPCO", **cells), a_buyer("OPCO", email=PAYER))
    return workbook_rows(an_invoice(), clients=(client,), buyers=buyers)


def by(channel: str) -> Rows:
    """A document that a person delivers."""
    kind = BuyerKind.PUBLIC if channel == "Chorus Pro" else BuyerKind.BUSINESS
    return workbook_rows(an_invoice(), buyers=(a_buyer(channel=channel, kind=kind, email=""),))


def first(story: Story, address: str = "ada@buyer.test") -> Sent:
    """The first mail to an address."""
    return next(sent for sent in story.world.sent if address in sent.mail.to)


def envois(story: Story) -> dict[str, str]:
    """`Clé` → `État`."""
    rows = story.world.workbook.shown.get("Envois", {}).values()
    return {str(row["Clé"]): str(row["État"]) for row in rows}


def test_everyone_concerned_gets_a_mail_of_his_own() -> None:
    story = Story(TUESDAY, everyone()).run()
    assert [sent.mail.to for sent in story.world.sent] == [
        ("ada@buyer.test",), (OFFICE,), (PAYER,), (ACCOUNTANT,), ("martin@client.test",),
    ]  # fmt: skip
    assert len({sent.mail.attachments[0].sha256 for sent in story.world.sent}) == 1
    assert set(envois(story)) == {
        f"MARTIN-2026-0001/{role}"
        for role in ("Destinataire", "Service comptable", "Tiers payeur", "Comptable", "Client")
    }
    assert faults(story.world) == []
    assert story.at("2026-11-24 14:30").end is End.IDLE


def test_nobody_gets_the_same_mail_twice() -> None:
    rows = workbook_rows(an_invoice(), buyers=(a_buyer(office="ADA@buyer.test"),))
    assert len(Story(TUESDAY, rows).run().world.sent) == 1


def test_who_answers_the_client_s_copy_writes_to_the_agency_and_the_buyer_to_the_client() -> None:
    agency = Agency(name="Agence", email=AGENCY)
    clients = (a_client(copy="Chaque facture", email="martin@own.test"),)
    rows = workbook_rows(an_invoice(), clients=clients, settings=settings(agency=agency))
    sent = Story(TUESDAY, rows).run().world.sent
    assert {each.mail.to[0]: each.mail.reply_to for each in sent} == {
        "ada@buyer.test": "martin@own.test",
        "martin@own.test": AGENCY,
    }


def test_a_copy_wished_for_later_sends_no_old_document() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, clients=(a_client(copy="Chaque facture"),))
    story.at("2026-11-24 15:00")
    assert len(story.world.sent) == 1


@pytest.mark.parametrize(
    ("channel", "status", "step"),
    [
        ("Chorus Pro", "À déposer", "déposiez"),
        ("Portail", "À déposer", "déposiez"),
        ("Courrier", "À poster", "postiez"),
        ("Remis par le client", "À remettre", "remettiez"),
    ],
)
def test_what_a_person_delivers_is_laid_out(channel: str, status: str, step: str) -> None:
    story = Story(TUESDAY, by(channel)).run()
    assert story.world.sent == []
    assert cell(story, "Statut") == status
    assert step in cell(story, "Prochaine étape")
    assert len(story.world.files) == 3  # the document, its copy, and what is to be done with it
    assert story.at("2026-11-24 14:30").end is End.IDLE
    story.types(deposited_on=date(2026, 11, 25), deposit_reference="CPP-42")
    story.at("2026-11-25 09:00")
    assert cell(story, "Statut") == "Envoyée"
    assert cell(story, "Réception") == "Confirmée"
    assert envois(story) == {"MARTIN-2026-0001/Destinataire": "fait"}
    assert faults(story.world) == []


def test_a_deposit_before_its_issue_is_none() -> None:
    story = Story(TUESDAY, by("Portail")).run()
    story.types(deposited_on=date(2026, 11, 23)).at("2026-11-25 09:00")
    assert cell(story, "Statut") == "À déposer"
    assert "[deposit-date]" in cell(story, "À vérifier")
    assert faults(story.world) == []
    assert story.at("2026-11-25 09:15").end is End.IDLE


def test_what_is_delivered_again_on_a_wish_is_noted_anew() -> None:
    story = Story(TUESDAY, by("Portail")).run()
    story.types(deposited_on=date(2026, 11, 24), deposit_reference="R1").at("2026-11-24 15:00")
    story.types(action="Renvoyer").at("2026-11-24 15:15").at("2026-11-25 09:00")
    assert cell(story, "Statut") == "À déposer"
    assert cell(story, "Prochaine étape").startswith("attend un nouveau dépôt")
    story.types(deposit_reference="R2").at("2026-11-25 09:15")
    assert (cell(story, "Statut"), cell(story, "Réception")) == ("Envoyée", "Confirmée")
    assert set(envois(story).values()) == {"fait"}


def test_a_mail_that_came_back_is_sent_again_on_a_wish_to_the_new_address() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    comes_in(story.world, first(story), nature=IncomingKind.BOUNCE)
    story.at("2026-11-24 20:30")
    assert cell(story, "Statut") == "Non distribuée"
    assert "no such user" in cell(story, "Problème")
    assert any(subject.startswith("Non distribuée") for subject in to(story, AGENCY))
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, buyers=(a_buyer(email="new@buyer.test"),))
    assert len(to(story.at("2026-11-25 09:00"), "new@buyer.test")) == 0
    story.types(action="Renvoyer").at("2026-11-25 09:15").at("2026-11-25 09:30")
    assert len(to(story, "new@buyer.test")) == 1
    assert cell(story, "Statut") == "Envoyée"
    assert envois(story) == {
        "MARTIN-2026-0001/Destinataire": "rejeté, repris",
        "MARTIN-2026-0001/Destinataire/2": "envoyé",
    }
    assert number(story) == "MARTIN-2026-0001"


def test_a_mail_that_is_lost_is_sent_on_a_wish_and_never_of_itself() -> None:
    story = dies_before(Story(TUESDAY, workbook_rows(an_invoice())), "outbox.send")
    story.world.drafts.clear()
    story.at("2026-11-24 15:00").at("2026-11-25 09:00")
    assert (story.world.sent, cell(story, "Statut")) == ([], "Émise, à envoyer")
    assert "« Renvoyer »" in cell(story, "À vérifier")
    story.types(action="Renvoyer").at("2026-11-25 09:15").at("2026-11-25 09:30")
    assert (len(story.world.sent), cell(story, "Statut")) == (1, "Envoyée")
    assert cell(story, "À vérifier") == ""
    assert faults(story.world) == []


@pytest.mark.parametrize(("sent", "state"), [(True, "envoyé"), (False, "")])
def test_a_copy_whose_address_was_taken_away_meanwhile_is_found_or_deleted(
    *, sent: bool, state: str
) -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice(), buyers=(a_buyer(office=OFFICE),)))
    with pytest.raises(Killed):
        run(BILLING, a_desk(story.world, "dead", gate=Dying(2, after=sent)), story.world.now)
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, buyers=(a_buyer(),))
    story.at("2026-11-24 15:00").at("2026-11-24 15:15")
    assert len(to(story, OFFICE)) == int(sent)
    assert envois(story).get("MARTIN-2026-0001/Service comptable", "") == state
    assert not any(story.world.drafts.values())
    assert story.at("2026-11-24 15:30").end is End.IDLE


def test_what_is_wrong_with_a_mailbox_is_said_once() -> None:
    story = dies_before(Story(TUESDAY, workbook_rows(an_invoice())), "outbox.send")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, clients=(a_client(mailbox=""),))
    story.at("2026-11-24 15:00")
    said = str(story.world.workbook.shown["Clients"]["MARTIN"]["Problème"])
    assert said.count("[mailbox]") == 1


def test_an_orphan_of_an_attempt_that_a_person_asked_for_is_swept() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    for hour in range(15, 18):
        story.types(action="Renvoyer").at(f"2026-11-24 {hour}:00")
        story.types(action="").at(f"2026-11-24 {hour}:30")
    story.types(action="Renvoyer").waits_until("2026-11-24 18:00")
    with pytest.raises(Killed):
        run(BILLING, a_desk(story.world, "dead", gate=Orphaning()), story.world.now)
    story.at("2026-11-24 18:45")
    assert len(story.world.sent) == 5
    assert not any(story.world.drafts.values())


def test_a_mail_that_is_put_off_is_tried_again_twice() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    for day in (25, 26, 27):
        last = story.world.sent[-1]
        if "ada@buyer.test" in last.mail.to:
            comes_in(story.world, last, nature=IncomingKind.BOUNCE)
            soft = replace(story.world.arrivals["martin@agence.test"][-1], is_permanent=False)
            story.world.arrivals["martin@agence.test"][-1] = soft
        story.at(f"2026-11-{day} 09:00").at(f"2026-11-{day} 18:30")
    assert len(to(story, "ada@buyer.test")) == 3
    assert cell(story, "Statut") == "Non distribuée"


def test_an_answer_is_labelled_and_told_once() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    comes_in(story.world, first(story), text="Bien reçu, merci")
    story.at("2026-11-24 20:30").at("2026-11-25 09:00").at("2026-11-25 20:00")
    assert cell(story, "Réception") == "Répondue"
    assert "Bien reçu" in cell(story, "À vérifier")
    assert sum(s.startswith("Réponse d’un destinataire") for s in to(story, AGENCY)) == 1


@pytest.mark.parametrize("nature", [IncomingKind.AUTOMATIC, IncomingKind.RECEIPT])
def test_automatic_mail_is_never_answered(nature: IncomingKind) -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    for _ in range(50):
        comes_in(story.world, first(story), nature=nature)
    story.at("2026-11-24 20:30").at("2026-11-25 09:00")
    assert len(story.world.sent) == 1


def test_without_a_word_for_three_days_it_has_probably_arrived() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    assert cell(story, "Réception") == ""
    assert cell(story.at("2026-11-27 15:00"), "Réception") == "Aucun rejet"


def test_a_return_that_names_another_message_is_nobodys() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    comes_in(story.world, first(story), nature=IncomingKind.BOUNCE)
    lie = replace(story.world.arrivals["martin@agence.test"][-1], reference="0" * 32)
    story.world.arrivals["martin@agence.test"][-1] = lie
    assert cell(story.at("2026-11-24 20:30"), "Statut") == "Envoyée"


def test_what_a_mailbox_cannot_send_today_gets_its_number_tomorrow() -> None:
    invoices = tuple(an_invoice(f"F000{n}") for n in range(1, 6))
    rows = workbook_rows(*invoices, settings=settings(daily_mails=3))
    story = Story(TUESDAY, rows).run()
    assert len(story.world.sent) == 3
    assert "demain" in cell(story, "Prochaine étape", "F0004")
    story.at("2026-11-25 14:30")
    assert len(story.world.sent) == 5
    assert faults(story.world) == []


def test_mailboxes_take_turns_and_each_sends_its_oldest_first() -> None:
    invoices = [an_invoice(f"F000{n}") for n in (1, 2, 3)]
    invoices += [an_invoice(f"F000{n}", "BOB") for n in (4, 5)]
    clients, buyers = (a_client(), a_client("DURAND")), (a_buyer(), a_buyer("BOB", "DURAND"))
    story = Story(TUESDAY, workbook_rows(*invoices, clients=clients, buyers=buyers)).run()
    left = [sent.mail.attachments[0].name for sent in story.world.sent]
    assert left == [
        "MARTIN-2026-0001.pdf", "DURAND-2026-0001.pdf", "MARTIN-2026-0002.pdf",
        "DURAND-2026-0002.pdf", "MARTIN-2026-0003.pdf",
    ]  # fmt: skip
    assert faults(story.world) == []
