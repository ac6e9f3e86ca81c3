"""Filing: an issued document is printed from its frozen content and put into the archive.

The file id was recorded with the number, so an upload that is repeated changes nothing: what lies
under the id is the document, and its SHA-256 is what is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from invoicing.history.events.documents import Filed, FolderMade, Locked
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.problems import Problem, Source
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import made
from jobs.documents.issued_documents import content
from jobs.documents.logos import logo
from jobs.engine.context import Context
from jobs.engine.stages import attempt, slices
from jobs.ports import Print, Trouble

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
