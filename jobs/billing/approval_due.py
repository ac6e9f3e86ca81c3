"""Whether somebody has said something, or silence has."""

from __future__ import annotations

from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from jobs.approval.changed_details import changed
from jobs.approval.requests.reminders import is_reminder_due, reminder_role
from jobs.approval.row_actions import new_said
from jobs.approval.silence import is_silence_over
from jobs.approval.vanished_rows import gone
from jobs.billing.answers_due import is_answer_due
from jobs.notices.notices import is_notice_due
from jobs.ports import Desk


def is_approval_due(desk: Desk, books: Register) -> bool:
    """Look without taking a ticket; the Form and the mailboxes are read last."""
    for found in (new_said(books.entries, books.now), changed(books), gone(books)):
        if any(True for _ in found):
            return True
    if is_notice_due(books, desk.account):
        return True
    waiting = [
        entry
        for entry in books.entries
        if entry.state(books.now) is DocumentState.AWAITING_APPROVAL
    ]
    if any(is_silence_over(entry, books.now) or _reminds(entry, books) for entry in waiting):
        return True
    return is_answer_due(desk, books, waiting=bool(waiting))


def _reminds(entry: Entry, books: Register) -> bool:
    version = entry.dossier.current
    role = reminder_role(version.letter) if version else ""
    known = books.history.mail(entry.client_code, role)
    return is_reminder_due(entry, known, books.rows.settings.hours, books.now)
