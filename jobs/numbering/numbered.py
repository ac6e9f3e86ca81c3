"""The event that gives a number: its rank, the frozen content, and the ids of what it goes to."""

from __future__ import annotations

from invoicing.document.invoice import Invoice
from invoicing.document.series import Series
from invoicing.history.events.documents import Numbered
from invoicing.register.entry import Entry
from invoicing.related.links import tied
from invoicing.rows.recipients import parties_of, roles
from invoicing.values.canonical_json import to_json
from jobs.engine.context import Context


def numbered(
    context: Context, entry: Entry, invoice: Invoice, *, place: tuple[Series, int], file_id: str
) -> Numbered:
    """Return the event; *place*: its series and the rank in it."""
    candidate, (series, rank) = entry.candidate, place
    assert candidate is not None  # an entry that is ready has one
    assert candidate.draft is not None
    parties = parties_of(candidate.row.buyer, entry.client_code, context.register.index)
    event = Numbered(
        client_code=entry.client_code,
        reference=entry.key.reference,
        number=invoice.number,
        issue_date=invoice.issue_date,
        siren=series.siren,
        prefix=series.prefix,
        year=series.year,
        rank=rank,
        content_hash=entry.content,
        asked=candidate.asked,
        file_id=file_id,
        roles=tuple(roles(parties)),
        content=to_json(invoice),
    )
    return tied(event, candidate, candidate.draft)
