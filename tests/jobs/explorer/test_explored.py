"""Every order in which two runs may meet, within bounds; and more of them at random.

``make test`` plays a sample that has every act at every call, ``make endure`` all of them.
``EXPLORE=20000`` plays that many random schedules more (``make bench``).
"""

from __future__ import annotations

import os
import random

import pytest

from tests import sampling
from tests.jobs.explorer.rehearsal import Rehearsal, findings
from tests.jobs.explorer.scheduler import (
    APPENDS,
    FAULTS,
    RESTORE,
    SLEEP,
    SWITCH,
    Bounds,
    Schedule,
    Twist,
)
from tests.jobs.world.people import two_clients
from tests.jobs.world.world import COPY, WORKBOOK, World, copy_workbook, keep_version
from tests.sampling import is_whole

PARTS = 8
EXPLORE = int(os.environ.get("EXPLORE", "0")) or (800 if is_whole() else 240)
in_parts = pytest.mark.parametrize("part", range(PARTS))


def explore(rehearsal: Rehearsal, bounds: Bounds, part: int = 0, parts: int = 1) -> None:
    found = list(findings(rehearsal, bounds, (part, parts), of=str(bounds)))
    wrong = [finding for finding in found if finding is not None]
    print(f"{len(found)} schedules, {len(rehearsal.rested)} worlds")  # noqa: T201  (shown with -s)
    assert not wrong, "\n\n".join(str(finding) for finding in wrong[:3])
    assert len(found) > 1


@in_parts
def test_two_runs_are_as_one_in_every_order_with_two_preemptions(part: int) -> None:
    explore(Rehearsal(), Bounds(switches=2), part, PARTS)


@in_parts
def test_two_runs_are_as_one_in_every_order_with_one_preemption_and_one_fault(part: int) -> None:
    explore(Rehearsal(), Bounds(switches=1, faults=1), part, PARTS)


@in_parts
def test_a_run_taken_over_alive_does_no_harm(part: int) -> None:
    explore(Rehearsal(take_over=(False, True)), Bounds(switches=2, sleeps=0), part, PARTS)


@in_parts
def test_appends_that_land_late_or_over_others_do_no_harm(part: int) -> None:
    explore(Rehearsal(), Bounds(switches=1, faults=1, acts=APPENDS), part, PARTS)


def test_an_append_that_lands_over_another_in_a_run_alone_is_mended_by_it() -> None:
    explore(Rehearsal(take_over=(False,)), Bounds(runs=1, switches=0, faults=2, acts=APPENDS))


def billed_once(world: World) -> None:
    """A first run has been; the version before it is kept."""
    keep_version(world)
    Rehearsal().rest(world)


@in_parts
def test_a_workbook_restored_at_any_call_is_noticed_or_does_no_harm(part: int) -> None:
    restored = Bounds(switches=1, sleeps=0, faults=1, acts=(RESTORE,))
    explore(Rehearsal(before=keep_version), restored, part, PARTS)


def test_a_workbook_restored_to_before_its_last_run_bills_nothing_again() -> None:
    rehearsal = Rehearsal(before=billed_once, take_over=(False,))
    trace, world = rehearsal.play((Twist(1, RESTORE),))
    assert trace.ends == {0: "Conflict: the Journal lacks the batch that the last ticket names"}
    assert len(world.sent) == len(world.files) == 2


def test_a_copied_workbook_takes_no_ticket_from_the_original_in_any_order() -> None:
    rehearsal = Rehearsal(before=copy_workbook, workbooks=(WORKBOOK, COPY))
    bounds = Bounds(switches=2, sleeps=0)
    found = list(findings(rehearsal, bounds))
    copied = "Conflict: the ticket is another workbook's"
    assert {finding and finding.wrong for finding in found} == {(copied,)}


def a_random_schedule(seed: int, runs: int) -> Schedule:
    chance = random.Random(seed)  # noqa: S311  (a schedule is no secret)
    acts = [SWITCH] * 6 + [SLEEP, *FAULTS, *APPENDS[:1]]
    steps = sorted(chance.sample(range(1, 45 * runs), chance.randint(2, 9)))
    return tuple(Twist(step, chance.choice(acts), chance.randrange(runs)) for step in steps)


@pytest.mark.parametrize("runs", [3, 5])
@pytest.mark.parametrize("word", [False, True], ids=["waiting", "taking over"])
@pytest.mark.parametrize("part", range(2))
def test_many_runs_at_random_are_as_one(runs: int, part: int, *, word: bool) -> None:
    rehearsal = Rehearsal(rows=two_clients(), take_over=(*(False,) * (runs - 1), word))
    count = EXPLORE // 8
    first = (2 * sampling.seed() + part) * count
    print(f"seeds {first} to {first + count - 1}")  # noqa: T201  (shown with -s)
    for seed in range(first, first + count):
        schedule = a_random_schedule(seed, runs)
        trace, world = rehearsal.play(schedule)
        wrong = rehearsal.wrong(schedule, trace, world)
        assert not wrong, f"seed {seed}: {wrong}\n{schedule}\n{trace}"


@pytest.mark.parametrize("runs", [2, 5])
def test_runs_started_together_leave_what_one_run_leaves(runs: int) -> None:
    alone = Rehearsal(take_over=(False,)).play(())[1]
    together = Rehearsal(take_over=(False,) * runs).play(
        tuple(Twist(step, SWITCH, step % runs) for step in range(1, 30))
    )[1]
    assert [sent.mail for sent in together.sent] == [sent.mail for sent in alone.sent]
    assert sorted(file.content for file in together.files.values()) == sorted(
        file.content for file in alone.files.values()
    )
