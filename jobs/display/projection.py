"""What people see beside their rows: a projection of the register, rewritten where it differs.

The program decides nothing from a shown cell; stale.py says what is worth a run.
"""

from __future__ import annotations

from jobs.closing.rows import closing_rows
from jobs.display.blank_rows import new_keys
from jobs.display.run_view import view_of_run
from jobs.display.tab_cells import all_cells
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.transmissions import transmissions
from jobs.ports import Projection


def projection(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> Projection:
    """Return what a run shows at its end."""
    view = view_of_run(context, heard, dispatch, documents)
    return Projection(
        cells=all_cells(view),
        transmissions=tuple(transmissions(view.books.entries, view.told)),
        closings=tuple(closing_rows(view.books)),
        new_keys=new_keys(context.reading),
    )
