"""Which text a document's state has in `Statut`, `Prochaine étape`, `Réception`, `Validée par`.

`Prochaine étape` always says what happens when.  No text changes with the clock alone, so that
showing it again writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from invoicing.history.approval_file import FORM, SILENCE
from invoicing.history.records import Transmission
from invoicing.register import previews
from invoicing.register.entry import DocumentState, Entry, mended
from invoicing.rows.recipients import Recipient
from invoicing.rows.typed_consent import SEND_AGAIN
from invoicing.texts.states import next_steps
from invoicing.texts.states import statuses as texts
from invoicing.values.calendar import SendingHours, run_after
from invoicing.values.channels import BY_HAND, left_to_do
from invoicing.values.french import short_date, short_moment
from invoicing.values.french_names import greeted
from invoicing.values.roles import Role


def status(entry: Entry, now: datetime) -> str:
    """`Statut`.  A row that was changed after issue is blocked; its document is not.

    What a later document made of it is said once it has left.
    """
    if entry.problems:
        return texts.STATUSES["BLOCKED"]
    state = entry.state(now)
    if entry.outcome is not None and state is DocumentState.SENT:
        return entry.outcome.value
    if state is DocumentState.TO_DELIVER:
        return left_to_do(entry.issued.main.channel)
    return texts.STATUSES[state.name]


def _fixed(entry: Entry, state: DocumentState) -> str | None:
    """Return a next step that needs no instant, or ``None``."""
    if state is DocumentState.BLOCKED and is_the_client_stopped(entry):
        return held_up(entry)
    if state is DocumentState.TO_DELIVER:
        return (
            next_steps.DELIVER_AGAIN
            if _is_old(entry)
            else next_steps.BY_YOU[left_to_do(entry.issued.main.channel)]
        )
    changed = state is DocumentState.SENT and entry.problems  # since it was issued
    return next_steps.NEXT_STEPS.get((DocumentState.BLOCKED if changed else state).name)


def is_the_client_stopped(entry: Entry) -> bool:
    """Whether only the client's own row has a problem, not the document's."""
    return {problem.code for problem in entry.problems} == {"client-problem"}


def _is_old(entry: Entry) -> bool:
    """Whether the row still names the delivery before the last wish to send again."""
    row, main = entry.row, entry.issued.main
    return row is not None and main.was_delivered(row.deposited_on, row.deposit_reference)


def next_step(entry: Entry, hours: SendingHours, now: datetime) -> str:
    """Return `Prochaine étape` of a document at *now*."""
    moved = mended(entry)
    following = _send_again(entry, moved) if moved else _following(entry, hours, now)
    return previews.said(entry, following)


def _following(entry: Entry, hours: SendingHours, now: datetime) -> str:
    state = entry.state(now)
    if (fixed := _fixed(entry, state)) is not None:
        return fixed
    match state:
        case DocumentState.LATER:
            on = entry.candidate.row.issue_from if entry.candidate else None
            return next_steps.FROM_DAY.format(day=short_date(on)) if on else ""
        case DocumentState.UNSEEN:
            minutes = int(entry.delay.total_seconds() // 60)
            return next_steps.AFTER_MINUTES.format(minutes=minutes)
        case DocumentState.SETTLING:
            return _at_run(hours.next(_next_run(entry) or now))
        case DocumentState.AWAITING_APPROVAL:
            return _waits(entry)
        case (
            DocumentState.UNTOUCHED
            | DocumentState.WITHDRAWN
            | DocumentState.BLOCKED
            | DocumentState.UNASKED
            | DocumentState.ASKING
            | DocumentState.MUTE
            | DocumentState.REPLY
            | DocumentState.CORRECTION
            | DocumentState.READY
            | DocumentState.NUMBERED
            | DocumentState.FILED
            | DocumentState.DRAFTED
            | DocumentState.TO_DELIVER
            | DocumentState.LOST
            | DocumentState.UNDELIVERED
            | DocumentState.SENT
        ):
            return next_steps.AT_NEXT_RUN if hours.contain(now) else _at_run(hours.next(now))
        case _:
            assert_never(state)


def _at_run(at: datetime) -> str:
    return next_steps.AT_RUN.format(moment=short_moment(at))


QUIET = timedelta(days=3)  # after which a mail that did not come back has probably arrived


def reception(main: Transmission, now: datetime) -> str:
    """Return `Réception`: what is known of its arrival, and no more."""
    if main.bounce is not None or main.sent_at is None:
        return ""
    if main.channel in BY_HAND:
        return texts.CONFIRMED if main.reference else ""
    if main.answer is not None:
        return texts.ANSWERED
    if main.reading is not None:
        return texts.READ
    return texts.NOT_RETURNED if now - main.sent_at >= QUIET else ""


def _send_again(entry: Entry, moved: Sequence[Recipient]) -> str:
    """Return the proposal to send again; an `Action` that was done is to be emptied first."""
    copies = [recipient.role for recipient in moved if recipient.role != Role.BUYER]
    is_main = len(copies) < len(moved)
    address = texts.THE_ADDRESS if is_main else texts.COPY_ADDRESS.format(role=copies[0])
    is_asked = entry.row is not None and entry.row.action == SEND_AGAIN
    text = next_steps.SEND_ONCE_MORE if is_asked else next_steps.SEND_AGAIN
    return text.format(address=address)


def _waits(entry: Entry) -> str:
    """Return whom it waits for, and until when; « jusqu’à » when silence will be consent."""
    client = entry.candidate.client if entry.candidate else None
    who = (greeted(client.contact) or client.name) if client else texts.THE_CLIENT
    version, deadline = entry.dossier.current, entry.deadline
    if version is None or deadline is None:
        return next_steps.AWAITS_CLIENT.format(who=who)
    if not version.is_silent:
        is_same = _is_unchanged(entry)
        text = next_steps.AWAITS_WORD_UNCHANGED if is_same else next_steps.AWAITS_WORD
        return text.format(who=who)
    return next_steps.AWAITS_CLIENT_UNTIL.format(who=who, moment=short_moment(deadline))


def _is_unchanged(entry: Entry) -> bool:
    return entry.dossier.is_refused(entry.content)


def approved_by(entry: Entry) -> str:
    """Return `Validée par`: how it was approved, without a person's name."""
    approval = entry.dossier.approval
    if approval is None:
        return ""
    if approval.how == SILENCE:
        hours = entry.dossier.versions[-1].hours
        return texts.BY_SILENCE.format(hours=hours)
    return texts.BY_FORM if approval.how == FORM else approval.by


def _next_run(entry: Entry) -> datetime | None:
    """Return the instant of the run at which the content will be old enough, or ``None``."""
    return run_after(entry.settled_at) if entry.settled_at else None


def held_up(entry: Entry) -> str:
    """`Prochaine étape` of a document whose client has been stopped in this run."""
    return next_steps.CLIENT_STOPPED.format(client=entry.client_code)
