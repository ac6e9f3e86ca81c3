"""What a document is called, and what it says of the documents before it."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.invoice import DocumentType, Draft
from pdf import french

TITLES = {
    DocumentType.INVOICE: "Facture",
    DocumentType.DEPOSIT: "Facture d’acompte",
    DocumentType.SITUATION: "Facture de situation",
    DocumentType.FINAL: "Facture de solde",
    DocumentType.CREDIT_NOTE: "Avoir",
    DocumentType.CORRECTED: "Facture rectificative",
}
BEFORE = {
    DocumentType.CREDIT_NOTE: "Avoir sur la facture",
    DocumentType.CORRECTED: "Annule et remplace la facture",  # BOI-TVA-DECLA-30-20-20-20 § 190
}


def title(draft: Draft) -> str:
    """Return its name, at the head of the page and of the mail."""
    return TITLES[draft.document_type]


def is_credit(draft: Draft) -> bool:
    """Whether the seller owes, and the buyer pays nothing."""
    return draft.document_type is DocumentType.CREDIT_NOTE


def before(draft: Draft) -> Iterator[str]:
    """Say which documents it credits or replaces, and why."""
    if said := BEFORE.get(draft.document_type):
        for old in draft.preceding:
            yield f"{said} {old.number} du {french.long_date(old.issue_date)}"
    if draft.reason:
        yield f"Motif\u00a0: {draft.reason}"
