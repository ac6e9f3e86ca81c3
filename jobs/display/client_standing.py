"""`Statut` of a client: whether his contract is closed, and what he has to do if it is not."""

from __future__ import annotations

from invoicing.approval.confirmed_details import waits_for_his_word
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.texts.states.statuses import (
    CLIENT_ACTIVE,
    CLIENT_TO_COMPLETE,
    CLIENT_TO_CONFIRM,
)
from jobs.closing.status import status_of
from jobs.display.row_view import RowView


def standing(view: RowView, row: ClientRow) -> str:
    """Return what `Statut` shows."""
    closing = view.books.history.closings.get(normalised(row.code))
    if closing is not None:
        return status_of(closing, row, view.today)
    problems = view.problems_of(row)
    if waits_for_his_word(problems):
        return CLIENT_TO_CONFIRM
    return CLIENT_TO_COMPLETE if problems else CLIENT_ACTIVE
