"""The words of the day's summary."""

from __future__ import annotations

from collections.abc import Iterable

from invoicing.register.daily_digest import DigestSection, sections
from invoicing.register.register import Register
from invoicing.texts.mails import daily_digest as texts
from invoicing.values.calendar import seller_date
from invoicing.values.french import NBSP, short_date
from invoicing.values.mail_note import ShortMail
from jobs.notices.digest_due import since


def digest_text(register: Register, warnings: Iterable[DigestSection]) -> ShortMail:
    """Tell the *warnings* first, then what the register says."""
    now = register.now
    told = (*warnings, *sections(register, register.history, since(register), now))
    counts = f"{NBSP}· ".join(section.count for section in told)
    return ShortMail(
        subject=texts.SUBJECT.format(day=short_date(seller_date(now))),
        paragraphs=(counts or texts.NOTHING,),
        lists=tuple((section.heading, section.named) for section in told),
        signature=(texts.SIGNATURE,),
    )
