"""The billing job: take every document of the workbook as far as it can go today.

The life of an invoice reads top to bottom.  A stage takes the entries that are ready for it and
leaves the others as they are.  Whatever must not happen twice is prepared first, the preparation
recorded, and only then done; so a run may be killed anywhere and simply be run again.
"""

from __future__ import annotations

from datetime import datetime

from invoicing.history.events.documents import Seen
from invoicing.history.history import History
from invoicing.register.entry import UNDERWAY, DocumentState, Entry, under_way
from invoicing.register.register import opened
from jobs import correspondence
from jobs.channels.registry import CHANNELS
from jobs.closing.stages import close_contracts, is_closing_due
from jobs.display.projection import projection
from jobs.display.stale import to_show
from jobs.documents.filing import file, lock
from jobs.documents.preview import is_preview_due, preview
from jobs.engine.originals import originals
from jobs.engine.work import Work, each
from jobs.mail import dead_mailboxes
from jobs.mail.retry import is_retry_due, retry
from jobs.numbering import number
from jobs.ports import Desk, Reading
from jobs.seek_approval import is_approval_due, seek_approval, settle_approvals


def due(desk: Desk, reading: Reading, history: History, now: datetime) -> bool:
    """Whether a run has anything to do: a document to move, an answer to note, or to show.

    One more request is made only while a row hangs on documents that were issued before.
    """
    known = originals(desk.ledger, reading, history, now)
    books = opened(reading.rows, history, now, known)
    moving = {DocumentState.UNSEEN, DocumentState.UNASKED, DocumentState.ASKING, *UNDERWAY}
    if reading.rows.settings.hours.contain(now):
        moving.add(DocumentState.READY)
    if any(entry.state(now) in moving for entry in books.entries):
        return True
    is_open = reading.rows.settings.hours.contain(now)
    if any(under_way(entry) for entry in books.entries if is_open) or is_retry_due(books, now):
        return True
    if is_closing_due(books, history, now) or is_preview_due(books, history):
        return True
    if is_approval_due(desk, books, history, now):
        return True
    return to_show(reading, books, history, now)


def bill(work: Work) -> None:
    """Do what is due, in this order, and show it.  Out of time, a stage does nothing."""
    notice(work)
    settle_approvals(work)
    retry(work)
    for channel in CHANNELS:
        channel.greet(work)
    correspondence.greet(work)
    correspondence.settle(work)
    for channel in CHANNELS:
        channel.settle(work)
    correspondence.sweep(work)
    seek_approval(work)
    number(work)
    file(work)
    lock(work)
    for channel in CHANNELS:
        channel.prepare(work)
    for channel in CHANNELS:
        channel.deliver(work)
    preview(work)
    close_contracts(work)
    dead_mailboxes.note(work)
    correspondence.write(work)
    correspondence.send(work)
    correspondence.tell_the_day(work)
    work.notes += work.run.desk.ledger.project(projection(work))


@each(DocumentState.UNSEEN)
def notice(work: Work, entry: Entry) -> list[Seen]:
    """Record when a ticked content was first seen: cells carry no time."""
    reference = entry.key.reference
    seen = Seen(client_code=entry.client_code, reference=reference, content_hash=entry.content)
    return [seen]
