"""What may come between a request and its answer: people, mailboxes, deaths and nonsense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest

from invoicing.document.invoice import DocumentType
from invoicing.document.parties import Agency
from jobs.engine.run import End, run
from tests.jobs.explorer.invariants import faults
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.world.asking import (
    BUYER,
    CLIENT,
    Story,
    asking_rows,
    cell,
    named,
    number,
    paris,
    requests,
    to,
)
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, comes_in, submit
from tests.jobs.world.people import a_buyer, a_client, an_invoice, settings, workbook_rows
from tests.jobs.world.world import Killed, edit_drafts

T = TypeVar("T")
TUESDAY = "2026-11-24 14:15"
ONLY_WEEKDAYS = settings(hours=replace(settings().hours, days=frozenset(range(5))))


@dataclass(frozen=True)
class DeadlyGate:
    """The machine goes away before the first call of that name."""

    name: str

    def call(self, name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        if name == self.name:
            raise Killed
        return effect()


def dies_before(story: Story, call: str) -> Story:
    with pytest.raises(Killed):
        run(BILLING, a_desk(story.world, "dead", gate=DeadlyGate(call)), story.world.now)
    return story


def test_a_request_drafted_three_hours_ago_names_a_new_deadline() -> None:
    story = dies_before(Story(TUESDAY), "outbox.send").at("2026-11-24 17:15")
    assert to(story, CLIENT) == ["À valider F0001 v1 avant 2026-11-26 16:30"]
    assert not number(story.at("2026-11-26 17:15"))
    assert number(story.at("2026-11-26 17:30"))
    assert faults(story.world) == []


def test_a_request_that_somebody_rewrote_in_gmail_is_written_anew() -> None:
    story = dies_before(Story(TUESDAY), "outbox.send")
    edit_drafts(story.world)
    story.at("2026-11-24 15:00")
    assert [sent.edited for sent in requests(story)] == [False]
    assert number(story.answers(approves=True).at("2026-11-24 15:15"))
    assert faults(story.world) == []


def test_a_request_that_somebody_deleted_in_gmail_waits_for_a_person() -> None:
    story = dies_before(Story(TUESDAY), "outbox.send")
    story.world.drafts.clear()
    story.at("2026-11-24 15:00").at("2026-12-10 15:00")
    assert requests(story) == []
    assert cell(story, "Statut") == "Bloquée : voir Problème"
    assert "a disparu" in cell(story, "Problème")
    story.types(action="Remettre en validation").at("2026-12-10 15:15")
    assert number(story.answers(approves=True).at("2026-12-10 15:30"))
    assert faults(story.world) == []


def test_a_row_deleted_while_the_client_thinks_is_not_sent() -> None:
    story = Story(TUESDAY).run()
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=())
    story.answers(approves=True).at("2026-11-24 15:00").at("2026-12-10 15:00")
    assert to(story, BUYER) == []
    assert any("plus valable" in subject for subject in to(story, CLIENT))
    assert faults(story.world) == []


def test_a_row_unticked_while_the_client_thinks_is_asked_about_anew_if_it_comes_back() -> None:
    story = Story(TUESDAY).run().types(ready=False).answers(approves=True)
    story.at("2026-11-24 15:00").at("2026-12-10 15:00")
    assert not number(story)
    assert any("plus valable" in subject for subject in to(story, CLIENT))
    story.types(ready=True).at("2026-12-10 15:15")
    assert requests(story)[-1].mail.letter.subject.startswith("À valider F0001 v2")
    assert not number(story)
    assert number(story.answers(approves=True).at("2026-12-10 15:30"))
    assert faults(story.world) == []


def test_a_row_unticked_over_the_deadline_has_no_silence() -> None:
    story = Story(TUESDAY).run().types(ready=False).at("2026-11-26 15:00")
    story.types(ready=True).at("2026-11-26 15:15")
    assert number(story)  # the client saw this very content for 48 hours, and said nothing
    assert faults(story.world) == []


def test_what_silence_approved_and_was_edited_before_monday_is_asked_anew() -> None:
    rows = replace(asking_rows(), settings=ONLY_WEEKDAYS)
    story = Story("2026-11-27 14:15", rows).run().at("2026-11-29 15:00")
    assert cell(story, "Validée par") == "Accord tacite (48 h)"
    story.types(net_price=Decimal(90)).at("2026-11-30 08:00")
    assert not number(story)
    assert len(requests(story)) == 2
    assert number(story.at("2026-12-02 08:30"))


def test_silence_of_sunday_is_not_numbered_on_monday_unless_the_form_is_read_again() -> None:
    rows = replace(asking_rows(), settings=ONLY_WEEKDAYS)
    story = Story("2026-11-27 14:15", rows).run().at("2026-11-29 15:00")
    story.waits_until("2026-11-30 07:50").answers(approves=False)
    story.world.dead.add("form")
    assert not number(story.at("2026-11-30 08:00"))
    story.world.dead.clear()
    story.at("2026-11-30 08:15")
    assert not number(story)
    assert cell(story, "Statut") == "Correction demandée"


def test_an_agreement_in_a_row_that_is_still_typed_in_is_worth_no_run() -> None:
    words = {"agreed_on": date(2026, 11, 24), "agreed_by": "Téléphone", "noted_by": "Zoé"}
    rows = replace(asking_rows(**words), settings=settings(delay_minutes=10))
    story = Story(TUESDAY, rows).run()
    assert story.at("2026-11-24 14:20").end is End.IDLE
    assert number(story.at("2026-11-24 14:30"))


def test_what_has_its_number_is_asked_about_no_more_and_stops_nobody() -> None:
    story = Story(TUESDAY).run().answers(approves=True).at("2026-11-24 15:00")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    story.types(action="Remettre en validation").at("2026-11-24 15:15")
    assert [sent.mail.letter.subject.split()[2] for sent in requests(story)] == ["F0001", "F0002"]
    assert cell(story, "Validée par") == "Formulaire"
    assert story.at("2026-11-24 15:30").end is End.IDLE


def test_nobody_is_asked_any_more_when_the_client_wants_no_more_approvals() -> None:
    story = Story(TUESDAY).run()
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, clients=(a_client(approval="Aucune"),))
    assert number(story.at("2026-11-24 15:00"))
    story.answers(approves=True).at("2026-11-24 15:15")
    assert any("déjà" in subject for subject in to(story, CLIENT))


def test_an_objection_stands_even_when_no_approval_is_wanted_any_more() -> None:
    story = Story(TUESDAY).run().answers(approves=False).at("2026-11-24 15:00")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, clients=(a_client(approval="Aucune"),))
    assert not number(story.at("2026-11-24 15:15"))


def test_two_clients_with_one_approver_are_kept_apart() -> None:
    both = {"approval": "Toutes", "approver": "chef@groupe.test"}
    rows = workbook_rows(
        an_invoice("F0001"),
        an_invoice("F0002", "BOB"),
        clients=(a_client(**both), a_client("DURAND", **both)),
        buyers=(a_buyer(), a_buyer("BOB", "DURAND")),
    )
    story = Story(TUESDAY, rows).run()
    assert len(to(story, "chef@groupe.test")) == 2
    submit(story.world, buttons(requests(story)[0])[0])
    submit(story.world, buttons(requests(story)[1])[1])
    story.at("2026-11-24 15:00")
    states = {cell(story, "Statut", key) for key in ("F0001", "F0002")}
    assert states == {"Envoyée", "Correction demandée"}


def test_a_new_approver_while_the_client_thinks_stops_until_the_old_one_confirms() -> None:
    story = Story(TUESDAY).run()
    rows = story.world.workbook.rows
    changed = replace(rows.clients[0], approver="autre@client.test")
    story.world.workbook.rows = replace(rows, clients=(changed,))
    story.at("2026-11-24 15:00").at("2026-11-27 15:00")
    assert not number(story)
    assert to(story, "autre@client.test") == []
    submit(story.world, buttons(named(story, "À confirmer")[0])[0])
    assert number(story.at("2026-11-27 15:15"))  # he had been asked, and was silent
    assert faults(story.world) == []


def test_an_unsent_request_goes_to_the_new_approver_under_a_code_of_his_own() -> None:
    story = dies_before(Story(TUESDAY), "outbox.send")
    rows = story.world.workbook.rows
    changed = replace(rows.clients[0], approver="autre@client.test")
    story.world.workbook.rows = replace(rows, clients=(changed,))
    story.at("2026-11-24 15:00")
    submit(story.world, buttons(named(story, "À confirmer")[0])[0])
    story.at("2026-11-24 15:15")
    (request,) = requests(story)
    assert request.mail.to == ("autre@client.test",)
    assert request.mail.letter.subject.startswith("À valider F0001 v2")
    assert number(story.answers(approves=True).at("2026-11-24 15:30"))
    assert faults(story.world) == []


def test_another_mailbox_of_the_agency_makes_silence_say_nothing() -> None:
    story = Story(TUESDAY).run()
    agency = Agency(name="Agence", email="bureau@agence.test")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, settings=settings(agency=agency))
    story.at("2026-11-26 15:00")
    assert not number(story)
    assert "boîte" in cell(story, "Problème")
    assert number(story.answers(approves=True, nth=0).at("2026-11-26 15:15"))


def test_one_reply_to_two_requests_is_told_with_both() -> None:
    rows = replace(asking_rows(), invoices=(an_invoice("F0041"), an_invoice("F0042")))
    story = Story(TUESDAY, rows).run()
    comes_in(story.world, requests(story)[0], text="attendez")
    story.at("2026-11-24 15:00")
    [note] = named(story, "Réponse à lire")
    assert note.mail.letter.subject == "Réponse à lire : F0041 et F0042"
    assert "accord pour F0041 et F0042." in note.mail.letter.text
    assert note.mail.letter.text.count("€ TTC)") == 2  # what each of them is


def test_a_credit_note_that_nobody_answers_waits_until_its_code_expires() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run().at("2026-11-24 15:00")
    back = an_invoice(
        "F0002", document_type=DocumentType.CREDIT_NOTE, original=number(story), reason="Retour",
        item_name="", net_price=None,
    )  # fmt: skip
    rows = story.world.workbook.rows
    client = a_client(approval="Les spécifiques")
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, back), clients=(client,))
    story.at("2026-11-24 16:00").at("2026-12-20 10:00")
    assert cell(story, "Statut", "F0002") == "En attente du client"  # silence is no consent
    story.at("2026-12-27 10:00")
    assert cell(story, "Statut", "F0002") == "Bloquée : voir Problème"
    assert "a expiré" in cell(story, "Problème", "F0002")
    story.answers(approves=True).at("2026-12-27 10:15")
    assert any("expiré" in subject for subject in to(story, CLIENT))
    story.types("F0002", action="Remettre en validation").at("2026-12-27 10:30")
    story.answers(approves=True).at("2026-12-28 10:30")
    assert cell(story, "Statut", "F0002") == "Envoyée"


@pytest.mark.parametrize("asked", ["2026-10-24 02:30", "2027-03-27 02:30"])
def test_the_deadline_is_named_on_the_seller_s_clock_through_both_changes(asked: str) -> None:
    story = Story(asked).run()
    until = paris(asked) + timedelta(hours=48, minutes=15)
    assert to(story, CLIENT) == [f"À valider F0001 v1 avant {until:%Y-%m-%d %H:%M}"]
    assert not number(story.at("2026-10-26 01:30" if asked < "2027" else "2027-03-29 03:30"))


@pytest.mark.parametrize("hours", [-5, 0, 721, 10**12])
def test_a_delay_that_leaves_no_time_or_no_end_asks_nobody(hours: int) -> None:
    client = a_client(approval="Toutes", approval_hours=hours)
    story = Story(TUESDAY, workbook_rows(an_invoice(), clients=(client,))).run()
    assert story.world.sent == []
    assert cell(story, "Statut") == "Bloquée : voir Problème"
