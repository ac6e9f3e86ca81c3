"""Silence that is consent.

Only when the Form's answers, the mailbox and the request's thread have been read without error, in
this very run, to a point after the deadline; and never for money that goes back.
"""

from __future__ import annotations

from datetime import datetime

from invoicing.history.events.approvals import Consented, Muted
from invoicing.history.events.event import Event
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.mail_addresses import box_hash
from jobs.engine.work import Work, each
from jobs.mail.answers import arrived
from jobs.mail.mailboxes import letter_box


def is_silence_over(entry: Entry, now: datetime) -> bool:
    """Whether silence would be consent now."""
    version, deadline = entry.dossier.current, entry.deadline
    return version is not None and version.is_silent and deadline is not None and deadline <= now


@each(DocumentState.AWAITING_APPROVAL)
def consent(work: Work, entry: Entry) -> list[Event]:
    """Take silence for consent, dated at the deadline and not at the run that noticed."""
    version, deadline, letter = entry.dossier.current, entry.deadline, entry.letter
    if version is None or deadline is None or letter is None:
        return []
    if not is_silence_over(entry, work.run.now):
        return []
    box = letter_box(work.books, entry.client_code)
    if letter.box != box_hash(box):
        code, reference = entry.key
        return [Muted(client_code=code, reference=reference, code="box-changed")]
    if box not in work.heard:
        return []
    if written := _in_thread(work, entry, box, letter.thread_id):
        return written
    consented = Consented(
        client_code=entry.client_code,
        reference=entry.key.reference,
        request=version.claim.request,
        content_hash=version.claim.content,
        at=deadline,
    )
    return [consented]


def _in_thread(work: Work, entry: Entry, box: str, thread_id: str) -> list[Event]:
    """What stands in the request's thread and was not heard yet, read by its id."""
    if thread_id not in work.threads:
        work.threads[thread_id] = work.run.desk.inbox.thread(box, thread_id)
    events = arrived(work.threads[thread_id], work.books, work.run.history)
    return [event for event in events if event.key == entry.key]
