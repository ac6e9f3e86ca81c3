"""What a run lays out at its end: the register, and all that the run met outside."""

from __future__ import annotations

from dataclasses import replace

from jobs.approval.uncounted_silence import unheard
from jobs.display.problems import met
from jobs.display.row_view import RowView
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.issued_documents import issued_drafts
from jobs.engine.context import Context
from jobs.mail.delivery_details import told
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard


def view_of_run(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> RowView:
    """Return what the cells are made of."""
    uncounted = unheard(context, heard)
    problems = [*met(context, dispatch), *uncounted.values()]
    return replace(
        RowView.of(context.register, problems),
        told=told(context, dispatch),
        flawed=frozenset(context.failures.flaws),
        stopped=frozenset(context.failures.stops),
        issued=issued_drafts(context, documents),
        postponed=dispatch.postponed,
        unheard=uncounted.keys(),
        ran=True,
    )
