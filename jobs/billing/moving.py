"""Whether a document can go on: to its number, to its people, or to them once more."""

from __future__ import annotations

from invoicing.register.entry import UNDERWAY, DocumentState, under_way
from invoicing.register.register import Register
from jobs.mail.retry import is_retry_due


def is_moving(books: Register) -> bool:
    """Say whether any can; numbers and mails wait for the hour of sending."""
    moving = {DocumentState.UNSEEN, DocumentState.UNASKED, DocumentState.ASKING, *UNDERWAY}
    is_open = books.is_sending_hour
    if is_open:
        moving.add(DocumentState.READY)
    if any(entry.state(books.now) in moving for entry in books.entries):
        return True
    leaving = any(under_way(entry) for entry in books.entries if is_open)
    return leaving or is_retry_due(books, books.now)
