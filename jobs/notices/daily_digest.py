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
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.dead_mailboxes import refused
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
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


def posts(context: Context, heard: Heard, dispatch: Dispatch) -> Iterator[OutgoingMail]:
    """Return the day's summary, when it is due."""
    now = context.register.now
    if is_digest_due(context.register, context.register.history, now, context.desk.account):
        yield OutgoingMail(
            client_code="",
            role=role_of(now),
            box=open_box(context.register, context.register.history),
            known=context.register.history.letters.get(("", role_of(now)), Transmission()),
            compose=partial(_mail, context, heard, dispatch),
            place=Source(tab="Paramètres"),
        )


def _address(books: Register, account: str) -> str:
    address = agency_box(books) or account
    return address if is_address(address) else ""


def _mail(context: Context, heard: Heard, dispatch: Dispatch) -> Mail:
    agency = context.register.rows.settings.agency
    return Mail(
        mailbox=open_box(context.register, context.register.history),
        sender_name=agency.name or "Facturation",
        to=(_address(context.register, context.desk.account),),
        letter=context.desk.press.note(_note(context, heard, dispatch)),
        reference=outgoing.reference(
            context.desk.workbook_id, DocumentKey(client=""), role_of(context.register.now)
        ),
    )


def _note(context: Context, heard: Heard, dispatch: Dispatch) -> ShortMail:
    now = context.register.now
    told = (
        *_warnings(context, heard, dispatch),
        *sections(
            context.register, context.register.history, since(context.register.history, now), now
        ),
    )
    counts = f"{NBSP}· ".join(section.count for section in told)
    return ShortMail(
        subject=texts.SUBJECT.format(day=short_date(seller_date(now))),
        greeting=f"{greeting()},",
        paragraphs=(counts or texts.NOTHING,),
        lists=tuple((section.heading, section.named) for section in told),
        signature=(texts.SIGNATURE,),
    )


def _warnings(context: Context, heard: Heard, dispatch: Dispatch) -> Iterator[DigestSection]:
    """What keeps a whole client, or a mailbox, from going on."""
    stopped = (
        f"{seller} : {sentence(problem)}"
        for seller, stop in context.failures.stops.items()
        for problem in stop.problems
        if not refused([problem]) & context.register.history.dead.keys()  # told among the lists
    )
    full = (texts.QUOTA_REACHED.format(mailbox=box) for box in sorted(dispatch.full))
    silence = {said.code: sentence(said) for said in unheard(context, heard).values()}.values()
    if found := (*stopped, *full, *silence):
        yield DigestSection(title=texts.TROUBLES, items=found, most=len(found))
