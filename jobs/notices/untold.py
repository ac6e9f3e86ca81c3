"""What is still to be told: to whom, and from which mailbox."""

from __future__ import annotations

from datetime import timedelta

from invoicing.approval.confirmed_details import approvers
from invoicing.history.notices import TOLD, Audience
from invoicing.history.records import Notice
from invoicing.register.register import Register
from invoicing.values.canonical_json import content_hash
from invoicing.values.mail_addresses import is_address
from invoicing.values.roles import MailRole
from jobs.mail.mailboxes import agency_box, letter_box, open_box

OLD = timedelta(days=7)  # what is older is told no more


def untold(books: Register, account: str) -> list[Notice]:
    """Return what somebody is still to be told; *account*: the agency's, if it names no address."""
    return [
        news
        for news in books.history.news.values()
        if books.now - news.at <= OLD
        and not books.history.mail(news.client_code, role_of(news)).is_out
        and mailbox_of(books, news)
        and addressees(books, news, account)
    ]


def role_of(news: Notice) -> str:
    """Name the mail that tells it."""
    return MailRole.NOTICE.of(content_hash(news.id)[:16])


def mailbox_of(books: Register, news: Notice) -> str:
    """Return where it leaves from.

    What is said of a mailbox leaves from the agency's own, never from another client's.
    """
    if news.code == "mailbox-dead":
        return agency_box(books)
    return letter_box(books, news.client_code) or open_box(books, books.history)


def addressees(books: Register, news: Notice, account: str) -> tuple[str, ...]:
    """Return to whom it is told."""
    if TOLD[news.code] is Audience.APPROVER:
        client = books.index.clients.get(news.client_code)
        return approvers(client) if client else ()
    address = agency_box(books) or account
    return (address,) if is_address(address) else ()
