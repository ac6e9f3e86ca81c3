"""The drafts of requests: printed from what was frozen, and put into the archive."""

from __future__ import annotations

from functools import partial

from invoicing.document.invoice import Invoice
from invoicing.history.events.approvals import DraftFiled
from invoicing.history.events.event import Event
from invoicing.register.entry import DocumentState, Entry
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.draft_files import ReservedDraft, put
from jobs.documents.logos import logo
from jobs.engine.context import Context
from jobs.engine.stages import each
from jobs.ports import Print


def file_drafts(context: Context, documents: DocumentsAtHand) -> None:
    """Print the drafts of requests and put them into the archive."""
    entries = context.entries(DocumentState.ASKING)
    each(context, entries, partial(_filed, context, documents), partial(_print, context, documents))


def _print(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    version = entry.dossier.current
    assert version is not None  # an entry that is being asked about has one
    invoice = asked_invoice(context, entry)
    picture = logo(context, documents, entry.client_code, invoice.draft.seller)
    return Print(invoice=invoice, logo=picture, at=version.at, key=entry.key.reference)


def _filed(context: Context, documents: DocumentsAtHand, entry: Entry) -> list[Event]:
    """Archive one draft: what lies under its id is the draft."""
    version = entry.dossier.current
    if version is None or version.sha256:
        return []
    wanted = _print(context, documents, entry)
    document = context.desk.press.draft(wanted.invoice, wanted.key, version.at, logo=wanted.logo)
    place = ReservedDraft(key=entry.key, content=entry.content, file_id=version.file_id)
    lying, new = put(context, documents, place, document, seller=wanted.invoice.draft.seller)
    if lying == document.sha256:
        documents.files[entry.key] = document
    filed = DraftFiled(
        client_code=entry.client_code,
        reference=entry.key.reference,
        sha256=lying,
        name=document.name,
    )
    return [*new, filed]


def asked_invoice(context: Context, entry: Entry) -> Invoice:
    """Return what the current request froze."""
    version = entry.dossier.current
    assert version is not None  # an entry that is being asked about has one
    return context.contents.read(Invoice, version.record)
