"""How one run is elected, and the newest ticket found: by id, never by search.

A ticket is a Drive file under an id that the ticket before it reserved; Drive gives it once.
Before the next one is taken, the Journal must reach the head that the last one names.
"""

from __future__ import annotations

from datetime import timedelta

from invoicing.history.history import History
from invoicing.values.problems import Problem, Source
from jobs.engine.journal_chain import Head, chain, event_of, ticket_of
from jobs.ports import Conflict, Desk, JournalRow, Reading, Ticket

STALE = timedelta(minutes=40)  # an open ticket of this age is a dead run's


class Busy(Exception):
    """Another run holds the workbook."""


def look(desk: Desk) -> tuple[Reading, Ticket]:
    """Read the workbook, and the ticket that its newest Journal row names."""
    reading = desk.ledger.read()
    if not reading.journal:
        raise Conflict("the Journal is empty", problems=[mend("journal-empty")])
    ticket = desk.tickets.get(ticket_of(reading.journal[-1].batch))
    if ticket is None:
        raise Conflict("no ticket of the newest row's name", problems=[mend("ticket-unknown")])
    return reading, _ours(desk, ticket)


def after(desk: Desk, ticket: Ticket) -> Ticket | None:
    """Return the ticket that follows, if it exists."""
    following = desk.tickets.get(ticket.next)
    return None if following is None else _ours(desk, following)


def newest(desk: Desk, ticket: Ticket) -> Ticket:
    """Follow ``next`` until there is none."""
    while (following := after(desk, ticket)) is not None:
        ticket = following
    return ticket


def elect(desk: Desk, last: Ticket, *, take_over: bool) -> Ticket | None:
    """Create the ticket after *last*; ``None`` when another run has.  Raises ``Busy``."""
    last = _free(desk, last, take_over=take_over)
    mine = Ticket(
        id=last.next,
        workbook=desk.workbook_id,
        run=desk.run_id,
        head=last.head,
        head_hash=last.head_hash,
        next=desk.archive.reserve(1)[0],
    )
    return desk.tickets.open(mine)


def _ours(desk: Desk, ticket: Ticket) -> Ticket:
    if ticket.workbook != desk.workbook_id:
        raise Conflict("the ticket is another workbook's", problems=[mend("workbook-copied")])
    return ticket


def _free(desk: Desk, last: Ticket, *, take_over: bool) -> Ticket:
    """Return *last* once its run is over: closed, or dead and told so."""
    if last.closed or last.taken:
        return last
    if last.age < STALE and not take_over:
        raise Busy
    return desk.tickets.take(last.id, desk.run_id)


def remembered(reading: Reading, ticket: Ticket) -> tuple[list[JournalRow], History]:
    """Follow the ticket's head back through the Journal, and fold what it reaches."""
    try:
        rows = chain(reading.journal, Head(batch=ticket.head, hash=ticket.head_hash))
    except Conflict as error:
        raise Conflict(str(error), problems=[mend("workbook-restored")]) from None
    return rows, History().then(event_of(row) for row in rows)


def caught_up(desk: Desk, reading: Reading, last: Ticket) -> tuple[Reading, History]:
    """Follow *last*'s head; the Journal may have grown since *reading*, so it is read once more."""
    try:
        return reading, remembered(reading, last)[1]
    except Conflict:
        reading = desk.ledger.read()
        return reading, remembered(reading, last)[1]


def mend(code: str) -> Problem:
    """Say what is wrong with the memory; its text: invoicing/texts/problems/outside.py."""
    return Problem(code=code, source=Source(tab="Journal"))
