"""A draft as it would be issued today: dates, agency, logo and the legal texts of that day."""

from __future__ import annotations

from dataclasses import replace

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.legal_mentions import mentions
from invoicing.values.calendar import seller_date
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.logos import dressed
from jobs.engine.context import Context


def issued(context: Context, documents: DocumentsAtHand, draft: Draft, number: str = "") -> Invoice:
    """Return it under *number*, or none."""
    on = seller_date(context.register.now)
    agency = context.register.rows.settings.agency
    return Invoice(
        number=number,
        issue_date=on,
        due_date=draft.terms.due_date(on),
        draft=replace(draft, seller=dressed(context, documents, draft.seller)),
        agency=agency,
        mentions=mentions(draft, agency, on),
    )
