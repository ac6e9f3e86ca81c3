"""Requests whose row has disappeared: nobody is to wait for an answer that would send nothing.

A row may be away for a moment, while somebody moves it: its absence is recorded first, and counts
after the same delay as a new content does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoicing.history.contract_end import CLOSING_KEY, RECEIPT_KEY
from invoicing.history.events.approvals import Gone, Withdrawn
from invoicing.register.register import Register
from jobs.engine.context import Context

OF_NO_ROW = frozenset({"", CLOSING_KEY, RECEIPT_KEY})  # questions that are no document's


def gone(books: Register) -> Iterator[Gone | Withdrawn]:
    """Return what is new of the rows that are away: their absence, then the end of the request."""
    history, now = books.history, books.now
    present = {entry.key for entry in books.entries}
    for key, dossier in history.dossiers.items():
        is_row = key.reference not in OF_NO_ROW and key not in history.documents
        if not is_row or key in present or dossier.current is None or dossier.approval is not None:
            continue
        seen = history.seen.get(key)
        if seen is None or seen.content:
            yield Gone(client_code=key.client, reference=key.reference)
        elif now - seen.at >= timedelta(minutes=books.rows.settings.delay_minutes):
            yield Withdrawn(
                client_code=key.client,
                reference=key.reference,
                request=dossier.current.claim.request,
                at=now,
            )


def withdraw(context: Context) -> None:
    """Record it; jobs/notices/news_text.py tells the client of a request that went out."""
    found = gone(context.register)
    context.record([event for event in found if context.goes_on(event.client_code)])
