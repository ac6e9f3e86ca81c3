"""Each protection is switched off, one at a time: the same explorer finds the harm.

With all of them on, it finds none in the very same rehearsal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from tests.jobs.explorer import sabotage
from tests.jobs.explorer.invariants import history_of
from tests.jobs.explorer.rehearsal import TWO, Rehearsal, findings
from tests.jobs.explorer.scheduler import (
    FAIL_AFTER,
    KILL_AFTER,
    KILL_BEFORE,
    OVER,
    RESTORE,
    SWITCH,
    Bounds,
    Twist,
)
from tests.jobs.world.fakes import KEEPING, Fakes
from tests.jobs.world.people import retyped
from tests.jobs.world.world import (
    COPY,
    WORKBOOK,
    World,
    copy_workbook,
    edit_drafts,
    keep_version,
    restore_version,
)

ONE_SWITCH = Bounds(switches=1, sleeps=0)
ONE_SLEEP = Bounds(switches=1)
KILLS = Bounds(runs=1, switches=0, faults=1, acts=(KILL_BEFORE, KILL_AFTER))


def once_billed(world: World) -> None:
    """A run has been, and somebody brings back the version before it."""
    keep_version(world)
    Rehearsal().rest(world)
    restore_version(world)


@dataclass(frozen=True, kw_only=True)
class Protection:
    """What is switched off, where the explorer looks, and what it must find."""

    off: Fakes
    harm: str
    bounds: Bounds = KILLS
    rehearsal: Rehearsal = field(default_factory=lambda: Rehearsal(take_over=(False,)))


PROTECTIONS = {
    "the ticket elects one run": Protection(
        off=Fakes(tickets=sabotage.GenerousTickets),
        harm="sent twice",
        bounds=ONE_SWITCH,
        rehearsal=Rehearsal(),
    ),
    "a run that was taken over is told so": Protection(
        off=Fakes(tickets=sabotage.DiscreetTickets),
        harm="sent twice",
        bounds=ONE_SWITCH,
        rehearsal=Rehearsal(take_over=(False, True)),
    ),
    "a batch is read back": Protection(
        off=Fakes(ledger=sabotage.BlindLedger),
        harm="Conflict: a link of the Journal is missing",
        bounds=Bounds(runs=1, switches=0, faults=1, acts=(OVER,)),
    ),
    "the Journal must reach the ticket's head": Protection(
        off=Fakes(tickets=sabotage.TrustingTickets),
        harm="sent twice",
        bounds=Bounds(runs=1, switches=0),
        rehearsal=Rehearsal(before=once_billed, take_over=(False,)),
    ),
    "the ticket names its workbook": Protection(
        off=Fakes(believed=WORKBOOK),
        harm="Conflict: the Journal lacks",
        bounds=ONE_SWITCH,
        rehearsal=Rehearsal(before=copy_workbook, workbooks=(WORKBOOK, COPY)),
    ),
    "an open ticket is left alone for 40 minutes": Protection(
        off=Fakes(tickets=sabotage.ImpatientTickets),
        harm="an orphan draft",
        bounds=ONE_SWITCH,
        rehearsal=Rehearsal(),
    ),
    "nothing is done outside after 35 minutes": Protection(
        off=Fakes(stopwatch=False),
        harm="an orphan draft",
        bounds=ONE_SLEEP,
        rehearsal=Rehearsal(),
    ),
    "a draft is recorded before it is sent": Protection(
        off=Fakes(outbox=sabotage.HastyOutbox), harm="sent twice"
    ),
    "a draft is known by its message": Protection(
        off=Fakes(outbox=sabotage.FlatteringOutbox),
        harm="sent as edited",
        rehearsal=Rehearsal(take_over=(False,), between=edit_drafts),
    ),
    "what is not consumed is recorded as leaving": Protection(
        off=Fakes(outbox=sabotage.WastefulOutbox),
        harm="left twice",
        bounds=Bounds(switches=0, faults=1, acts=(KILL_AFTER,)),
        rehearsal=Rehearsal(fakes=KEEPING, quiet=2, take_over=(False, True)),
    ),
    "a draft that lies there is no proof that it was not sent": Protection(
        off=Fakes(outbox=sabotage.CredulousOutbox),
        harm="left twice",
        rehearsal=Rehearsal(fakes=KEEPING, quiet=2, take_over=(False,)),
    ),
    "a file is put under a recorded id": Protection(
        off=Fakes(archive=sabotage.WastefulArchive), harm="filed twice"
    ),
}
each_protection = pytest.mark.parametrize(
    "protection", PROTECTIONS.values(), ids=PROTECTIONS.keys()
)


def wrongs(rehearsal: Rehearsal, bounds: Bounds) -> Iterator[str]:
    """Everything the explorer finds wrong, one after another."""
    for finding in findings(rehearsal, bounds):
        yield from finding.wrong if finding else ()


@each_protection
def test_without_it_the_explorer_finds_the_harm(protection: Protection) -> None:
    off = replace(protection.rehearsal, fakes=protection.off, rested={})
    found = wrongs(off, protection.bounds)
    assert any(wrong.startswith(protection.harm) for wrong in found)


@each_protection
def test_with_it_the_explorer_finds_none(protection: Protection) -> None:
    found = wrongs(protection.rehearsal, protection.bounds)
    assert not [wrong for wrong in found if wrong.startswith(protection.harm)]


def take_back(world: World) -> None:
    """Somebody unticks a row."""
    world.workbook.rows = retyped(world.workbook.rows, "F0002", ready=False)


def numbered_too_late(rehearsal: Rehearsal) -> list[int]:
    """Steps at which a row is unticked, read again after that, and numbered all the same."""
    calls = rehearsal.play(())[0].calls
    found = []
    for step in range(1, len(calls)):
        trace, world = rehearsal.play((Twist(step, SWITCH, 1),))
        typed = trace.calls.index((1, "person"))
        batch = trace.calls.index((0, "ledger.append"))
        reread = (0, "ledger.read") in trace.calls[typed:batch]
        if reread and ("MARTIN", "F0002") in history_of(world).documents:
            found.append(step)
    return found


def test_a_row_unticked_before_the_last_reading_gets_no_number() -> None:
    rehearsal = Rehearsal(take_over=(False,), person=take_back)
    assert numbered_too_late(rehearsal) == []


def test_without_a_second_reading_a_row_that_was_taken_back_is_numbered() -> None:
    stale = Fakes(ledger=sabotage.StaleLedger)
    rehearsal = Rehearsal(rows=TWO, take_over=(False,), person=take_back, fakes=stale)
    assert numbered_too_late(rehearsal)


def test_a_lost_answer_to_sending_is_settled_by_looking_never_by_sending_again() -> None:
    lost = Bounds(runs=1, switches=0, faults=2, acts=(FAIL_AFTER,))
    assert list(wrongs(Rehearsal(take_over=(False,)), lost)) == []


def test_a_restored_workbook_is_told_to_a_person_and_touched_no_more() -> None:
    rehearsal = Rehearsal(before=keep_version, take_over=(False,))
    _, world = rehearsal.play((Twist(33, RESTORE),))
    wrong = rehearsal.rest(world)
    assert [each.partition(":")[0] for each in wrong] == ["Conflict"]
