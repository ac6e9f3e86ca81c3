"""One execution: a world, some runs under a schedule, and a quiet run 41 minutes later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from invoicing.rows.tabs import Rows
from jobs.billing import bill, due
from jobs.engine.context import Context
from jobs.engine.run import End, Job, Run, run
from jobs.ports import Desk, Trouble
from tests.jobs.explorer.invariants import faults, harms, tickets_of
from tests.jobs.explorer.kept_world import KeptWorld
from tests.jobs.explorer.scheduler import (
    A_LONG_WHILE,
    OVER,
    RESTORE,
    SLEEP,
    Bounds,
    Schedule,
    Scheduler,
    Trace,
    explored,
)
from tests.jobs.world.fakes import HONEST, Fakes, a_desk
from tests.jobs.world.people import an_invoice, workbook_rows
from tests.jobs.world.world import WORKBOOK, World, a_world

TAKEN = "Conflict: another run has taken over"


def _work(held: Run) -> None:
    context = Context.of(held)
    bill(context)
    bugs = [stop for stop in context.failures.stops.values() if stop.end is End.BUG]
    assert not bugs, bugs


BILLING = Job(name="billing", due=due, work=_work)
TWO = workbook_rows(an_invoice("F0001"), an_invoice("F0002"))


def nothing(world: World) -> None:
    """What people do, mostly."""


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What is played, whatever the schedule."""

    rows: Rows = TWO
    take_over: tuple[bool, ...] = (False, False)  # one a run
    workbooks: tuple[str, ...] = (WORKBOOK,) * 5
    fakes: Fakes = HONEST
    quiet: int = 1  # runs, 41 minutes after one another, until all is told
    before: Callable[[World], None] = nothing  # what people do before the runs
    between: Callable[[World], None] = nothing  # and before the quiet one
    person: Callable[[World], None] | None = None  # does this in one moment of the runs
    left: frozenset[str] = frozenset()  # what is unfinished even then, and has to be
    rested: dict[int, list[str]] = field(default_factory=dict)  # what is known of a world already
    begun: list[KeptWorld] = field(
        default_factory=list
    )  # the world as the runs find it, once it is

    def play(self, schedule: Schedule) -> tuple[Trace, World]:
        """Play *schedule* and nothing after it."""
        world = self._world()
        scheduler = Scheduler(world, schedule)
        runs = [self._start(world, scheduler, who) for who in range(len(self.take_over))]
        if self.person is not None:
            runs.append(lambda: scheduler.call("person", lambda: self._typed(world)))
        return scheduler.play(runs), world

    def _world(self) -> World:
        """Return a world of its own, after what people did before."""
        if not self.begun:
            world = a_world(self.rows)
            self.before(world)
            self.begun.append(KeptWorld(world))
        return self.begun[0].copy()

    def _typed(self, world: World) -> End:
        if self.person is not None:
            self.person(world)
        return End.DONE

    def _start(self, world: World, scheduler: Scheduler, who: int) -> Callable[[], End]:
        def start() -> End:
            desk = self._desk(world, f"run {who}", scheduler, self.workbooks[who])
            return run(BILLING, desk, world.now, take_over=self.take_over[who])

        return start

    def _desk(
        self,
        world: World,
        run_id: str,
        gate: Scheduler | None = None,
        workbook: str = WORKBOOK,
    ) -> Desk:
        return a_desk(world, run_id, gate=gate, workbook=workbook, fakes=self.fakes)

    def rest(self, world: World) -> list[str]:
        """Let 41 minutes pass and run again; then once more: that one finds nothing to do."""
        while world.workbook.late:
            world.workbook.tick()
        self.between(world)
        try:
            for _ in range(self.quiet):
                world.wait(A_LONG_WHILE)
                run(BILLING, self._desk(world, "quiet run"), world.now)
            opened = tickets_of(world)
            again = run(BILLING, self._desk(world, "idle run"), world.now)
        except Trouble as trouble:
            return [*harms(world), f"{type(trouble).__name__}: {trouble}"]
        idle = again is End.IDLE and tickets_of(world) == opened
        found = set(faults(world)) ^ self.left
        return [*sorted(found), *([] if idle else [f"run again: {again}"])]

    def wrong(self, schedule: Schedule, trace: Trace, world: World) -> list[str]:
        """Everything that should not be so after *schedule*."""
        acts = {twist.act for twist in schedule}
        key = world.fingerprint
        if key not in self.rested:
            self.rested[key] = [*harms(world), *self.rest(world)]
        broken = acts & {RESTORE, OVER}
        ends = [end for end in trace.ends.values() if isinstance(end, str)]
        told = [end for end in ends if not (broken and end.startswith("Conflict"))]
        found = [*self.rested[key], *told]
        return [each for each in found if not self._expected(each, acts)]

    def _expected(self, what: str, acts: set[str]) -> bool:
        """Whether it is what a person is told, or has given his word for."""
        passed_over = SLEEP in acts or any(self.take_over)
        if what == TAKEN:
            return passed_over
        if what.startswith("an orphan draft"):
            return any(self.take_over)  # he said that the other run was dead
        if what.startswith("Conflict"):
            return RESTORE in acts or (OVER in acts and passed_over)
        return what == "killed" or what.startswith("Unavailable")


@dataclass(frozen=True, slots=True)
class Finding:
    """A schedule after which something was wrong."""

    schedule: Schedule
    trace: Trace
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        """Everything needed to play it again."""
        return f"{self.wrong}\n{self.schedule}\n{self.trace}"


def findings(
    rehearsal: Rehearsal, bounds: Bounds, part: tuple[int, int] = (0, 1), *, of: str = ""
) -> Iterator[Finding | None]:
    """Explore; a ``None`` for each schedule after which all was well.  *of*: of a sample."""
    worlds: list[World] = []

    def play(schedule: Schedule) -> Trace:
        trace, world = rehearsal.play(schedule)
        worlds[:] = [world]
        return trace

    for schedule, trace in explored(play, bounds, part, of=of):
        wrong = rehearsal.wrong(schedule, trace, worlds[0])
        yield Finding(schedule, trace, tuple(wrong)) if wrong else None
