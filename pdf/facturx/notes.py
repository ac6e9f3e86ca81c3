"""The notes of the XML (BG-1): the legal texts, the treatment, and what the row says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from invoicing.document.invoice import DocumentType, Draft, Invoice, PrintedLegalText
from invoicing.document.parties import BuyerKind
from invoicing.texts.pages import electronic_invoice as texts
from invoicing.values import french

# BR-FR-05 wants these three on every invoice.  C. com. L441-9 and L441-10 bind professionals only,
# and speak of a payment: where they do not apply, the notes say so, in the XML alone.
CONSUMER = tuple(
    PrintedLegalText(subject_code=code, text=text) for code, text in texts.TO_CONSUMERS.items()
)
CREDITED = tuple(
    PrintedLegalText(subject_code=code, text=texts.CREDITED) for code in texts.TO_CONSUMERS
)


def notes(invoice: Invoice) -> Iterator[PrintedLegalText]:
    """Yield all notes, in the order of importance."""
    draft = invoice.draft
    yield from invoice.mentions
    yield from _without_object(draft)
    if treatment := _treatment(draft):
        yield PrintedLegalText(subject_code="BAR", text=treatment)
    yield from (PrintedLegalText(text=text) for text in _printed_only(draft) if text)


def _without_object(draft: Draft) -> tuple[PrintedLegalText, ...]:
    """Return what stands for the legal texts that do not apply to the draft."""
    if draft.document_type.is_credit:
        return CREDITED
    return CONSUMER if draft.buyer.kind is BuyerKind.PRIVATE else ()


def _treatment(draft: Draft) -> str:
    """BR-FR-20: where the invoice goes under the reform; "" where the buyer does not tell it."""
    abroad = draft.buyer.address.country != "FR"
    match draft.buyer.kind:
        case BuyerKind.PRIVATE:
            return "B2CINT" if abroad else "B2C"
        case BuyerKind.BUSINESS if abroad:
            return "B2BINT"
        case BuyerKind.BUSINESS if draft.buyer.legal_id:
            return "B2B"
        case BuyerKind.BUSINESS | BuyerKind.PUBLIC | BuyerKind.ASSOCIATION | BuyerKind.CO_OWNERSHIP:
            return ""
        case _:
            assert_never(draft.buyer.kind)


def _printed_only(draft: Draft) -> Iterator[str]:
    """Yield what is printed and has no term of its own in EN 16931."""
    yield _labelled("Objet", draft.subject)
    yield _labelled("Lieu", draft.place)
    yield _labelled("Tiers payeur", draft.payer)
    yield _replaced(draft)
    yield _labelled("Motif", draft.reason)
    yield draft.notes.strip()
    yield draft.seller.notes.strip()


def _labelled(label: str, text: str) -> str:
    return f"{label}\u00a0: {text.strip()}" if text.strip() else ""


def _replaced(draft: Draft) -> str:
    """BOI-TVA-DECLA-30-20-20-20 § 190: an express mention of what is cancelled."""
    if draft.document_type is not DocumentType.CORRECTED:
        return ""
    olds = (
        texts.NUMBER_OF.format(number=old.number, day=french.short_date(old.issue_date))
        for old in draft.preceding
    )
    return texts.REPLACES.format(numbers=", ".join(olds))
