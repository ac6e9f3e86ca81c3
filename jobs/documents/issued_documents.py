"""Issued documents, as they were recorded with their numbers, and their files in the archive."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.document.invoice import Draft, Invoice
from invoicing.history.records import DocumentKey
from invoicing.register.entry import UNDERWAY, DocumentState, Entry, under_way
from invoicing.register.register import Register
from invoicing.values.problems import Problem, Source
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.engine.frozen_contents import FrozenContents, lost
from jobs.engine.originals import invoices
from jobs.ports import Document, Refused


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
