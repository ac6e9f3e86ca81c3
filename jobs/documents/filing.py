"""Filing: an issued document is printed from its frozen content and put into the archive.

The file id was recorded with the number, so an upload that is repeated changes nothing: what lies
under the id is the document, and its SHA-256 is what is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from invoicing.document.invoice import Draft, Invoice
from invoicing.history.events.documents import Filed, FolderMade, Locked
from invoicing.history.records import DocumentKey
from invoicing.register.entry import UNDERWAY, DocumentState, Entry, under_way
from invoicing.register.register import Register
from invoicing.values.problems import Problem, Source
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import made
from jobs.documents.logos import logo
from jobs.engine.context import Context
from jobs.engine.frozen_contents import FrozenContents, lost
from jobs.engine.originals import invoices
from jobs.engine.stages import attempt, slices
from jobs.ports import Document, Print, Refused, Trouble

Filing = FolderMade | Filed


def file(context: Context, documents: DocumentsAtHand) -> None:
    """Print, upload and lock every document that has a number and no file."""
    prints, put = partial(_print, context, documents), partial(_put, context, documents)
    for part in slices(context, context.entries(DocumentState.NUMBERED), prints):
        events = [event for entry in part for event in attempt(context, put, entry)]
        context.record(_locked(context, events))


def _print(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    invoice = content(context, documents, entry)
    picture = logo(context, documents, entry.client_code, invoice.draft.seller)
    return Print(invoice=invoice, logo=picture, at=entry.issued.numbered_at)


def _put(context: Context, documents: DocumentsAtHand, entry: Entry) -> list[Filing]:
    issued, wanted = entry.issued, _print(context, documents, entry)
    year = str(issued.issue_date.year)
    folder, new = made(
        context, documents, entry.client_code, wanted.invoice.draft.seller, part=year
    )
    document = context.desk.press.invoice(wanted.invoice, issued.numbered_at, wanted.logo)
    context.run.may_act()
    lying = context.desk.archive.put(
        issued.file_id,
        document,
        folder=folder,
        properties={
            "client": entry.client_code,
            "ref": entry.key.reference[:60],
            "content": issued.content,
        },
    )
    if lying == document.sha256:
        documents.files[entry.key] = document
    filed = Filed(
        client_code=entry.client_code,
        reference=entry.key.reference,
        sha256=lying,
        name=document.name,
        is_locked=True,
        file_id=issued.file_id,
    )
    return [*new, filed]


def _locked(context: Context, events: Sequence[Filing]) -> list[Filing]:
    """Lock what has been filed; a lock that fails is said, and stops nothing."""
    ids = [event.file_id for event in events if isinstance(event, Filed)]
    if not ids:
        return list(events)
    try:
        context.desk.archive.lock(ids)
    except Trouble:
        context.failures.notes.append(Problem(code="not-locked", source=Source(tab="Factures")))
        return [_unlocked(event) for event in events]
    return list(events)


def _unlocked(event: Filing) -> Filing:
    return replace(event, is_locked=False) if isinstance(event, Filed) else event


def lock(context: Context, documents: DocumentsAtHand) -> None:
    """Try again to lock what an earlier run could not."""
    issued = (entry.document for entry in context.register.entries)
    loose = [each for each in issued if each and each.sha256 and not each.locked]
    earlier = [each for each in loose if each.key not in documents.files]
    if not earlier or context.is_over:
        return
    try:
        context.desk.archive.lock([each.file_id for each in earlier])
    except Trouble:
        return
    context.record([
        Locked(client_code=each.client_code, reference=each.reference) for each in earlier
    ])


def content(context: Context, documents: DocumentsAtHand, entry: Entry) -> Invoice:
    """Return the frozen content of an issued document, checked against its recorded hash."""
    if entry.key not in documents.invoices:
        _fetch(
            context.contents,
            documents,
            [entry, *filter(_moves, context.entries(*UNDERWAY, DocumentState.SENT))],
        )
    if entry.key not in documents.invoices:
        raise lost()
    return documents.invoices[entry.key]


def _moves(entry: Entry) -> bool:
    """Whether it is still to leave, to the buyer or, where he has it, to somebody else."""
    return not entry.issued.main.is_out or bool(under_way(entry))


def issued_drafts(context: Context, documents: DocumentsAtHand) -> dict[DocumentKey, Draft]:
    """Return what rows that do not tell it (any more) were issued as.

    Such are rows that were changed after issue, and those whose content hangs on earlier documents.
    """
    untold = [
        entry
        for entry in context.register.entries
        if entry.document is not None
        and entry.document.content != entry.content
        and (
            entry.problems or entry.key in documents.invoices or not _shows_its_sums(context, entry)
        )
    ]
    _fetch(context.contents, documents, untold)
    known = (entry.key for entry in untold if entry.key in documents.invoices)
    return {key: documents.invoices[key].draft for key in known}


def _shows_its_sums(context: Context, entry: Entry) -> bool:
    """Whether an earlier run has shown them; a row that is gone shows nothing."""
    shown = context.reading.shown.get("Factures", {})
    return entry.row is None or bool(shown.get(entry.row.identity, {}).get("Total TTC"))


def _fetch(contents: FrozenContents, documents: DocumentsAtHand, entries: Sequence[Entry]) -> None:
    """Read the contents of *entries* that are not at hand, in one request."""
    wanted = {
        entry.key: entry.issued.record for entry in entries if entry.key not in documents.invoices
    }
    documents.invoices.update(invoices(contents, wanted))


def archived(context: Context, documents: DocumentsAtHand, entry: Entry) -> Document:
    """The bytes just archived; downloaded, and checked, when a run before this one did it."""
    issued = entry.issued
    document = documents.files.get(entry.key)
    if document is None:
        document = context.desk.archive.get(issued.file_id, issued.name)
    if document.sha256 != issued.sha256:
        values = {"number": issued.number}
        changed = Problem(
            code="file-changed", source=place_of(context.register, entry), values=values
        )
        raise Refused("the archived file is not what was recorded", problems=[changed])
    return document


def place_of(register: Register, entry: Entry) -> Source:
    """A document's row, or the client's if that is gone."""
    return entry.row.place if entry.row else register.client_place(entry.client_code)
