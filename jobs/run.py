"""One run of any job: look – open – read – record – do – close (design: the memory).

    look    read; nothing due → stop, and take no ticket
    open    create the ticket under the id that the one before it reserved: Drive gives it once
    read    again, after the ticket; every link from the head back must be there
    record  append one batch, read the tail back, then write the head into the ticket: the commit
    do      one effect at a time, once, within 35 minutes of opening
    close   write ``closed`` into the ticket

A run that passes over an old open ticket first writes ``taken`` into it; since the answer to every
commit shows the ticket, a run that was not dead stops there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, unique

from invoicing.events import Event
from invoicing.history import History
from invoicing.problems import Problem, Source
from jobs.chain import Head, chain, event_of, head_of, linked, ticket_of
from jobs.ports import Conflict, Desk, JournalRow, Reading, Refused, Ticket, Trouble, Unavailable

STALE = timedelta(minutes=40)  # an open ticket of this age is a dead run's
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


class Busy(Exception):
    """Another run holds the workbook."""


class OutOfTime(Exception):
    """The run may do nothing more outside; the next one goes on."""


@dataclass(slots=True, kw_only=True)
class Run:
    """A run that holds a ticket."""

    desk: Desk
    now: datetime
    ticket: Ticket
    reading: Reading  # as it was after the ticket
    history: History
    rows: list[JournalRow]  # the chain, oldest first
    opened: timedelta  # on the stopwatch
    batches: int = 0
    mark: int = 0  # the Journal is read back from here
    recent: list[JournalRow] = field(default_factory=list)  # what must be there from the mark on

    def record(self, events: Sequence[Event]) -> None:
        """Append *events* as one batch and commit it.  Nothing they announce is done before."""
        if not events:
            return
        self.batches += 1
        batch = f"{self.ticket.id}.{self.batches}"
        head = Head(batch=self.ticket.head, hash=self.ticket.head_hash)
        rows = linked(head, batch, events, self.now)
        self._land(rows)
        self.rows += rows
        self.recent += rows
        self.history = self.history.then(event_of(row) for row in rows)
        reached = head_of(rows)
        self.ticket = replace(self.ticket, head=reached.batch, head_hash=reached.hash)
        self._commit()

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
    due: Callable[[Reading, History, datetime], bool]
    work: Callable[[Run], None]


def run(job: Job, desk: Desk, now: datetime, *, take_over: bool = False) -> End:
    """Do *job* if anything is due.  *now*: the run's one instant, aware, UTC.

    Raises the three exceptions of ports.py; the ticket is closed all the same.
    """
    reading, ticket = look(desk)
    _check_clock(desk, now)
    reading, history = caught_up(desk, reading, ticket)
    if not job.due(reading, history, now):
        return End.IDLE
    started = desk.elapsed()
    try:
        mine = _opened(desk, reading, ticket, take_over=take_over)
    except Busy:
        return End.BUSY
    held: Run | None = None
    try:
        held = _held(desk, now, mine, started)
        job.work(held)
    except Exception:
        _close(desk, held.ticket if held else mine)
        raise
    _close(desk, held.ticket)
    return End.DONE


def look(desk: Desk) -> tuple[Reading, Ticket]:
    """Read the workbook, and find the newest ticket from the one that its newest row names.

    That row may be a late one, of a run long over; each ticket names the next.
    """
    reading = desk.ledger.read()
    if not reading.journal:
        raise Conflict("the Journal is empty", problems=[mend("journal-empty")])
    ticket = desk.tickets.get(ticket_of(reading.journal[-1].batch))
    if ticket is None:
        raise Conflict("no ticket of the newest row's name", problems=[mend("ticket-unknown")])
    _check_workbook(desk, ticket)
    while (following := desk.tickets.get(ticket.next)) is not None:
        ticket = following
        _check_workbook(desk, ticket)
    return reading, ticket


def remembered(reading: Reading, ticket: Ticket) -> tuple[list[JournalRow], History]:
    """Follow the ticket's head back through the Journal, and fold what it reaches."""
    try:
        rows = chain(reading.journal, Head(batch=ticket.head, hash=ticket.head_hash))
    except Conflict as error:
        raise Conflict(str(error), problems=[mend("workbook-restored")]) from None
    return rows, History().then(event_of(row) for row in rows)


def _check_workbook(desk: Desk, ticket: Ticket) -> None:
    if ticket.workbook != desk.workbook_id:
        raise Conflict("the ticket is another workbook's", problems=[mend("workbook-copied")])


def _check_clock(desk: Desk, now: datetime) -> None:
    """Legal dates hang on *now*: it is refused when Google's clock says something else."""
    there = desk.world_time()
    if there is not None and abs(there - now) > CLOCKS_APART:
        raise Refused("the clock is wrong", problems=[mend("clock")])


def mend(code: str) -> Problem:
    """Say what is wrong with the memory; words.py says how to mend it."""
    return Problem(code=code, source=Source(tab="Journal"))


def _opened(desk: Desk, reading: Reading, last: Ticket, *, take_over: bool) -> Ticket:
    """Find the newest ticket, and create the one after it.  Raises ``Busy``."""
    reserved = ""
    while True:
        last = _free(desk, last, take_over=take_over)
        caught_up(desk, reading, last)
        reserved = reserved or desk.archive.reserve(1)[0]
        mine = Ticket(
            id=last.next,
            workbook=desk.workbook_id,
            run=desk.run_id,
            head=last.head,
            head_hash=last.head_hash,
            next=reserved,
        )
        made = desk.tickets.open(mine)
        if made is not None:
            return made
        found = desk.tickets.get(last.next)
        if found is None:
            raise Unavailable("a ticket that exists cannot be read")
        last = found


def _free(desk: Desk, last: Ticket, *, take_over: bool) -> Ticket:
    """Return *last* once its run is over: closed, or dead and told so."""
    _check_workbook(desk, last)
    if last.closed or last.taken:
        return last
    if last.age < STALE and not take_over:
        raise Busy
    return desk.tickets.take(last.id, desk.run_id)


def caught_up(desk: Desk, reading: Reading, last: Ticket) -> tuple[Reading, History]:
    """Follow *last*'s head; the Journal may have grown since *reading*, so it is read once more."""
    try:
        return reading, remembered(reading, last)[1]
    except Conflict:
        reading = desk.ledger.read()
        return reading, remembered(reading, last)[1]


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
        history=history,
        rows=rows,
        opened=opened,
        mark=min(row.position for row in recent),
        recent=recent,
    )
