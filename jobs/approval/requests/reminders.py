"""When a request is to be answered, and when its client is reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from invoicing.history.records import Stage, Transmission
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.calendar import SendingHours
from invoicing.values.roles import MailRole

QUARTER = timedelta(minutes=15)
LEEWAY = timedelta(minutes=5)  # between the writing of a request and its leaving
TOO_LATE = timedelta(hours=1)  # before the deadline nobody is reminded any more


def named_deadline(now: datetime, hours: int) -> datetime:
    """Return the deadline that a request names: *hours* after it leaves, on the quarter.

    >>> from datetime import UTC
    >>> named_deadline(datetime(2026, 11, 24, 13, 16, tzinfo=UTC), 48).isoformat()
    '2026-11-26T13:30:00+00:00'
    """
    earliest = now + timedelta(hours=hours) + LEEWAY
    past = timedelta(
        minutes=earliest.minute % 15, seconds=earliest.second, microseconds=earliest.microsecond
    )
    return earliest if not past else earliest - past + QUARTER


def reminder_role(role: str) -> str:
    """Name the reminder of a request."""
    return MailRole.REMINDER.of(role.partition(" ")[2])


def is_reminder(role: str) -> bool:
    """Say whether a mail of that role reminds."""
    return MailRole.REMINDER.names(role)


def is_reminder_due(entry: Entry, known: Transmission, hours: SendingHours, now: datetime) -> bool:
    """Whether to remind: half-way, once, at a civil hour; *known*: the reminder, so far."""
    if known.sent_at or known.is_unknown or entry.deadline is None or entry.letter is None:
        return False
    if entry.letter.sent_at is None or entry.state(now) is not DocumentState.AWAITING_APPROVAL:
        return False
    half = entry.letter.sent_at + (entry.deadline - entry.letter.sent_at) / 2
    is_civil = hours.are_civil(now) or known.stage is not Stage.NEW
    return is_civil and half <= now < entry.deadline - TOO_LATE
