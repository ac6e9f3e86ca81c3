"""The file of a preview: printed from its frozen content, and put into the client's folder."""

from __future__ import annotations

from invoicing.document.invoice import Invoice
from invoicing.history.events.documents import FolderMade, PreviewFiled
from invoicing.history.records import Preview
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.draft_files import ReservedDraft, put
from jobs.documents.logos import logo
from jobs.engine.context import Context


def filed(
    context: Context, documents: DocumentsAtHand, begun: Preview
) -> list[FolderMade | PreviewFiled]:
    """Print it, and say what lies there."""
    invoice = context.contents.read(Invoice, begun.record)
    seller = invoice.draft.seller
    document = context.desk.press.draft(
        invoice,
        begun.reference,
        begun.at,
        logo=logo(context, documents, begun.client_code, seller),
        asks=False,
    )
    place = ReservedDraft(key=begun.key, content=begun.content, file_id=begun.file_id)
    lying, new = put(context, documents, place, document, seller=seller)
    event = PreviewFiled(
        client_code=begun.client_code,
        reference=begun.reference,
        file_id=begun.file_id,
        sha256=lying,
        name=document.name,
    )
    return [*new, event]
