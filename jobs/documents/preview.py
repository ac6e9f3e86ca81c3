"""`Aperçu`: the row as it is now, printed as a draft into the client's folder; nothing is sent.

What is shown is frozen and recorded with its file's id, then printed: a run that dies in between is
completed by the next one, with the same bytes.
"""

from __future__ import annotations

from functools import partial

from invoicing.register.previews import is_wanted
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.preview_due import unfinished
from jobs.documents.preview_events import prepared
from jobs.documents.preview_files import filed
from jobs.documents.trial_print import PROVISIONAL, is_sound
from jobs.engine.context import Context
from jobs.engine.stages import each


def preview(context: Context, documents: DocumentsAtHand) -> None:
    """Make the previews that are wanted; a document that cannot be asked about can be shown."""
    wanted = [
        entry
        for entry in context.register.entries
        if is_wanted(entry) and context.goes_on(entry.client_code)
    ]
    sound = [entry for entry in wanted if is_sound(context, documents, entry, PROVISIONAL)]
    if sound and not context.is_over:
        context.record(list(prepared(context, documents, sound)))
    begun = [
        made for made in unfinished(context.register) if context.only in {"", made.client_code}
    ]
    each(context, begun, partial(filed, context, documents))
