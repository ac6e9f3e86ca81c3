"""Numbers are taken here: after everything that could stop a document, just before it is printed.

Rows are read again first and must be unchanged; every document is printed once on trial, under the
number it would get; then number, content and the reserved file id are recorded in one batch.
"""

from __future__ import annotations

from functools import partial

from invoicing.register.entry import DocumentState
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.engine.stages import slices
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.numbering.give import give
from jobs.numbering.still_ready import still_ready
from jobs.numbering.trial import on_trial, print_of


def number(context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand) -> None:
    """Give every approved document that this run can still send the next number of its series."""
    wanted = context.entries(DocumentState.READY)
    if not wanted or not context.register.is_sending_hour or context.is_over:
        return
    ready = still_ready(context, heard, wanted)
    for part in slices(context, ready, partial(print_of, context, documents)):
        sound = [
            (entry, draft)
            for entry in part
            if (draft := on_trial(context, dispatch, documents, entry))
        ]
        if sound:
            give(context, documents, sound)
