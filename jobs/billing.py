"""The billing job: take every document of the workbook as far as it can go today.

The life of an invoice reads top to bottom.  A stage takes the entries that are ready for it and
leaves the others as they are.  Whatever must not happen twice is prepared first, the preparation
recorded, and only then done; so a run may be killed anywhere and simply be run again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from invoicing.history.events.documents import Seen
from invoicing.history.history import History
from invoicing.register.entry import UNDERWAY, DocumentState, Entry, under_way
from jobs import correspondence
from jobs.approval.ask import ask, file_drafts
from jobs.channels.registry import Way, channels
from jobs.closing.due import is_closing_due
from jobs.closing.stages import close_contracts
from jobs.correspondence import Correspondence
from jobs.display.projection import projection
from jobs.display.stale import to_show
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.filing import file, lock
from jobs.documents.preview import is_preview_due, preview
from jobs.engine.context import Context
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.originals import opened
from jobs.engine.stages import each
from jobs.mail import dead_mailboxes, outgoing
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.retry import is_retry_due, retry
from jobs.numbering import number
from jobs.ports import Desk, Reading
from jobs.seek_approval import is_approval_due, settle_approvals


def due(desk: Desk, reading: Reading, history: History, now: datetime) -> bool:
    """Whether a run has anything to do: a document to move, an answer to note, or to show.

    One more request is made only while a row hangs on documents that were issued before.
    """
    contents = FrozenContents(ledger=desk.ledger, journal=reading.journal)
    books = opened(contents, reading.rows, history, now)
    moving = {DocumentState.UNSEEN, DocumentState.UNASKED, DocumentState.ASKING, *UNDERWAY}
    if reading.rows.settings.hours.contain(now):
        moving.add(DocumentState.READY)
    if any(entry.state(now) in moving for entry in books.entries):
        return True
    is_open = reading.rows.settings.hours.contain(now)
    if any(under_way(entry) for entry in books.entries if is_open) or is_retry_due(books, now):
        return True
    if is_closing_due(books) or is_preview_due(books, history):
        return True
    if is_approval_due(desk, books, history, now):
        return True
    return to_show(reading, books, history, now)


def bill(context: Context) -> None:
    """Do what is due, in this order, and show it.  Out of time, a stage does nothing."""
    heard, dispatch, documents = Heard(), Dispatch(), DocumentsAtHand()
    mails = correspondence.correspondence(context, heard, dispatch, documents)
    ways = channels(context, dispatch, documents)
    notice(context)
    settle_approvals(context, heard)
    retry(context)
    _settle(context, dispatch, mails, ways)
    ask(context, heard, documents)
    file_drafts(context, documents)
    correspondence.greet(context, dispatch, mails())
    correspondence.write_and_send(context, dispatch, mails)
    number(context, heard, dispatch, documents)
    file(context, documents)
    lock(context, documents)
    _transmit(ways)
    preview(context, documents)
    sweep = partial(correspondence.sweep_mailbox, context, dispatch, mails)
    close_contracts(context, dispatch, documents, sweep)
    dead_mailboxes.note(context, heard, dispatch)
    correspondence.write_and_send(context, dispatch, mails)
    correspondence.tell_the_day(context, dispatch, mails)
    shown = projection(context, heard, dispatch, documents)
    context.failures.notes += context.desk.ledger.project(shown)


def _settle(
    context: Context, dispatch: Dispatch, mails: Correspondence, ways: Sequence[Way]
) -> None:
    """Find out what became of what earlier runs prepared; delete what nobody recorded."""
    for channel in ways:
        channel.greet()
    correspondence.greet(context, dispatch, mails())
    outgoing.settle(context, dispatch, mails())
    for channel in ways:
        channel.settle()
    correspondence.sweep(context, dispatch, mails)


def _transmit(ways: Sequence[Way]) -> None:
    """Prepare and record what goes out by every channel; then let it go."""
    for channel in ways:
        channel.prepare()
    for channel in ways:
        channel.deliver()


def notice(context: Context) -> None:
    """Record when a ticked content was first seen: cells carry no time."""
    each(context, context.entries(DocumentState.UNSEEN), _noticed)


def _noticed(entry: Entry) -> list[Seen]:
    reference = entry.key.reference
    seen = Seen(client_code=entry.client_code, reference=reference, content_hash=entry.content)
    return [seen]
