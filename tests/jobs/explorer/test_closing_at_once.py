"""Two runs at once while a contract ends, and two people at two command lines: nothing is twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import pytest

from invoicing.history.events.contract_end import ClosingStep, StepEvent
from jobs.engine.journal_chain import event_of
from jobs.engine.run import End, run
from jobs.on_request.hand_over_credentials import hand_over
from jobs.ports import Refused
from tests.jobs.explorer.invariants import harms, reached
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.explorer.scheduler import (
    A_LONG_WHILE,
    SLEEP,
    SWITCH,
    Scheduler,
    Trace,
    Twist,
    labels,
)
from tests.jobs.world.asking import Story
from tests.jobs.world.closings import accepted, confirmed_one, ready, received
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.world import World
from tests.sampling import sampled

T = TypeVar("T")
Begin = Callable[[], Story]
Start = Callable[[World, Scheduler], End]
ONCE = ("handover.rotate", "handover.ask_forwarding", "handover.forward", "handover.withdraw")


def bills(world: World, scheduler: Scheduler) -> End:
    return run(BILLING, a_desk(world, world.new_id("run"), gate=scheduler), world.now)


def hands_over(told: list[str], world: World, scheduler: Scheduler) -> End:
    desk = a_desk(world, world.new_id("run"), gate=scheduler)
    try:
        told.append(hand_over(desk, world.now, seller="MARTIN", noted_by="Léa"))
    except Refused:
        return End.REFUSED
    return End.DONE


class Counting(Scheduler):
    """Also counts what has happened outside: a call that is put off is no effect yet."""

    def __init__(self, world: World, schedule: Sequence[Twist]) -> None:
        super().__init__(world, schedule)
        self.effects: Counter[str] = Counter()

    def call(self, name: str, effect: Callable[[], T], /, **otherwise: Callable[[], T]) -> T:
        def happens() -> T:
            self.effects[name] += 1
            return effect()

        return super().call(name, happens, **otherwise)


@dataclass(frozen=True, kw_only=True)
class Played:
    """What came of one order."""

    world: World
    act: str
    trace: Trace
    effects: Counter[str]

    @property
    def steps(self) -> Counter[str]:
        """How often each step is recorded as done."""
        events = (event for event, _ in map(event_of, reached(self.world)))
        return Counter(event.step.value for event in events if isinstance(event, StepEvent))


def played(world: World, starts: tuple[Start, Start], *twists: Twist) -> Played:
    scheduler = Counting(world, twists)
    trace = scheduler.play([partial(start, world, scheduler) for start in starts])
    act = twists[0].act if twists else ""
    return Played(world=world, act=act, trace=trace, effects=scheduler.effects)


def orders(begin: Begin, starts: tuple[Start, Start]) -> Iterator[Played]:
    """Let the second pass before any one call of the first; or after it, while the first sleeps."""
    fresh = begin().world
    plain = played(deepcopy(fresh), starts)
    yield plain
    calls = plain.trace.calls
    for act in (SWITCH, SLEEP):
        of = f"{begin.__name__} {act}"
        for step in sampled(range(1, len(calls) + 1), partial(labels, calls), of):
            yield played(deepcopy(fresh), starts, Twist(step, act, 1))


@pytest.mark.parametrize("begin", [confirmed_one, accepted, received])
def test_two_runs_at_once_do_each_step_once(begin: Begin) -> None:
    for each in orders(begin, (bills, bills)):
        assert set(each.steps.values()) == {1}, each.trace
        assert harms(each.world) == [], each.trace
        if each.act != SLEEP:
            assert max(each.effects[name] for name in ONCE) == 1, each.trace


@pytest.mark.parametrize("other", ["a person", "a run"])
def test_a_password_is_rotated_once_and_one_phrase_told(other: str) -> None:
    told: list[str] = []
    person = partial(hands_over, told)
    for each in orders(ready, (person, person if other == "a person" else bills)):
        if each.act != SLEEP:
            assert each.effects["handover.rotate"] == 1, each.trace
        if not told:  # who slept too long begins again
            each.world.wait(A_LONG_WHILE)
            person(each.world, Counting(each.world, ()))
        assert each.steps[ClosingStep.CREDENTIALS.value] == len(told) == 1, each.trace
        assert harms(each.world) == [], each.trace
        told.clear()
