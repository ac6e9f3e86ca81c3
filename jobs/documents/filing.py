"""Filing: an issued document is printed from its frozen content and put into the archive.

The file id was recorded with the number, so an upload that is repeated changes nothing: what lies
under the id is the document, and its SHA-256 is what is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from invoicing.document.invoice import Draft, Invoice
from invoicing.history.events.documents import Filed, FolderMade, Locked
from invoicing.history.records import DocumentKey
from invoicing.register.entry import UNDERWAY, DocumentState, Entry, under_way
from invoicing.values.problems import Problem, Source
from jobs.documents.folders import made
from jobs.documents.logos import logo
from jobs.engine.frozen_contents import lost
from jobs.engine.originals import invoices
from jobs.engine.work import Work, attempt, slices
from jobs.ports import Document, Print, Refused, Trouble

Filing = FolderMade | Filed


def file(work: Work) -> None:
    """Print, upload and lock every document that has a number and no file."""
    for part in slices(work.entries(DocumentState.NUMBERED), work, _print):
        events: list[Filing] = []
        for entry in part:
            events += attempt(_put, work, entry)
        work.record(_locked(work, events))


def _print(work: Work, entry: Entry) -> Print:
    invoice = content(work, entry)
    picture = logo(work, entry.client_code, invoice.draft.seller)
    return Print(invoice=invoice, logo=picture, at=entry.issued.numbered_at)


def _put(work: Work, entry: Entry) -> list[Filing]:
    issued, wanted = entry.issued, _print(work, entry)
    year = str(issued.issue_date.year)
    folder, new = made(work, entry.client_code, wanted.invoice.draft.seller, year)
    document = work.run.desk.press.invoice(wanted.invoice, issued.numbered_at, wanted.logo)
    work.run.may_act()
    lying = work.run.desk.archive.put(
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
        work.files[entry.key] = document
    filed = Filed(
        client_code=entry.client_code,
        reference=entry.key.reference,
        sha256=lying,
        name=document.name,
        is_locked=True,
        file_id=issued.file_id,
    )
    return [*new, filed]


def _locked(work: Work, events: Sequence[Filing]) -> list[Filing]:
    """Lock what has been filed; a lock that fails is said, and stops nothing."""
    ids = [event.file_id for event in events if isinstance(event, Filed)]
    if not ids:
        return list(events)
    try:
        work.run.desk.archive.lock(ids)
    except Trouble:
        work.notes.append(Problem(code="not-locked", source=Source(tab="Factures")))
        return [_unlocked(event) for event in events]
    return list(events)


def _unlocked(event: Filing) -> Filing:
    return replace(event, is_locked=False) if isinstance(event, Filed) else event


def lock(work: Work) -> None:
    """Try again to lock what an earlier run could not."""
    documents = (entry.document for entry in work.books.entries)
    loose = [each for each in documents if each and each.sha256 and not each.locked]
    earlier = [each for each in loose if each.key not in work.files]
    if not earlier or work.is_over:
        return
    try:
        work.run.desk.archive.lock([each.file_id for each in earlier])
    except Trouble:
        return
    work.record([
        Locked(client_code=each.client_code, reference=each.reference) for each in earlier
    ])


def content(work: Work, entry: Entry) -> Invoice:
    """Return the frozen content of an issued document, checked against its recorded hash."""
    if entry.key not in work.invoices:
        _fetch(work, [entry, *filter(_moves, work.entries(*UNDERWAY, DocumentState.SENT))])
    if entry.key not in work.invoices:
        raise lost()
    return work.invoices[entry.key]


def _moves(entry: Entry) -> bool:
    """Whether it is still to leave, to the buyer or, where he has it, to somebody else."""
    return not entry.issued.main.is_out or bool(under_way(entry))


def issued_drafts(work: Work) -> dict[DocumentKey, Draft]:
    """Return what rows that do not tell it (any more) were issued as.

    Such are rows that were changed after issue, and those whose content hangs on earlier documents.
    """
    untold = [
        entry for entry in work.books.entries
        if entry.document is not None and entry.document.content != entry.content
        and (entry.problems or entry.key in work.invoices or not _shows_its_sums(work, entry))
    ]  # fmt: skip
    _fetch(work, untold)
    known = (entry.key for entry in untold if entry.key in work.invoices)
    return {key: work.invoices[key].draft for key in known}


def _shows_its_sums(work: Work, entry: Entry) -> bool:
    """Whether an earlier run has shown them; a row that is gone shows nothing."""
    shown = work.reading.shown.get("Factures", {})
    return entry.row is None or bool(shown.get(entry.row.identity, {}).get("Total TTC"))


def _fetch(work: Work, entries: Sequence[Entry]) -> None:
    """Read the contents of *entries* that are not at hand, in one request."""
    wanted = {entry.key: entry.issued.record for entry in entries if entry.key not in work.invoices}
    work.invoices.update(invoices(work.run.desk.ledger, work.run.rows, wanted))


def archived(work: Work, entry: Entry) -> Document:
    """The bytes just archived; downloaded, and checked, when a run before this one did it."""
    issued = entry.issued
    document = work.files.get(entry.key)
    if document is None:
        document = work.run.desk.archive.get(issued.file_id, issued.name)
    if document.sha256 != issued.sha256:
        values = {"number": issued.number}
        changed = Problem(code="file-changed", source=place_of(work, entry), values=values)
        raise Refused("the archived file is not what was recorded", problems=[changed])
    return document


def place_of(work: Work, entry: Entry) -> Source:
    """A document's row, or the client's if that is gone."""
    return entry.row.place if entry.row else work.client_place(entry.client_code)
