"""What a row shows of its progress: where the document stands, and what comes next."""

from __future__ import annotations

from invoicing.register.entry import DocumentState, Entry
from invoicing.register.statuses import held_up, next_step, status
from invoicing.texts.states.next_steps import NEXT_STEPS, PREVIEW_IMPOSSIBLE, TOMORROW, UNHEARD
from invoicing.texts.states.statuses import STATUSES
from jobs.display.row_view import RowView
from jobs.ports import Cell

_MOVING = frozenset({
    DocumentState.READY,
    DocumentState.NUMBERED,
    DocumentState.FILED,
    DocumentState.DRAFTED,
})


def progress_cells(view: RowView, entry: Entry) -> dict[str, Cell]:
    """`Statut` and `Prochaine étape`."""
    if entry.key in view.flawed and entry.candidate is None and entry.document is None:
        return {"Statut": "", "Prochaine étape": PREVIEW_IMPOSSIBLE}
    if entry.key in view.unheard:
        return {"Statut": STATUSES["BLOCKED"], "Prochaine étape": UNHEARD}
    if entry.key in view.postponed:
        return {"Statut": STATUSES["READY"], "Prochaine étape": TOMORROW}
    said = status(entry, view.now)
    following = next_step(entry, view.books.rows.settings.hours, view.now)
    if entry.key in view.flawed:
        said = STATUSES["BLOCKED"]
        following = NEXT_STEPS["BLOCKED"] if entry.document is None else following
    if entry.client_code in view.stopped and entry.state(view.now) in _MOVING:
        following = held_up(entry)
    return {"Statut": said, "Prochaine étape": following}
