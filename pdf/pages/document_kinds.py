"""What a document is called, and what it says of the documents before it."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.document.invoice import Draft
from invoicing.texts.pages.documents import INVOICE, TITLES, WORDS, DocumentTypeWords
from invoicing.values import french


def kind(draft: Draft) -> DocumentTypeWords:
    """Return the French words of a draft's type."""
    return WORDS.get(draft.document_type.name, INVOICE)


def title(draft: Draft) -> str:
    """Return the title of a document, as it heads page and mail."""
    return TITLES[draft.document_type.name]


def noun(draft: Draft) -> str:
    """Return the title within a sentence: « facture d’acompte »."""
    name = title(draft)
    return name[0].lower() + name[1:]


def feminine(draft: Draft) -> bool:
    """Whether its title is feminine."""
    return kind(draft).is_feminine


def is_owed(draft: Draft) -> bool:
    """Whether the buyer has something to pay."""
    return draft.settlement.net_payable > 0 and not draft.document_type.is_credit


def before(draft: Draft) -> tuple[str, ...]:
    """Return which documents it credits or replaces, for the page."""
    return tuple(_named(kind(draft).before, draft))


def sentences(draft: Draft) -> tuple[str, ...]:
    """Return which documents it credits or replaces, as sentences of a mail."""
    return tuple(f"{phrase}." for phrase in _named(kind(draft).mail, draft))


def _named(phrase: str, draft: Draft) -> Iterator[str]:
    """Yield the phrase with each preceding document; its date stays on one line."""
    for old in draft.preceding if phrase else ():
        yield f"{phrase} {old.number} du\u00a0{french.long_date(old.issue_date)}"
