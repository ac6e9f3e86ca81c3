"""What a document is called, and what it says of the documents before it."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.document.invoice import Draft
from invoicing.texts.pages.documents import INVOICE, TITLES, WORDS, DocumentTypeWords
from invoicing.values import french


def kind(draft: Draft) -> DocumentTypeWords:
    """Return the words for it."""
    return WORDS.get(draft.document_type.name, INVOICE)


def title(draft: Draft) -> str:
    """Return its name, at the head of the page and of the mail."""
    return TITLES[draft.document_type.name]


def noun(draft: Draft) -> str:
    """Return its name within a sentence: « facture d’acompte »."""
    name = title(draft)
    return name[0].lower() + name[1:]


def feminine(draft: Draft) -> bool:
    """Whether « elle » is said of it."""
    return kind(draft).is_feminine


def is_owed(draft: Draft) -> bool:
    """Whether the buyer has something to pay."""
    return draft.settlement.net_payable > 0 and not draft.document_type.is_credit


def before(draft: Draft) -> tuple[str, ...]:
    """Say which documents it credits or replaces."""
    return tuple(_named(kind(draft).before, draft))


def sentences(draft: Draft) -> tuple[str, ...]:
    """Say the same in a mail."""
    return tuple(f"{said}." for said in _named(kind(draft).mail, draft))


def _named(said: str, draft: Draft) -> Iterator[str]:
    """Name the documents before; the date keeps together on its line."""
    for old in draft.preceding if said else ():
        yield f"{said} {old.number} du\u00a0{french.long_date(old.issue_date)}"
