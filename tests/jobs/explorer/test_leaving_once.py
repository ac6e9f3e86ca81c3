"""From a mailbox that keeps the draft of what it sends each mail leaves once, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from invoicing.history.events.transmissions import DraftDropped, FateUnknown, Leaving, Sent
from invoicing.history.records import Stage
from jobs.engine.journal_chain import event_of
from tests.jobs.explorer.invariants import faults, history_of, reached
from tests.jobs.explorer.rehearsal import Rehearsal, findings
from tests.jobs.explorer.scheduler import (
    APPENDS,
    FAIL_AFTER,
    FAIL_BEFORE,
    KILL_AFTER,
    KILL_BEFORE,
    SLEEP,
    Bounds,
    Schedule,
    Trace,
    Twist,
)
from tests.jobs.world.fakes import KEEPING
from tests.jobs.world.people import an_invoice, workbook_rows
from tests.jobs.world.world import World

TWELVE = workbook_rows(*(an_invoice(f"F{n:04}") for n in range(1, 13)))
SEND = "outbox.send"


KILLS = (KILL_BEFORE, KILL_AFTER)
BOUNDS = {
    "killed, or left without an answer": ((False,), Bounds(runs=1, switches=0, faults=1)),
    "two at once": ((False, False), Bounds(switches=1)),
    "taken over alive": ((False, True), Bounds(switches=2, sleeps=0)),
    "killed, and taken over at once": ((False, True), Bounds(switches=0, faults=1, acts=KILLS)),
    "late appends": ((False, False), Bounds(switches=1, faults=1, acts=APPENDS)),
}


@pytest.mark.parametrize(("take_over", "bounds"), BOUNDS.values(), ids=BOUNDS.keys())
def test_a_mail_whose_draft_stays_leaves_once(take_over: tuple[bool, ...], bounds: Bounds) -> None:
    rehearsal = Rehearsal(fakes=KEEPING, quiet=2, take_over=take_over)
    found = list(findings(rehearsal, bounds, of=str(bounds)))
    wrong = [finding for finding in found if finding is not None]
    assert not wrong, "\n\n".join(str(finding) for finding in wrong[:3])
    assert len(found) > 1


def recorded(world: World, kind: type[Leaving | DraftDropped | FateUnknown | Sent]) -> list[str]:
    """The batches of the events of a kind, one an event."""
    return [row.batch for row in reached(world) if isinstance(event_of(row)[0], kind)]


def sendings(trace: Trace) -> Iterator[int]:
    return (step for step, (_, name) in enumerate(trace.calls, 1) if name == SEND)


def test_at_most_ten_are_recorded_as_leaving_at_once_and_before_the_first_leaves() -> None:
    rehearsal = Rehearsal(rows=TWELVE, fakes=KEEPING, take_over=(False,))
    trace, world = rehearsal.play(())
    batches = recorded(world, Leaving)
    assert [batches.count(batch) for batch in dict.fromkeys(batches)] == [10, 2]
    calls = [name for _, name in trace.calls]
    assert calls[: next(sendings(trace)) - 1][-2:] != [SEND, SEND]
    assert len(world.sent) == len(recorded(world, Sent)) == 12
    assert rehearsal.rest(world) == []


def played(step: int, act: str) -> tuple[Rehearsal, World]:
    rehearsal = Rehearsal(rows=TWELVE, fakes=KEEPING, take_over=(False,), quiet=2)
    schedule: Schedule = (Twist(step, act),)
    return rehearsal, rehearsal.play(schedule)[1]


def third_sending() -> int:
    rehearsal = Rehearsal(rows=TWELVE, fakes=KEEPING, take_over=(False,))
    return list(sendings(rehearsal.play(())[0]))[2]


def test_whoever_finds_a_slice_that_is_leaving_only_looks() -> None:
    rehearsal, world = played(third_sending(), KILL_AFTER)
    stages = [document.main.stage for document in history_of(world).documents.values()]
    assert (stages.count(Stage.OUT), len(world.sent)) == (10, 3)
    assert rehearsal.rest(world) == []
    assert (len(recorded(world, Sent)), len(recorded(world, FateUnknown))) == (5, 7)
    assert len(world.sent) == 5


@pytest.mark.parametrize(("act", "unknown"), [(FAIL_BEFORE, 1), (FAIL_AFTER, 0)])
def test_what_a_run_has_not_begun_to_send_is_written_anew_by_the_next(
    act: str, unknown: int
) -> None:
    rehearsal, world = played(third_sending(), act)
    assert len(recorded(world, DraftDropped)) == 7
    assert rehearsal.rest(world) == []
    assert len(recorded(world, FateUnknown)) == unknown
    assert len(world.sent) == 12 - unknown


def test_a_run_that_sleeps_before_it_sends_does_not_send_any_more() -> None:
    rehearsal, world = played(third_sending() - 1, SLEEP)
    assert rehearsal.rest(world) == []
    assert faults(world) == []
