"""One run of any job: look – open – read – record – do – close.

    look    read; nothing due → stop, and take no ticket
    open    create the ticket under the id that the one before it reserved: Drive gives it once
    read    again, after the ticket; every link from the head back must be there
    record  append one batch, read the tail back, then write the head into the ticket: the commit
    do      one effect at a time, once, within 35 minutes of opening
    close   write ``closed`` into the ticket

A run that passes over an old open ticket first writes ``taken`` into it; since the answer to every
commit shows the ticket, a run that was not dead stops there.  Why: docs/architecture.md#the-memory
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, unique

from invoicing.history.events.event import Event
from invoicing.history.history import History
from jobs.engine.election import Busy, after, caught_up, elect, look, mend, remembered
from jobs.engine.journal_chain import Head, event_of, head_of, linked
from jobs.ports import Conflict, Desk, JournalRow, Reading, Refused, Ticket, Trouble, Unavailable

LAST_EFFECT = timedelta(minutes=35)  # after this a run does nothing more outside
CLOCKS_APART = timedelta(minutes=10)
LANDINGS = 3  # how often a batch is appended until it is seen whole


@unique
class End(Enum):
    """How a run ended."""

    DONE = "done"
    IDLE = "idle"  # nothing was due
    BUSY = "busy"  # another run holds the workbook
    UNAVAILABLE = "unavailable"
    REFUSED = "refused"
    CONFLICT = "conflict"
    BUG = "bug"


class OutOfTime(Exception):
    """The run may do nothing more outside; the next one goes on."""


@dataclass(slots=True, kw_only=True)
class Run:
    """A run that holds a ticket."""

    desk: Desk
    now: datetime
    ticket: Ticket
    reading: Reading  # as it was after the ticket
    history_at_start: History  # what is recorded later is in the register
    rows: list[JournalRow]  # the chain, oldest first
    opened: timedelta  # on the stopwatch
    batches: int = 0
    mark: int = 0  # the Journal is read back from here
    recent: list[JournalRow] = field(default_factory=list)  # what must be there from the mark on

    def record(self, events: Sequence[Event]) -> Sequence[tuple[Event, datetime]]:
        """Append *events* as one batch and commit it.  Nothing they announce is done before.

        Return them as the Journal has them, each with its instant.
        """
        if not events:
            return ()
        self.batches += 1
        batch = f"{self.ticket.id}.{self.batches}"
        head = Head(batch=self.ticket.head, hash=self.ticket.head_hash)
        rows = linked(head, batch, events, self.now)
        self._land(rows)
        self.rows += rows
        self.recent += rows
        reached = head_of(rows)
        self.ticket = replace(self.ticket, head=reached.batch, head_hash=reached.hash)
        self._commit()
        return [event_of(row) for row in rows]

    def _land(self, rows: list[JournalRow]) -> None:
        """Append until the tail shows all of it: two landings of one batch are one."""
        expected = [*self.recent, *rows]
        missing = rows
        for attempt in range(LANDINGS):
            with suppress(Unavailable):
                self.desk.ledger.append(missing)
            tail = set(self.desk.ledger.tail(self.mark if attempt < LANDINGS - 1 else 0))
            missing = [row for row in expected if row not in tail]
            if not missing:
                return
        raise Unavailable("a batch could not be seen in the Journal")

    def _commit(self) -> None:
        answer = self.desk.tickets.commit(self.ticket)
        if answer.taken:
            self.ticket = answer
            raise Conflict("another run has taken over")

    def may_act(self) -> None:
        """Ask before each effect.  Raises ``OutOfTime``."""
        if self.held >= LAST_EFFECT:
            raise OutOfTime

    @property
    def held(self) -> timedelta:
        """How long the ticket has been held."""
        return self.desk.elapsed() - self.opened


def _close(desk: Desk, ticket: Ticket) -> None:
    """Let the next run go; a run that was passed over has nothing to close."""
    if not ticket.taken:
        with suppress(Trouble):
            desk.tickets.commit(replace(ticket, closed=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run is for."""

    name: str
    due: Callable[[Desk, Reading, History, datetime], bool]
    work: Callable[[Run], None]


def run(job: Job, desk: Desk, now: datetime, *, take_over: bool = False) -> End:
    """Do *job* if anything is due.  *now*: the run's one instant, aware, UTC.

    Raises the three exceptions of jobs/ports/errors.py; the ticket is closed all the same.
    """
    try:
        mine, started = _elected(job, desk, now, take_over=take_over)
    except Busy:
        return End.BUSY
    if mine is None:
        return End.IDLE
    held: Run | None = None
    try:
        held = _held(desk, now, mine, started)
        job.work(held)
    except Exception:
        _close(desk, held.ticket if held else mine)
        raise
    _close(desk, held.ticket)
    return End.DONE


def _elected(
    job: Job, desk: Desk, now: datetime, *, take_over: bool
) -> tuple[Ticket | None, timedelta]:
    """Take a ticket if anything is due after the newest one; return it and when it was asked for.

    The newest row may be a late one, of a run long over: before it rests, a run looks whether the
    ticket that it names has a next.  One that recorded nothing leaves nothing new to judge.
    """
    reading, ticket = look(desk)
    _check_clock(desk, now)
    judged, is_due = "", False
    while True:
        started = desk.elapsed()
        if ticket.head != judged:
            reading, history = caught_up(desk, reading, ticket)
            judged, is_due = ticket.head, job.due(desk, reading, history, now)
        mine = elect(desk, ticket, take_over=take_over) if is_due else None
        following = None if mine else after(desk, ticket)
        if following is None:
            if is_due and mine is None:
                raise Unavailable("a ticket that exists cannot be read")
            return mine, started
        ticket = following


def _check_clock(desk: Desk, now: datetime) -> None:
    """Legal dates hang on *now*: it is refused when Google's clock says something else."""
    there = desk.world_time()
    if there is not None and abs(there - now) > CLOCKS_APART:
        raise Refused("the clock is wrong", problems=[mend("clock")])


def _held(desk: Desk, now: datetime, ticket: Ticket, opened: timedelta) -> Run:
    """Read again, after the ticket."""
    reading = desk.ledger.read()
    rows, history = remembered(reading, ticket)
    recent = [row for row in rows if row.batch == ticket.head]
    return Run(
        desk=desk,
        now=now,
        ticket=ticket,
        reading=reading,
        history_at_start=history,
        rows=rows,
        opened=opened,
        mark=min(row.position for row in recent),
        recent=recent,
    )
