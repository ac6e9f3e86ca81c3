"""Number, content and the reserved file id are recorded in one batch."""

from __future__ import annotations

from invoicing.document.invoice import Draft, Invoice
from invoicing.register.entry import Entry
from jobs.approval.trusted_details import first_trust
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.folders import missing, reserved
from jobs.engine.context import Context
from jobs.numbering.batch import NumberBatch, series_of
from jobs.numbering.numbered import numbered


def give(context: Context, documents: DocumentsAtHand, sound: list[tuple[Entry, Draft]]) -> None:
    """Give each document the next number of its series."""
    batch = NumberBatch.of(context, len(sound) + len(_new_folders(context, sound)))
    given = [
        (entry, _number(context, documents, batch, entry, draft=draft)) for entry, draft in sound
    ]
    codes = (entry.client_code for entry, _ in sound)
    context.record([*first_trust(context, codes), *batch.events])
    for entry, invoice in given:
        documents.invoices[entry.key] = invoice
        context.results.issued.setdefault(entry.client_code, []).append(invoice.number)


def _new_folders(context: Context, sound: list[tuple[Entry, Draft]]) -> set[tuple[str, str]]:
    series = {series_of(context, entry.candidate) for entry, _ in sound}
    return {folder for each in series for folder in missing(context, each.siren, str(each.year))}


def _number(
    context: Context, documents: DocumentsAtHand, batch: NumberBatch, entry: Entry, *, draft: Draft
) -> Invoice:
    candidate = entry.candidate
    assert candidate is not None  # an entry that is ready has one
    series = series_of(context, candidate)
    rank = batch.next_rank(series, candidate)
    batch.events += reserved(
        batch.folders, batch.ids, code=entry.client_code, siren=series.siren, part=str(series.year)
    )
    invoice = issued(context, documents, draft, series.number(rank))
    event = numbered(context, entry, invoice, place=(series, rank), file_id=next(batch.ids))
    batch.events.append(event)
    return invoice
