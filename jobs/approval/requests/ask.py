"""Asking for approval: what is asked is frozen and recorded with its request, then printed.

A request is recorded before anything leaves: version, content, what its code stands for, the ids
of the draft's file and of the mail that will ask (request_mail.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from invoicing.register.entry import DocumentState, Entry
from invoicing.values.problems import Problem, Source
from jobs.approval.requests.request_batch import record_requests
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.trial_print import PROVISIONAL, is_sound, trial
from jobs.engine.context import Context
from jobs.engine.stages import foresee
from jobs.mail.heard import Heard
from jobs.ports import Print


def ask(context: Context, heard: Heard, documents: DocumentsAtHand) -> None:
    """Record a request for every document that has to be approved and was not asked about."""
    wanted = [
        entry for entry in context.entries(DocumentState.UNASKED) if entry.candidate is not None
    ]
    if not wanted or context.is_over or not _can_be_answered(context, heard, wanted):
        return
    foresee(context, wanted, partial(_trial, context, documents))
    sound = [entry for entry in wanted if is_sound(context, documents, entry, PROVISIONAL)]
    if sound:
        record_requests(context, documents, sound)


def _trial(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    return trial(context, documents, entry, PROVISIONAL)


def _can_be_answered(context: Context, heard: Heard, wanted: Sequence[Entry]) -> bool:
    """Whether there is a Form to answer on, and a key to sign with; else the rows say why not."""
    flaws = heard.form_flaws
    if not flaws and not context.desk.keys.all():
        flaws = (Problem(code="approval-key", source=Source(tab="Paramètres")),)
    for entry in wanted if flaws else ():
        place = entry.row.place if entry.row else Source(tab="Factures")
        context.failures.flaws[entry.key] = tuple(replace(flaw, source=place) for flaw in flaws)
    return heard.is_form_read and not flaws
