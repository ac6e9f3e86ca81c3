"""One execution: a world, some runs under a schedule, and a quiet run 41 minutes later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from invoicing.rows import Rows
from jobs.billing import bill, due
from jobs.ports import Desk, Trouble
from jobs.run import End, Job, Run, run
from tests.jobs.fakes import a_desk
from tests.jobs.invariants import faults, harms, tickets_of
from tests.jobs.people import an_invoice, workbook_rows
from tests.jobs.scheduler import A_LONG_WHILE, Schedule, Scheduler, Trace
from tests.jobs.world import WORKBOOK, World, a_world

Sabotage = Callable[[Desk, World], Desk]


def untouched(desk: Desk, world: World) -> Desk:
    """Every protection on."""
    return desk


def _work(held: Run) -> None:
    bugs = [stop for stop in bill(held).stops.values() if stop.end is End.BUG]
    assert not bugs, bugs


BILLING = Job(name="billing", due=due, work=_work)
TWO = workbook_rows(an_invoice("F0001"), an_invoice("F0002"))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is played, whatever the schedule."""

    rows: Rows = TWO
    take_over: tuple[bool, ...] = (False, False)  # one a run
    sabotage: Sabotage = untouched
    workbooks: tuple[str, ...] = (WORKBOOK,) * 5
    before: Callable[[World], None] | None = None  # what people do before the runs
    between: Callable[[World], None] | None = None  # and before the quiet one

    def play(self, schedule: Schedule) -> tuple[Trace, World]:
        """Play *schedule* and nothing after it."""
        world = a_world(self.rows)
        if self.before:
            self.before(world)
        scheduler = Scheduler(world, schedule)

        def go(who: int, take_over: bool) -> Callable[[], End]:  # noqa: FBT001
            def start() -> End:
                gated = a_desk(world, f"run {who}", gate=scheduler, workbook=self.workbooks[who])
                return run(BILLING, self.sabotage(gated, world), world.now, take_over=take_over)

            return start

        trace = scheduler.play([go(who, take) for who, take in enumerate(self.take_over)])
        return trace, world

    def rest(self, world: World) -> list[str]:
        """Let 41 minutes pass and run again, twice: the second finds nothing to do."""
        for book in world.workbooks.values():
            while book.late:
                book.tick()
        if self.between:
            self.between(world)
        world.wait(A_LONG_WHILE)
        try:
            desk = self.sabotage(a_desk(world, "quiet run"), world)
            run(BILLING, desk, world.now)
            opened = tickets_of(world)
            again = run(BILLING, replace(desk, run_id="idle run"), world.now)
        except Trouble as trouble:
            return [*harms(world), f"{type(trouble).__name__}: {trouble}"]
        idle = again is End.IDLE and tickets_of(world) == opened
        return [*faults(world), *([] if idle else [f"run again: {again}"])]
