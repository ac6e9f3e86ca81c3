"""Approval: what people say, what clients answer, what silence means, and who is asked next.

Needed first (invoicing/reasons.py) ─▶ asked, by a mail with a draft and a code ─▶ answered on the
Form, by silence, or by hand ─▶ ready to be numbered.
"""

from __future__ import annotations

from datetime import datetime

from invoicing.books import Books
from invoicing.history import History
from invoicing.lifecycle import Entry, State
from invoicing.records import Transmission
from jobs import letters
from jobs.asking import ask, file_draft
from jobs.consent import consent, is_silence_over
from jobs.digest import is_digest_due
from jobs.ear import Ear
from jobs.gone import gone, withdraw
from jobs.grants import changes
from jobs.hearing import hear, listen
from jobs.notes import unconfirmed, untold
from jobs.ports import Desk
from jobs.requests import is_reminder_due, reminder_role
from jobs.trusting import ask_the_changed, changed
from jobs.wishes import new_said, wishes
from jobs.work import Work


def is_approval_due(desk: Desk, books: Books, history: History, now: datetime) -> bool:
    """Whether somebody has said something, or silence has: without taking a ticket."""
    if any(True for _ in new_said(books.entries, now)):
        return True
    if any(True for _ in changed(books, history)) or any(True for _ in gone(books, history, now)):
        return True
    if is_digest_due(books, history, now, desk.account):
        return True
    if untold(books, history, now, desk.account) or unconfirmed(books, history):
        return True
    waiting = [entry for entry in books.entries if entry.state(now) is State.AWAITING_APPROVAL]
    if any(
        is_silence_over(entry, now) or _reminds(entry, books, history, now) for entry in waiting
    ):
        return True
    heard = listen(Ear(desk=desk, books=books, history=history, now=now))
    boxes = changes(books, history, closed=heard.closed, opened=heard.opened, now=now)
    return heard.is_news or bool(heard.flaws and waiting) or any(True for _ in boxes)


def _reminds(entry: Entry, books: Books, history: History, now: datetime) -> bool:
    version = entry.dossier.current
    role = reminder_role(version.letter) if version else ""
    known = history.letters.get((entry.seller, role), Transmission())
    return is_reminder_due(entry, known, books.rows.settings.hours, now)


def settle_approvals(work: Work) -> None:
    """Take note of what people and clients have said, and of silence."""
    work.record([*wishes(work), *ask_the_changed(work)])
    hear(work)
    consent(work)
    withdraw(work)


def seek_approval(work: Work) -> None:
    """Ask for what is still to be approved, remind, and tell what happened."""
    ask(work)
    file_draft(work)
    letters.greet(work)
    letters.write(work)
    letters.send(work)
