"""Decides whose call to the outside goes next, and which calls fail.

The real, synchronous code of a run lives in a greenlet.  A schedule is a list of twists, each at
the n-th call of all; without any, the first run goes on to its end, then the second.  Nothing is
left to chance: the same twists make the same execution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple, TypeVar

import greenlet

from jobs.engine.run import End
from jobs.ports import Trouble, Unavailable
from tests.jobs.world.world import Killed, World, restore_version
from tests.sampling import sampled

T = TypeVar("T")
A_LONG_WHILE = timedelta(minutes=41)
A_CALL = timedelta(minutes=5)  # at most, from asking to effect: time-outs end what takes longer
SWITCH, SLEEP = "switch", "sleep"  # another goes on, before this call; or after it, and much later
KILL_BEFORE, KILL_AFTER = "killed before", "killed after"
FAIL_BEFORE, FAIL_AFTER = "unavailable before", "unavailable after"
LATE, OVER = "late", "over"  # an append lands later, or over the one before it
READS = frozenset({
    "ledger.read", "ledger.tail", "ledger.contents", "tickets.get", "archive.get",
    "outbox.drafts", "outbox.reference", "outbox.sent", "outbox.fate",
})  # fmt: skip
RECORD = "ledger.append"  # a stage's work is recorded: what has been is never done again
AFTER = frozenset({KILL_AFTER, FAIL_AFTER})
SWITCHES = frozenset({SWITCH, SLEEP})
FAULTS = (KILL_BEFORE, KILL_AFTER, FAIL_BEFORE, FAIL_AFTER)
APPENDS = (LATE, OVER)
RESTORE = "restored"  # somebody restores an older version of the workbook, before this call


class Twist(NamedTuple):
    """What happens at the n-th call."""

    step: int
    act: str
    to: int = 0  # which run goes on


Schedule = tuple[Twist, ...]


@dataclass(slots=True)
class Trace:
    """What happened: who made which call, and how each run ended."""

    calls: list[tuple[int, str]] = field(default_factory=list)
    ends: dict[int, End | str] = field(default_factory=dict)

    def __str__(self) -> str:
        """One call a line, to be read when something is wrong."""
        lines = [f"{step:3} run {who} {name}" for step, (who, name) in enumerate(self.calls, 1)]
        return "\n".join([*lines, f"ends: {self.ends}"])


class Scheduler:
    """Plays one schedule over some runs."""

    def __init__(self, world: World, schedule: Sequence[Twist]) -> None:
        self._world = world
        self._twists = {twist.step: twist for twist in schedule}
        self._runs: list[greenlet.greenlet] = []
        self._current = 0
        self.trace = Trace()

    def call(self, name: str, effect: Callable[[], T], /, **otherwise: Callable[[], T]) -> T:
        """Stand between a run and the world: the gate of every desk."""
        twist, asked_at = self._arrive(name), self._world.now
        while twist is not None and twist.act == SWITCH:
            self._give_way(twist.to)
            twist = self._arrive(name)
        if self._world.now - asked_at > A_CALL:
            raise Killed
        if twist is None:
            return effect()
        if twist.act in otherwise:
            return otherwise[twist.act]()
        return self._twisted(twist, effect)

    def _twisted(self, twist: Twist, effect: Callable[[], T]) -> T:
        match twist.act:
            case "killed before":
                raise Killed
            case "unavailable before":
                raise Unavailable("before")
            case "restored":
                restore_version(self._world)
        result = effect()
        match twist.act:
            case "killed after":
                raise Killed
            case "unavailable after":
                raise Unavailable("after")
            case "sleep":
                self._world.wait(A_LONG_WHILE)
                self._give_way(twist.to)
        return result

    def _arrive(self, name: str) -> Twist | None:
        self.trace.calls.append((self._current, name))
        for book in self._world.workbooks.values():
            if book.late:
                book.tick()
        return self._twists.get(len(self.trace.calls)) if self._twists else None

    def _give_way(self, to: int) -> None:
        if to < len(self._runs) and not self._runs[to].dead:
            self._current, me = to, self._current
            self._runs[to].switch()
            self._current = me

    def play(self, runs: Sequence[Callable[[], End]]) -> Trace:
        """Play *runs*: greenlets that give way to one another, each to its end."""
        self._runs = [greenlet.greenlet(self._body(who, go)) for who, go in enumerate(runs)]
        for who in range(len(runs)):
            while not self._runs[who].dead:
                self._current = who
                self._runs[who].switch()
        return self.trace

    def _body(self, who: int, go: Callable[[], End]) -> Callable[[], None]:
        def body() -> None:
            try:
                self.trace.ends[who] = go()
            except Killed:
                self.trace.ends[who] = "killed"
            except Trouble as trouble:
                self.trace.ends[who] = f"{type(trouble).__name__}: {trouble}"

        return body


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far from the plain order schedules may stray."""

    runs: int = 2
    switches: int = 2
    sleeps: int = 1  # of the switches
    faults: int = 0
    acts: tuple[str, ...] = FAULTS

    def twists(self, schedule: Schedule, step: int, call: tuple[int, str]) -> Iterator[Twist]:
        """What may still happen at *step*, where *call* was made."""
        who, name = call
        gone = [twist.act for twist in schedule]
        switched = sum(act in SWITCHES for act in gone)
        if switched < self.switches:
            acts = (SWITCH, SLEEP) if gone.count(SLEEP) < self.sleeps else (SWITCH,)
            others = [other for other in range(self.runs) if other != who]
            yield from (Twist(step, act, to) for act in acts for to in others)
        if len(gone) - switched < self.faults:
            yield from (Twist(step, act) for act in self.acts if _differs(act, name))


