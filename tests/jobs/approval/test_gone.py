"""A row that disappears while its client is asked: he is told, and his mailbox is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

import pytest

from invoicing.history.records import DocumentKey
from jobs.engine.run import End, run
from jobs.ports import IncomingKind
from tests.jobs.explorer.invariants import faults, history_of
from tests.jobs.explorer.rehearsal import BILLING, Rehearsal
from tests.jobs.explorer.scheduler import KILL_AFTER, KILL_BEFORE
from tests.jobs.explorer.test_killed_anywhere import deaths
from tests.jobs.world.asking import CLIENT, Story, asking_rows, cell, number, paris, requests, to
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import comes_in
from tests.jobs.world.people import settings
from tests.jobs.world.world import World

T = TypeVar("T")
TUESDAY = "2026-11-24 14:15"
ROWS = replace(asking_rows(), settings=settings(delay_minutes=10))


@dataclass
class Listening:
    """Remembers what a run asked of the world."""

    calls: list[str] = field(default_factory=list)

    def call(self, name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        self.calls.append(name)
        return effect()


def asked() -> Story:
    """The client has his request."""
    return Story(TUESDAY, ROWS).run().at("2026-11-24 14:30")


def without_rows(story: Story) -> Story:
    story.world.workbook.rows = replace(ROWS, invoices=())
    return story


def told(story: Story) -> list[str]:
    """What the client has heard of it."""
    return [subject for subject in to(story, CLIENT) if subject.startswith("Demande retirée")]


def test_who_was_asked_about_a_row_that_is_gone_is_told_once() -> None:
    story = without_rows(asked()).at("2026-11-24 15:00")
    assert told(story) == []
    story.at("2026-11-24 15:15").at("2026-11-24 15:30").at("2026-11-27 15:00")
    assert len(told(story)) == 1
    assert to(story, CLIENT)[-1] == told(story)[0]  # nobody reminds him
    assert faults(story.world) == []


def test_a_row_that_was_only_moved_goes_on_as_it_was() -> None:
    story = without_rows(asked()).at("2026-11-24 15:00")
    story.world.workbook.rows = ROWS
    story.at("2026-11-24 15:15").at("2026-11-24 15:30")
    assert (told(story), len(requests(story))) == ([], 1)
    assert number(story.answers(approves=True).at("2026-11-24 15:45"))


def test_a_row_that_comes_back_late_is_asked_about_anew() -> None:
    story = without_rows(asked()).at("2026-11-24 15:00").at("2026-11-24 15:15")
    story.world.workbook.rows = ROWS
    story.at("2026-11-24 15:30").at("2026-11-24 15:45")
    assert [sent.mail.letter.subject.partition(" avant")[0] for sent in requests(story)] == [
        "À valider F0001 v1", "À valider F0001 v2",
    ]  # fmt: skip
    assert not number(story.answers(approves=True, nth=0).at("2026-11-24 16:00"))
    assert cell(story, "Statut") == "En attente du client"
    assert number(story.answers(approves=True).at("2026-11-24 16:15"))
    assert faults(story.world) == []


def test_the_mailbox_of_a_request_that_is_withdrawn_is_read_no_more() -> None:
    story = without_rows(asked()).at("2026-11-24 15:00").at("2026-11-24 15:15")
    gate = Listening()
    story.world.now = paris("2026-11-24 15:30")
    assert run(BILLING, a_desk(story.world, gate=gate), story.world.now) is End.IDLE
    assert not {"inbox.since", "inbox.mark"} & set(gate.calls)


def test_the_mailbox_of_a_code_that_expired_long_ago_is_read_no_more() -> None:
    story = asked().types(action="Retirer").at("2026-11-24 15:00").at("2027-02-01 09:00")
    gate = Listening()
    run(BILLING, a_desk(story.world, gate=gate), story.world.now + timedelta(hours=1))
    assert "inbox.since" not in gate.calls


def test_who_never_got_the_request_is_told_nothing() -> None:
    story = asked()
    comes_in(story.world, requests(story)[0], nature=IncomingKind.BOUNCE)
    without_rows(story.at("2026-11-24 14:45")).at("2026-11-24 15:00").at("2026-11-24 15:15")
    assert told(story) == []
    key = DocumentKey(client="MARTIN", reference="F0001")
    assert history_of(story.world).dossiers[key].current is None


def gone(world: World) -> None:
    """The client was asked, and his row has been away for long enough."""
    world.now = paris(TUESDAY)
    for _ in range(2):
        run(BILLING, a_desk(world, "earlier"), world.now)
        world.wait(timedelta(minutes=15))
    world.workbook.rows = replace(ROWS, invoices=())
    run(BILLING, a_desk(world, "without the row"), world.now)
    world.wait(timedelta(minutes=15))


@pytest.mark.parametrize("act", [KILL_BEFORE, KILL_AFTER])
def test_the_client_is_told_once_wherever_the_run_dies(act: str) -> None:
    rehearsal = Rehearsal(rows=ROWS, take_over=(False,), before=gone)
    for schedule, world in deaths(act, rehearsal):
        assert rehearsal.rest(world) == [], schedule
        assert sum(s.mail.letter.subject.startswith("Demande retirée") for s in world.sent) == 1
