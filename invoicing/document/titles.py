"""What a document is called in French, wherever it is named."""

from __future__ import annotations

from invoicing.document.invoice import DocumentType, Draft
from invoicing.texts.pages.documents import TITLES


def nature(draft: Draft) -> str:
    """Return what it is and, of a credit note, of which document: it has an invoice's sums."""
    title = TITLES[draft.document_type.name]
    if not draft.document_type.is_credit:
        return title
    olds = ", ".join(old.number for old in draft.preceding)
    joint = " " if draft.document_type is DocumentType.DEPOSIT_CREDIT else " sur "
    return f"{title}{joint}{olds}" if olds else title
