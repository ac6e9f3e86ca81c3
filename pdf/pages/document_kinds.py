"""What a document is called, and what it says of the documents before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.titles import TITLES
from invoicing.values import french


@dataclass(frozen=True, slots=True)
class DocumentTypeWords:
    """The French words of one document type."""

    title: str  # « Facture d’acompte »
    box: str = "À payer"  # what the amount at the top is
    last: str = "Net à payer"  # what the last of the sums is
    sent: str = "envoyée"  # agrees with the title
    before: str = ""  # what it does to the document before it, on the page
    letter: str = ""  # the same, as a sentence of the mail


KINDS = {
    DocumentType.INVOICE: DocumentTypeWords(TITLES[DocumentType.INVOICE]),
    DocumentType.DEPOSIT: DocumentTypeWords(TITLES[DocumentType.DEPOSIT]),
    DocumentType.SITUATION: DocumentTypeWords(TITLES[DocumentType.SITUATION]),
    DocumentType.FINAL: DocumentTypeWords(TITLES[DocumentType.FINAL]),
    DocumentType.CREDIT_NOTE: DocumentTypeWords(
        TITLES[DocumentType.CREDIT_NOTE],
        box="À votre crédit",
        last="Net à votre crédit",
        sent="envoyé",
        before="Avoir sur la facture",
        letter="Il se rapporte à la facture",
    ),
    DocumentType.DEPOSIT_CREDIT: DocumentTypeWords(
        TITLES[DocumentType.DEPOSIT_CREDIT],
        box="À votre crédit",
        last="Net à votre crédit",
        sent="envoyé",
        before="Avoir sur la facture d’acompte",
        letter="Il se rapporte à la facture d’acompte",
    ),
    DocumentType.CORRECTED: DocumentTypeWords(
        TITLES[DocumentType.CORRECTED],
        before="Annule et remplace la facture",  # BOI-TVA-DECLA-30-20-20-20 § 190
        letter="Elle annule et remplace la facture",
    ),
}


def kind(draft: Draft) -> DocumentTypeWords:
    """Return the words for it."""
    return KINDS[draft.document_type]


def title(draft: Draft) -> str:
    """Return its name, at the head of the page and of the mail."""
    return kind(draft).title


def noun(draft: Draft) -> str:
    """Return its name within a sentence: « facture d’acompte »."""
    name = title(draft)
    return name[0].lower() + name[1:]


def feminine(draft: Draft) -> bool:
    """Whether « elle » is said of it."""
    return kind(draft).sent.endswith("e")


def is_owed(draft: Draft) -> bool:
    """Whether the buyer has something to pay."""
    return draft.settlement.net_payable > 0 and not draft.document_type.is_credit


def before(draft: Draft) -> tuple[str, ...]:
    """Say which documents it credits or replaces."""
    return tuple(_named(kind(draft).before, draft))


def sentences(draft: Draft) -> tuple[str, ...]:
    """Say the same in a letter."""
    return tuple(f"{said}." for said in _named(kind(draft).letter, draft))


def _named(said: str, draft: Draft) -> Iterator[str]:
    """Name the documents before; the date keeps together on its line."""
    for old in draft.preceding if said else ():
        yield f"{said} {old.number} du\u00a0{french.long_date(old.issue_date)}"
