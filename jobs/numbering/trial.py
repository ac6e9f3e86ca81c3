"""Every document is printed once on trial, under the number it would get."""

from __future__ import annotations

from datetime import timedelta

from invoicing.document.invoice import Draft
from invoicing.register.entry import Entry
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.trial_print import is_sound, trial
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.numbering.batch import series_of
from jobs.numbering.quota import fits
from jobs.ports import Print

A_DOCUMENT = timedelta(seconds=1)  # what filing and sending one takes, at the least
ALL_OF_IT = timedelta(minutes=23)  # of the function's 25: what is numbered must also leave


def print_of(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    """Return what is printed on trial."""
    return trial(context, documents, entry, _provisional(context, entry))


def _provisional(context: Context, entry: Entry) -> str:
    return series_of(context, entry.candidate).number(1)


def on_trial(
    context: Context, dispatch: Dispatch, documents: DocumentsAtHand, entry: Entry
) -> Draft | None:
    """Print it under a provisional number; what cannot be printed, or sent today, gets none."""
    candidate = entry.candidate
    given = sum(len(numbers) for numbers in context.results.issued.values())
    if candidate is None or candidate.draft is None or entry.client_code in context.failures.stops:
        return None
    if context.run.held + A_DOCUMENT * given > ALL_OF_IT:
        return None
    if not is_sound(context, documents, entry, _provisional(context, entry)):
        return None
    can_leave = False
    with context.answering_for(entry.client_code):
        can_leave = fits(context, dispatch, documents, entry)
    return candidate.draft if can_leave else None
