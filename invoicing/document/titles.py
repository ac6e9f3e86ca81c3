"""What a document is called in French, wherever it is named."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.document.invoice import DocumentType, Draft

TITLES: Mapping[DocumentType, str] = {
    DocumentType.INVOICE: "Facture",
    DocumentType.DEPOSIT: "Facture d’acompte",
    DocumentType.SITUATION: "Facture de situation",
    DocumentType.FINAL: "Facture de solde",
    DocumentType.CREDIT_NOTE: "Avoir",
    DocumentType.DEPOSIT_CREDIT: "Avoir sur acompte",
    DocumentType.CORRECTED: "Facture rectificative",
}


def nature(draft: Draft) -> str:
    """Return what it is and, of a credit note, of which document: it has an invoice's sums."""
    title = TITLES[draft.document_type]
    if not draft.document_type.is_credit:
        return title
    olds = ", ".join(old.number for old in draft.preceding)
    joint = " " if draft.document_type is DocumentType.DEPOSIT_CREDIT else " sur "
    return f"{title}{joint}{olds}" if olds else title
