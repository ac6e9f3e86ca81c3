"""What is sent again: a mail that was put off, after a while; and what a person wishes.

A hard bounce is never tried again of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from invoicing.history.events.transmissions import Attempted
from invoicing.register.entry import ATTEMPTS, Entry
from invoicing.register.register import Register
from jobs.engine.context import Context

PATIENCE = timedelta(hours=4)  # after the first attempt; twice that after the second


def put_off(entry: Entry, now: datetime) -> Iterator[Attempted]:
    """Return the new attempts that are due of one document."""
    document = entry.document
    for role, known in document.transmissions.items() if document else ():
        bounce = known.bounce
        if bounce is None or bounce.is_permanent or known.attempt >= ATTEMPTS:
            continue
        if now - bounce.at >= PATIENCE * known.attempt:
            yield Attempted(
                client_code=entry.client_code,
                reference=entry.key.reference,
                role=role,
                why="put-off",
            )


def is_retry_due(books: Register, now: datetime) -> bool:
    """Whether any is."""
    return any(True for entry in books.entries for _ in put_off(entry, now))


def retry(context: Context) -> None:
    """Begin the new attempts that are due."""
    found = (event for entry in context.entries() for event in put_off(entry, context.register.now))
    context.record(list(found))
