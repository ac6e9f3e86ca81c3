"""Approval: what people say, what clients answer, what silence means, and who is asked next.

Needed first (invoicing/approval/reasons.py) ─▶ asked, by a mail with a draft and a code ─▶
answered on the Form, by silence, or by hand ─▶ ready to be numbered.
"""

from __future__ import annotations

from datetime import datetime

from invoicing.history.history import History
from invoicing.history.records import Transmission
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from jobs.approval.changed_details import ask_the_changed, changed
from jobs.approval.request_mail import is_reminder_due, reminder_role
from jobs.approval.row_actions import new_said, wishes
from jobs.approval.silence import consent, is_silence_over
from jobs.approval.vanished_rows import gone, withdraw
from jobs.engine.context import Context
from jobs.mail.answers import hear, listen
from jobs.mail.dead_mailboxes import changes
from jobs.mail.heard import Heard
from jobs.mail.listening_scope import ListeningScope
from jobs.notices.daily_digest import is_digest_due
from jobs.notices.notices import unconfirmed, untold
from jobs.ports import Desk


def is_approval_due(desk: Desk, books: Register, history: History, now: datetime) -> bool:
    """Whether somebody has said something, or silence has: without taking a ticket."""
    if any(True for _ in new_said(books.entries, now)):
        return True
    if any(True for _ in changed(books, history)) or any(True for _ in gone(books, history, now)):
        return True
    if is_digest_due(books, history, now, desk.account):
        return True
    if untold(books, history, now, desk.account) or unconfirmed(books, history):
        return True
    waiting = [
        entry for entry in books.entries if entry.state(now) is DocumentState.AWAITING_APPROVAL
    ]
    if any(
        is_silence_over(entry, now) or _reminds(entry, books, history, now) for entry in waiting
    ):
        return True
    heard = listen(ListeningScope(desk=desk, books=books, history=history, now=now))
    boxes = changes(books, closed=heard.closed, opened=heard.opened)
    return heard.is_news or bool(heard.flaws and waiting) or any(True for _ in boxes)


def _reminds(entry: Entry, books: Register, history: History, now: datetime) -> bool:
    version = entry.dossier.current
    role = reminder_role(version.letter) if version else ""
    known = history.letters.get((entry.client_code, role), Transmission())
    return is_reminder_due(entry, known, books.rows.settings.hours, now)


def settle_approvals(context: Context, heard: Heard) -> None:
    """Take note of what people and clients have said, and of silence."""
    context.record([*wishes(context), *ask_the_changed(context)])
    hear(context, heard)
    consent(context, heard)
    withdraw(context)
