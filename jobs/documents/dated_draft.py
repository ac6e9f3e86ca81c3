"""A draft as it would be issued today: dates, agency, logo and the legal texts of that day."""

from __future__ import annotations

from dataclasses import replace

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.legal_mentions import mentions
from invoicing.values.calendar import seller_date
from jobs.documents.logos import dressed
from jobs.engine.work import Work


def issued(work: Work, draft: Draft, number: str = "") -> Invoice:
    """Return it under *number*, or none."""
    on = seller_date(work.run.now)
    agency = work.reading.rows.settings.agency
    return Invoice(
        number=number,
        issue_date=on,
        due_date=draft.terms.due_date(on),
        draft=replace(draft, seller=dressed(work, draft.seller)),
        agency=agency,
        mentions=mentions(draft, agency, on),
    )
