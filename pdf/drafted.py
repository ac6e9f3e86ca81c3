"""An invoice as it is shown for approval: it has no number, no date and asks for no payment yet."""

from __future__ import annotations

from dataclasses import replace

from invoicing.invoice import Invoice
from pdf import french, kinds, names
from pdf.look import PLAIN, Look
from pdf.view import View, view

MARK = "BROUILLON – à valider"


def reference(key: str) -> str:
    """Name a document that has no number.

    >>> reference("F0012").replace(french.NBSP, " ")
    'Réf. F0012'
    """
    return f"Réf.{french.NBSP}{key}"


def drafted(invoice: Invoice, key: str, look: Look = PLAIN) -> View:
    """Set it; what only its issue gives (number, dates, transfer) is left out or told in words."""
    draft, issued = invoice.draft, view(invoice, look)
    ways = names.present(("IBAN", french.iban(draft.seller.iban)), ("BIC", draft.seller.bic))
    owed = kinds.is_owed(draft)
    payment = replace(
        issued.payment,
        until=french.terms(draft.terms) if owed else "",
        terms="",
        ways=ways if owed else (),
        code=b"",
    )
    return replace(
        issued,
        number=reference(key),
        dated=f"Date{french.NBSP}: à l’émission",
        payment=payment,
        mark=MARK,
    )
