"""An invoice before it is one: it has no number, no date and asks for no payment yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from invoicing.document.invoice import Invoice
from invoicing.texts.pages import invoice as texts
from invoicing.values import french
from pdf.pages import document_kinds, party_names, payment_terms
from pdf.pages.invoice_view import InvoiceView, view
from pdf.typesetting.brand import PLAIN, Brand


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKind:
    """What a document without a number is, and what stands across its pages."""

    name: str
    mark: str


DRAFT = DraftKind(name=texts.DRAFT, mark=texts.DRAFT_MARK)
PREVIEW = DraftKind(name=texts.PREVIEW, mark=texts.PREVIEW_MARK)


def reference(key: str) -> str:
    """Name a document that has no number.

    >>> reference("F0012").replace(french.NBSP, " ")
    'Réf. F0012'
    """
    return texts.REFERENCE.format(key=key)


def drafted(
    invoice: Invoice, key: str, look: Brand = PLAIN, kind: DraftKind = DRAFT
) -> InvoiceView:
    """Set a draft; number, dates and transfer, which issue gives, are left out or put in words."""
    draft, issued = invoice.draft, view(invoice, look)
    ways = party_names.present(("IBAN", french.iban(draft.seller.iban)), ("BIC", draft.seller.bic))
    owed = document_kinds.is_owed(draft)
    payment = replace(
        issued.payment,
        until=payment_terms.within(draft.terms) if owed else "",
        terms="",
        ways=ways if owed else (),
        code=b"",
    )
    return replace(
        issued,
        number=reference(key),
        dated=texts.NOT_DATED,
        payment=payment,
        mark=kind.mark,
    )
