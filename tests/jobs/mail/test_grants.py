"""A mailbox lets us in no more: its client stops, others go on, and the agency is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from invoicing.document.parties import Agency
from invoicing.history.contract_end import ContractEnd, Done
from invoicing.history.events.contract_end import ClosingStep, StepRestored
from invoicing.history.history import History
from invoicing.register.mailbox_access import dead
from invoicing.register.register import Register
from invoicing.rows.tabs import Rows
from jobs.engine.run import End, run
from jobs.mail.mailboxes import open_box
from tests.jobs.explorer.invariants import harms, history_of
from tests.jobs.explorer.rehearsal import BILLING, Rehearsal
from tests.jobs.explorer.scheduler import KILL_BEFORE
from tests.jobs.explorer.test_killed_anywhere import deaths
from tests.jobs.test_billing import numbers
from tests.jobs.world.asking import CLIENT, Story, asking_rows, cell, named, number, paris, to
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import a_client, settings, two_clients
from tests.jobs.world.world import World

TUESDAY = "2026-11-24 14:15"
OFFICE, MARTIN, DURAND = "bureau@agence.test", "martin@agence.test", "durand@agence.test"
SUBJECT = "Boîte à autoriser de nouveau"


def with_office(rows: Rows, **values: bool) -> Rows:
    """The agency has a mailbox of its own."""
    return replace(rows, settings=settings(agency=Agency(name="Agence", email=OFFICE), **values))


def told(story: Story) -> list[str]:
    """From which mailbox the agency was told, each time."""
    return [sent.mail.mailbox for sent in named(story, SUBJECT)]


def client_cell(story: Story, header: str) -> str:
    return str(story.world.workbook.shown["Clients"]["MARTIN"].get(header) or "")


def closed() -> Story:
    """Two clients; the grant of the one's mailbox is dead."""
    story = Story(TUESDAY, with_office(two_clients()))
    story.world.revoked.add(MARTIN)
    return story


def test_its_client_stops_others_go_on_and_the_agency_is_told_once() -> None:
    story = closed().run()
    assert numbers(story.world) == {"F0002": "DURAND-2026-0001"}
    assert told(story) == [OFFICE]
    assert MARTIN in named(story, SUBJECT)[0].mail.letter.subject
    assert "Martin SARL" in named(story, SUBJECT)[0].mail.letter.text
    assert "authorize --mailbox martin@agence.test" in client_cell(story, "Problème")
    for when in ("14:30", "14:45", "18:00"):
        story.at(f"2026-11-24 {when}")
    story.at("2026-11-25 09:00").at("2026-12-10 09:00")
    assert len(told(story)) == 1
    assert to(story, "ada@buyer.test") == []
    assert harms(story.world) == []


def test_a_new_grant_is_noticed_and_the_next_death_is_told_again() -> None:
    story = closed().run()
    story.world.revoked.clear()
    story.at("2026-11-24 15:00")
    assert number(story) == "MARTIN-2026-0001"
    assert history_of(story.world).dead == {}
    assert client_cell(story, "Problème") == ""

    story.world.revoked.add(MARTIN)
    story.at("2026-11-25 09:00").at("2026-11-25 09:15")
    assert len(told(story)) == 2
    assert len(history_of(story.world).dead) == 1


def test_a_mailbox_with_nothing_to_send_is_noticed_when_it_is_read() -> None:
    story = Story(TUESDAY, with_office(two_clients())).run()
    story.world.revoked.add(MARTIN)
    assert told(story.at("2026-11-25 09:00")) == [OFFICE]
    assert story.at("2026-11-25 09:15").end is End.IDLE  # what is known costs no further run
    assert "authorize" in client_cell(story, "Problème")
    story.world.revoked.clear()
    assert story.at("2026-11-25 09:30").end is End.DONE
    assert (client_cell(story, "Problème"), history_of(story.world).dead) == ("", {})
    assert story.at("2026-11-25 09:45").end is End.IDLE


