"""Silence that is consent.

Only when the Form's answers, the mailbox and the request's thread have been read without error, in
this very run, to a point after the deadline; and never for money that goes back.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from invoicing.history.events.approvals import Consented, Muted
from invoicing.history.events.event import Event
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.mail_addresses import box_hash
from jobs.engine.context import Context
from jobs.engine.stages import each
from jobs.mail.answers.arrivals import arrived
from jobs.mail.heard import Heard
from jobs.mail.mailboxes import letter_box


def is_silence_over(entry: Entry, now: datetime) -> bool:
    """Whether silence would be consent now."""
    version, deadline = entry.dossier.current, entry.deadline
    return version is not None and version.is_silent and deadline is not None and deadline <= now


def consent(context: Context, heard: Heard) -> None:
    """Take silence for consent, where it counts."""
    each(
        context,
        context.entries(DocumentState.AWAITING_APPROVAL),
        partial(_consented, context, heard),
    )


def _consented(context: Context, heard: Heard, entry: Entry) -> list[Event]:
    """Date a consent at its deadline, and not at the run that notices it."""
    version, deadline, letter = entry.dossier.current, entry.deadline, entry.letter
    if version is None or deadline is None or letter is None:
        return []
    if not is_silence_over(entry, context.register.now):
        return []
    box = letter_box(context.register, entry.client_code)
    if letter.box != box_hash(box):
        code, reference = entry.key
        return [Muted(client_code=code, reference=reference, code="box-changed")]
    if box not in heard.mailboxes:
        return []
    if written := _in_thread(context, heard, entry, box=box, thread_id=letter.thread_id):
        return written
    consented = Consented(
        client_code=entry.client_code,
        reference=entry.key.reference,
        request=version.claim.request,
        content_hash=version.claim.content,
        at=deadline,
    )
    return [consented]


def _in_thread(
    context: Context, heard: Heard, entry: Entry, *, box: str, thread_id: str
) -> list[Event]:
    """What stands in the request's thread and was not heard yet, read by its id."""
    if thread_id not in heard.threads:
        heard.threads[thread_id] = context.desk.inbox.thread(box, thread_id)
    events = arrived(heard.threads[thread_id], context.register, context.register.history)
    return [event for event in events if event.key == entry.key]
