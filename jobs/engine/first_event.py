"""The beginning of a workbook's memory: the first event, and the first ticket.

It is done once, by set-up, and safe to repeat: killed half-way, it goes on where it stopped.
"""

from __future__ import annotations

from datetime import datetime

from invoicing.history.events.workbook import Begun
from jobs.engine.election import mend
from jobs.engine.journal_chain import NOTHING, event_of, head_of, linked, ticket_of
from jobs.ports import Conflict, Desk, JournalRow, Ticket


def begin(desk: Desk, now: datetime, *, root: str, past: bool) -> bool:
    """Make the first event and the first ticket; return whether anything had to be made.

    *root*: the folder of the archive.  *past*: whether tickets of this workbook are known to
    exist; then an empty Journal is a loss, never a beginning.
    """
    rows = list(desk.ledger.read().journal)
    if not rows:
        if past:
            raise Conflict("an empty Journal over a past", problems=[mend("journal-empty")])
        rows = _first_event(desk, now, root)
    first = rows[0]
    if len(rows) > 1 or desk.tickets.get(ticket_of(first.batch)) is not None:
        return False
    following = desk.archive.reserve(1)[0]
    desk.tickets.open(_first_ticket(desk, first, following))
    return True


def _first_event(desk: Desk, now: datetime, root: str) -> list[JournalRow]:
    ticket = desk.archive.reserve(1)[0]
    begun = Begun(workbook=desk.workbook_id, root=root)
    rows = linked(NOTHING, f"{ticket}.1", [begun], now)
    desk.ledger.append(rows)
    return rows


def _first_ticket(desk: Desk, first: JournalRow, following: str) -> Ticket:
    event, _ = event_of(first)
    if not isinstance(event, Begun) or event.workbook != desk.workbook_id:
        raise Conflict("this Journal is a copy", problems=[mend("workbook-copied")])
    head = head_of([first])
    return Ticket(
        id=ticket_of(first.batch),
        workbook=desk.workbook_id,
        run=desk.run_id,
        head=head.batch,
        head_hash=head.hash,
        next=following,
        closed=True,
    )
