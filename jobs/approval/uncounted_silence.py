"""Silence that is not counted: the row says why.

It counts only where the Form and the mailbox of the request were read in this very run.  A look
that takes no ticket does not know whether they can be: it leaves those rows' cells alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from invoicing.history.approval_file import SILENCE
from invoicing.history.records import DocumentKey
from invoicing.register.entry import DocumentState, Entry
from invoicing.texts.problems.table import PROBLEMS
from invoicing.values.problems import Problem
from jobs.approval.silence import is_silence_over
from jobs.engine.context import Context
from jobs.mail.heard import Heard
from jobs.mail.mailboxes import letter_box


def rests_on_silence(entry: Entry, now: datetime) -> bool:
    """Whether it is, or would now be, approved by silence alone."""
    state, approval = entry.state(now), entry.dossier.approval
    if state is DocumentState.READY:
        return approval is not None and approval.how == SILENCE
    return state is DocumentState.AWAITING_APPROVAL and is_silence_over(entry, now)


def is_heard(context: Context, heard: Heard, entry: Entry) -> bool:
    """Whether silence was silence to the last: a Form that cannot be read may hold a « non »."""
    is_silent = rests_on_silence(entry, context.register.now)
    return not is_silent or letter_box(context.register, entry.client_code) in heard.mailboxes


def unheard(context: Context, heard: Heard) -> Mapping[DocumentKey, Problem]:
    """Return why silence was not counted, by the document that waits for it."""
    entries = context.register.entries if heard.has_listened else ()
    return {entry.key: problem for entry in entries for problem in _why(context, heard, entry)}


def _why(context: Context, heard: Heard, entry: Entry) -> Iterator[Problem]:
    if entry.row is None or is_heard(context, heard, entry):
        return
    if heard.form_flaws:
        flaw = heard.form_flaws[0]
        why = PROBLEMS[flaw.code].what.format_map(flaw.values)
        yield entry.row.problem("silence-form-broken", why=why)
    elif not heard.is_form_read:
        yield entry.row.problem("silence-form-unread")
    else:
        mailbox = letter_box(context.register, entry.client_code)
        yield entry.row.problem("silence-box-unread", mailbox=mailbox)
