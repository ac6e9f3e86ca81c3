"""The day's summary for the agency: what left, what waits, what a person has to do.

On a quiet day nothing, but always on Monday: a dead scheduler must not look like a quiet day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from invoicing.history.history import History
from invoicing.history.records import DocumentKey, Transmission
from invoicing.register.daily_digest import DigestSection, sections
from invoicing.register.register import Register
from invoicing.texts.mails import daily_digest as texts
from invoicing.texts.problems.table import sentence
from invoicing.values.calendar import SELLER_ZONE, seller_date
from invoicing.values.french import NBSP, short_date
from invoicing.values.french_names import greeting
from invoicing.values.mail_addresses import is_address
from invoicing.values.mail_note import ShortMail
from invoicing.values.problems import Source
from invoicing.values.roles import MailRole
from jobs.approval.uncounted_silence import unheard
from jobs.engine.work import Work
from jobs.mail import outgoing
from jobs.mail.dead_mailboxes import refused
from jobs.mail.mailboxes import agency_box, open_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Mail

A_DAY = timedelta(days=1)
MONDAY = 0


def role_of(now: datetime) -> str:
    """Name the summary of a day, the seller's."""
    return MailRole.DIGEST.of(seller_date(now).isoformat())


def since(history: History, now: datetime) -> datetime:
    """Since when it tells: the last one, or a day ago."""
    sent = (
        letter.sent_at
        for (seller, role), letter in history.letters.items()
        if not seller and MailRole.DIGEST.names(role) and role != role_of(now) and letter.sent_at
    )
    return max(sent, default=now - A_DAY)


def is_digest_due(books: Register, history: History, now: datetime, account: str) -> bool:
    """Whether it is time, and there is something to say."""
    settings = books.rows.settings
    known = history.letters.get(("", role_of(now)), Transmission())
    if not settings.digest or known.is_out or not settings.hours.contain(now):
        return False
    if not _address(books, account) or not open_box(books, history):
        return False
    is_monday = now.astimezone(SELLER_ZONE).weekday() == MONDAY
    return is_monday or any(True for _ in sections(books, history, since(history, now), now))


def posts(work: Work) -> Iterator[OutgoingMail]:
    """Return the day's summary, when it is due."""
    now = work.run.now
    if is_digest_due(work.books, work.run.history, now, work.run.desk.account):
        yield OutgoingMail(
            client_code="",
            role=role_of(now),
            box=open_box(work.books, work.run.history),
            known=work.run.history.letters.get(("", role_of(now)), Transmission()),
            compose=partial(_mail, work),
            place=Source(tab="Paramètres"),
        )


def _address(books: Register, account: str) -> str:
    address = agency_box(books) or account
    return address if is_address(address) else ""


def _mail(work: Work) -> Mail:
    agency = work.reading.rows.settings.agency
    return Mail(
        mailbox=open_box(work.books, work.run.history),
        sender_name=agency.name or "Facturation",
        to=(_address(work.books, work.run.desk.account),),
        letter=work.run.desk.press.note(_note(work)),
        reference=outgoing.reference(
            work.run.desk.workbook_id, DocumentKey(client=""), role_of(work.run.now)
        ),
    )


def _note(work: Work) -> ShortMail:
    now = work.run.now
    told = (
        *_warnings(work),
        *sections(work.books, work.run.history, since(work.run.history, now), now),
    )
    counts = f"{NBSP}· ".join(section.count for section in told)
    return ShortMail(
        subject=texts.SUBJECT.format(day=short_date(seller_date(now))),
        greeting=f"{greeting()},",
        paragraphs=(counts or texts.NOTHING,),
        lists=tuple((section.heading, section.named) for section in told),
        signature=(texts.SIGNATURE,),
    )


def _warnings(work: Work) -> Iterator[DigestSection]:
    """What keeps a whole client, or a mailbox, from going on."""
    stopped = (
        f"{seller} : {sentence(problem)}"
        for seller, stop in work.stops.items()
        for problem in stop.problems
        if not refused([problem]) & work.run.history.dead.keys()  # told among the lists
    )
    full = (texts.QUOTA_REACHED.format(mailbox=box) for box in sorted(work.full))
    silence = {said.code: sentence(said) for said in unheard(work).values()}.values()
    if found := (*stopped, *full, *silence):
        yield DigestSection(title=texts.TROUBLES, items=found, most=len(found))
