"""Whether a run has anything to do: a document to move, an answer to note, or to show."""

from __future__ import annotations

from datetime import datetime

from invoicing.history.history import History
from jobs.billing.approval_due import is_approval_due
from jobs.billing.moving import is_moving
from jobs.closing.due import is_closing_due
from jobs.display.stale import to_show
from jobs.documents.preview_due import is_preview_due
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.originals import opened
from jobs.ports import Desk, Reading


def due(desk: Desk, reading: Reading, history: History, now: datetime) -> bool:
    """Look without taking a ticket.

    One more request is made only while a row hangs on documents that were issued before.
    """
    contents = FrozenContents(ledger=desk.ledger, journal=reading.journal)
    books = opened(contents, reading.rows, history, now)
    return (
        is_moving(books)
        or is_closing_due(books)
        or is_preview_due(books)
        or is_approval_due(desk, books)
        or to_show(reading, books, history, now)
    )
