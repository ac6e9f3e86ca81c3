"""What a row shows of its sums."""

from __future__ import annotations

from invoicing.document.invoice import Draft
from invoicing.register.entry import Entry
from jobs.ports import Cell


def total_cells(entry: Entry, issued: Draft | None) -> dict[str, Cell]:
    """The sums of what was issued, or would be; left alone where they are not at hand."""
    document = entry.document
    asked = entry.candidate.draft if entry.candidate and not entry.problems else _seen(entry)
    draft = issued or asked
    unknown = draft is None or document is None or document.content != entry.content
    if document is not None and issued is None and unknown:
        return {}
    totals = draft.totals if draft else None
    is_due = draft is not None and not draft.document_type.is_credit
    due = draft.terms.due_date(document.issue_date) if draft and document and is_due else None
    return {
        "Échéance": due,
        "Total HT": totals.total_without_vat if totals else None,
        "Montant TVA": totals.total_vat if totals else None,
        "Total TTC": totals.total_with_vat if totals else None,
        "Net à payer": draft.settlement.net_payable if draft else None,
    }


def _seen(entry: Entry) -> Draft | None:
    """What `Aperçu` shows of a row that is not ticked."""
    sight = entry.sight
    return sight.candidate.draft if sight is not None and not sight.problems else None
