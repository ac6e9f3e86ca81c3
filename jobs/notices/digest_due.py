"""When the day's summary is due, and since when it tells.

On a quiet day nothing, but always on Monday: a dead scheduler must not look like a quiet day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from invoicing.register.daily_digest import sections
from invoicing.register.register import Register
from invoicing.values.calendar import SELLER_ZONE, seller_date
from invoicing.values.mail_addresses import is_address
from invoicing.values.roles import MailRole
from jobs.mail.mailboxes import agency_box, open_box

A_DAY = timedelta(days=1)
MONDAY = 0


def role_of(now: datetime) -> str:
    """Name the summary of a day, the seller's."""
    return MailRole.DIGEST.of(seller_date(now).isoformat())


def since(books: Register) -> datetime:
    """Since when it tells: the last one, or a day ago."""
    now = books.now
    sent = (
        letter.sent_at
        for (code, role), letter in books.history.letters.items()
        if not code and MailRole.DIGEST.names(role) and role != role_of(now) and letter.sent_at
    )
    return max(sent, default=now - A_DAY)


def is_digest_due(books: Register, account: str) -> bool:
    """Whether it is time, and there is something to say."""
    settings, history, now = books.rows.settings, books.history, books.now
    known = history.mail("", role_of(now))
    if not settings.digest or known.is_out or not settings.hours.contain(now):
        return False
    if not address_of(books, account) or not open_box(books, history):
        return False
    is_monday = now.astimezone(SELLER_ZONE).weekday() == MONDAY
    return is_monday or any(True for _ in sections(books, history, since(books), now))


def address_of(books: Register, account: str) -> str:
    """Return to whom it goes; *account*: the agency's, if it names no address."""
    address = agency_box(books) or account
    return address if is_address(address) else ""