def _differs(act: str, name: str) -> bool:
    """Whether *act* means anything to this call: after a mere look is as before it."""
    if act in APPENDS:
        return name == "ledger.append"
    return act not in AFTER or name not in READS


def labels(calls: Sequence[tuple[int, str]], step: int) -> set[tuple[object, ...]]:
    """What the n-th call stands for: its name; where it writes, the stage too.

    After a mere look the world is as before it, whatever the stage.
    """
    name = calls[step - 1][1]
    stage = sum(called == RECORD for _, called in calls[: step - 1])
    return {(name,)} if name in READS else {(name,), (stage, name)}


def explored(
    play: Callable[[Schedule], Trace],
    bounds: Bounds,
    part: tuple[int, int] = (0, 1),
    *,
    of: str = "",
) -> Iterator[tuple[Schedule, Trace]]:
    """Play every schedule within *bounds*; of *part* (nth, of how many), those that begin there.

    *of*: whose sample is enough: every act at every call, at every stage's writes.
    """
    nth, parts = part
    waiting: list[Schedule] = [()]
    while waiting:
        schedule = waiting.pop()
        trace = play(schedule)
        yield schedule, trace
        twists = _next(schedule, trace, bounds)
        chosen = _sampled(twists, schedule, trace, of) if of else twists
        begin = chosen if schedule else [each for each in chosen if each.step % parts == nth]
        waiting += ((*schedule, twist) for twist in begin)


def _next(schedule: Schedule, trace: Trace, bounds: Bounds) -> list[Twist]:
    """Return what may happen next."""
    after = schedule[-1].step if schedule else 0
    calls = enumerate(trace.calls[after:], start=after + 1)
    return [twist for step, call in calls for twist in bounds.twists(schedule, step, call)]


def _sampled(twists: list[Twist], schedule: Schedule, trace: Trace, of: str) -> list[Twist]:
    """Return today's: every act at every call; of the first twist, at every stage's writes too."""

    def labelled(twist: Twist) -> set[tuple[object, ...]]:
        own: set[tuple[object, ...]] = {(twist.act, *trace.calls[twist.step - 1])}
        return own if schedule else own | labels(trace.calls, twist.step)

    return sampled(twists, labelled, f"{of} {schedule}")
