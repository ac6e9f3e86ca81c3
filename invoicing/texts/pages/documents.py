"""The French of document types: titles, and what agrees with them.

Keys are names of ``DocumentType``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TITLES: Mapping[str, str] = {
    "INVOICE": "Facture",
    "DEPOSIT": "Facture d’acompte",
    "SITUATION": "Facture de situation",
    "FINAL": "Facture de solde",
    "CREDIT_NOTE": "Avoir",
    "DEPOSIT_CREDIT": "Avoir sur acompte",
    "CORRECTED": "Facture rectificative",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTypeWords:
    """The French words of one document type, beside its title."""

    is_feminine: bool = True  # « facture » is, « avoir » is not
    box: str = "À payer"  # what the amount at the top is
    last: str = "Net à payer"  # what the last of the sums is
    before: str = ""  # what it does to the document before it, on the page
    mail: str = ""  # the same, as a sentence of the mail


INVOICE = DocumentTypeWords()
WORDS: Mapping[str, DocumentTypeWords] = {  # those that are not an invoice's
    "CREDIT_NOTE": DocumentTypeWords(
        is_feminine=False,
        box="À votre crédit",
        last="Net à votre crédit",
        before="Avoir sur la facture",
        mail="Il se rapporte à la facture",
    ),
    "DEPOSIT_CREDIT": DocumentTypeWords(
        is_feminine=False,
        box="À votre crédit",
        last="Net à votre crédit",
        before="Avoir sur la facture d’acompte",
        mail="Il se rapporte à la facture d’acompte",
    ),
    "CORRECTED": DocumentTypeWords(
        before="Annule et remplace la facture",  # BOI-TVA-DECLA-30-20-20-20 § 190
        mail="Elle annule et remplace la facture",
    ),
}