def test_the_day_s_summary_names_it_for_as_long_as_it_lasts() -> None:
    story = Story(TUESDAY, with_office(two_clients(), digest=True))
    story.world.revoked.add(MARTIN)
    story.run().at("2026-11-25 09:00")
    texts = [sent.mail.letter.text for sent in named(story, "Facturation : bilan")]
    line = f"Boîtes à autoriser de nouveau (1)\n{MARTIN} (MARTIN), depuis le 24/11/2026"
    assert [text.count(line) for text in texts] == [1, 1]
    assert all("[mailbox-unauthorised]" not in text for text in texts)
    story.world.revoked.clear()
    story.at("2026-11-26 09:00")
    assert MARTIN not in named(story, "Facturation : bilan")[-1].mail.letter.text


def test_without_a_mailbox_of_its_own_the_agency_is_told_from_no_other() -> None:
    story = Story(TUESDAY, two_clients())
    story.world.revoked.add(MARTIN)
    story.run().at("2026-11-25 09:00")
    assert told(story) == []
    assert "authorize" in client_cell(story, "Problème")


def test_a_request_that_waits_for_the_agency_s_own_mailbox_says_so() -> None:
    story = Story(TUESDAY, with_office(asking_rows()))
    story.world.revoked.add(OFFICE)
    story.run()
    assert (story.world.sent, history_of(story.world).dead) == ([], {})
    assert "[agency-mailbox]" in cell(story, "Problème")
    story.world.revoked.clear()
    story.at("2026-11-24 14:30")
    assert len(to(story, CLIENT)) == 1
    assert cell(story, "Problème") == ""


def test_a_mailbox_that_only_does_not_answer_is_not_dead() -> None:
    story = Story(TUESDAY, with_office(two_clients()))
    story.world.dead.add(MARTIN)
    story.run().at("2026-11-24 14:30")
    assert (told(story), history_of(story.world).dead) == ([], {})
    assert cell(story, "Prochaine étape") == "attend : voir la fiche du client MARTIN"


@pytest.mark.parametrize("step", [ClosingStep.CREDENTIALS, ClosingStep.LET_GO])
def test_a_mailbox_that_was_given_back_is_no_dead_one(step: ClosingStep) -> None:
    story = closed().run()
    history = history_of(story.world)
    assert [client.code for client, _ in dead([a_client()], history)] == ["MARTIN"]
    closing = ContractEnd(steps={step: Done(at=story.world.now, event=StepRestored(step=step))})
    given_back = History(dead=history.dead, closings={"MARTIN": closing})
    assert list(dead([a_client()], given_back)) == []


@pytest.mark.parametrize("step", [ClosingStep.CREDENTIALS, ClosingStep.LET_GO])
def test_nobody_is_written_to_from_a_mailbox_that_was_given_back(step: ClosingStep) -> None:
    now = paris(TUESDAY)
    closing = ContractEnd(steps={step: Done(at=now, event=StepRestored(step=step))})
    given_back = History(closings={"DURAND": closing})
    assert open_box(Register.opened(two_clients(), History(), now), History()) == DURAND
    assert open_box(Register.opened(two_clients(), given_back, now), given_back) == MARTIN


def died_since(world: World) -> None:
    """Everything had left when the grant died."""
    world.now = paris("2026-11-24 09:00")
    run(BILLING, a_desk(world, "earlier"), world.now)
    world.revoked.add(MARTIN)
    world.wait(timedelta(hours=7))


def test_the_agency_is_told_once_wherever_the_run_dies() -> None:
    """Before each call is after the one before; a call that is refused has no effect to die of."""
    rows = with_office(two_clients())
    rehearsal = Rehearsal(rows=rows, take_over=(False,), before=died_since)
    for schedule, world in deaths(KILL_BEFORE, rehearsal):
        assert rehearsal.rest(world) == [], schedule
        assert sum(s.mail.letter.subject.startswith(SUBJECT) for s in world.sent) == 1
