"""Numbers are taken here: after everything that could stop a document, just before it is printed.

Rows are read again first and must be unchanged; every document is printed once on trial, under the
number it would get; then number, content and the reserved file id are recorded in one batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.series import LastNumber, Series, next_rank
from invoicing.history.events.documents import FolderReserved, Numbered
from invoicing.register.entry import DocumentState, Entry
from invoicing.related.links import tied
from invoicing.rows.drafts import TickedRow
from invoicing.rows.recipients import parties_of, recipient, roles
from invoicing.rules.duplicates import prefix_of
from invoicing.values.calendar import seller_date
from invoicing.values.canonical_json import to_json
from invoicing.values.channels import Channel
from invoicing.values.french import short_date
from jobs.approval.changed_details import first_trust
from jobs.approval.row_actions import wishes
from jobs.approval.uncounted_silence import is_heard
from jobs.channels.by_mail import mailbox, waiting_mails
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.folders import Folders, missing, reserved
from jobs.documents.trial_print import is_sound, trial
from jobs.engine.context import Context
from jobs.engine.stages import slices
from jobs.mail.answers import hear
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.quotas import left_today
from jobs.ports import Conflict, Print

A_DOCUMENT = timedelta(seconds=1)  # what filing and sending one takes, at the least
ALL_OF_IT = timedelta(minutes=23)  # of the function's 25: what is numbered must also leave


@dataclass(slots=True, kw_only=True)
class _NumberBatch:
    """Numbers given in one record."""

    on: date
    series: dict[Series, LastNumber]
    folders: Folders
    ids: Iterator[str]
    events: list[FolderReserved | Numbered] = field(default_factory=list)


def number(context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand) -> None:
    """Give every approved document that this run can still send the next number of its series."""
    wanted = {entry.key: entry.content for entry in context.entries(DocumentState.READY)}
    if not wanted or not context.register.is_sending_hour or context.is_over:
        return
    context.refresh(context.desk.ledger.read())
    hear_again(context, heard)
    counted = [
        entry for entry in context.entries(DocumentState.READY) if is_heard(context, heard, entry)
    ]
    unchanged = [entry for entry in counted if wanted.get(entry.key) == entry.content]
    ready = [
        entry for entry in unchanged if context.register.history.documents.get(entry.key) is None
    ]
    for part in slices(context, ready, partial(_trial, context, documents)):
        sound = [
            (entry, draft)
            for entry in part
            if (draft := _on_trial(context, dispatch, documents, entry))
        ]
        if sound:
            _give(context, documents, sound)


def hear_again(context: Context, heard: Heard) -> None:
    """An answer counts until the number is taken."""
    context.record(wishes(context))
    if any(entry.dossier.versions for entry in context.entries(DocumentState.READY)):
        hear(context, heard)


def _trial(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    return trial(context, documents, entry, _provisional(context, entry))


def _provisional(context: Context, entry: Entry) -> str:
    assert entry.candidate is not None  # an entry that is to be printed has one
    return _series(context, entry.candidate).number(1)


def _on_trial(
    context: Context, dispatch: Dispatch, documents: DocumentsAtHand, entry: Entry
) -> Draft | None:
    """Print it under a provisional number; what cannot be printed, or sent today, gets none."""
    candidate = entry.candidate
    given = sum(len(numbers) for numbers in context.results.issued.values())
    if candidate is None or candidate.draft is None or entry.client_code in context.failures.stops:
        return None
    if context.run.held + A_DOCUMENT * given > ALL_OF_IT:
        return None
    if not is_sound(context, documents, entry, _provisional(context, entry)):
        return None
    fits = False
    with context.answering_for(entry.client_code):
        fits = _fits(context, dispatch, documents, entry)
    return candidate.draft if fits else None


def _fits(context: Context, dispatch: Dispatch, documents: DocumentsAtHand, entry: Entry) -> bool:
    """Whether its mailbox can send it today: a number is taken only for what can leave."""
    assert entry.candidate is not None  # as above
    parties = parties_of(entry.candidate.row.buyer, entry.client_code, context.register.index)
    mails = sum(recipient(role, parties).channel == Channel.MAIL for role in roles(parties))
    box = mailbox(context, entry.client_code)
    if box not in dispatch.promised:
        dispatch.promised[box] = waiting_mails(context, dispatch, documents, entry.client_code)
    promised = dispatch.promised[box]
    if mails and promised + mails > left_today(context, dispatch, box):
        dispatch.postponed.add(entry.key)
        dispatch.full.add(box)
        return False
    dispatch.promised[box] = promised + mails
    return True


def _series(context: Context, candidate: TickedRow) -> Series:
    client = candidate.client
    assert client is not None  # an entry that is ready has one
    return Series(
        siren=client.siret[:9],
        prefix=prefix_of(client),
        year=seller_date(context.register.now).year,
    )


def _give(context: Context, documents: DocumentsAtHand, sound: list[tuple[Entry, Draft]]) -> None:
    history = context.register.history
    ids = context.desk.archive.reserve(len(sound) + len(_new_folders(context, sound)))
    batch = _NumberBatch(
        on=seller_date(context.register.now),
        series=dict(history.series),
        folders=dict(history.folders),
        ids=iter(ids),
    )
    given = [
        (entry, _number(context, documents, batch, entry, draft=draft)) for entry, draft in sound
    ]
    sellers = (entry.client_code for entry, _ in sound)
    context.record([*first_trust(context, sellers), *batch.events])
    for entry, invoice in given:
        documents.invoices[entry.key] = invoice
        context.results.issued.setdefault(entry.client_code, []).append(invoice.number)


def _new_folders(context: Context, sound: list[tuple[Entry, Draft]]) -> set[tuple[str, str]]:
    series = {_series(context, e.candidate) for e, _ in sound if e.candidate is not None}
    return {folder for each in series for folder in missing(context, each.siren, str(each.year))}


def _rank(batch: _NumberBatch, series: Series, candidate: TickedRow) -> int:
    """Take the next rank of the series; its dates never go back."""
    assert candidate.client is not None  # as above
    last = batch.series.get(series)
    if last is not None and batch.on < last.on:
        later = candidate.row.problem("series-date", on=short_date(last.on))
        raise Conflict("the series has a later date already", problems=[later])
    rank = next_rank(series, last, candidate.client.last_number)
    batch.series[series] = LastNumber(rank=rank, on=batch.on)
    return rank


def _number(
    context: Context, documents: DocumentsAtHand, batch: _NumberBatch, entry: Entry, *, draft: Draft
) -> Invoice:
    candidate = entry.candidate
    assert candidate is not None  # as above
    series = _series(context, candidate)
    rank = _rank(batch, series, candidate)
    batch.events += reserved(
        batch.folders, batch.ids, code=entry.client_code, siren=series.siren, part=str(series.year)
    )
    invoice = issued(context, documents, draft, series.number(rank))
    recipients = parties_of(candidate.row.buyer, entry.client_code, context.register.index)
    numbered = Numbered(
        client_code=entry.client_code,
        reference=entry.key.reference,
        number=invoice.number,
        issue_date=batch.on,
        siren=series.siren,
        prefix=series.prefix,
        year=series.year,
        rank=rank,
        content_hash=entry.content,
        asked=candidate.asked,
        file_id=next(batch.ids),
        roles=tuple(roles(recipients)),
        content=to_json(invoice),
    )
    batch.events.append(tied(numbered, candidate, draft))
    return invoice
