"""Short mails about what happened: each is told once, to the client or to the agency."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.register.register import Register
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.outgoing import OutgoingMail
from jobs.notices import daily_digest
from jobs.notices.changes import of_change, unconfirmed
from jobs.notices.digest_due import is_digest_due
from jobs.notices.news import of_news
from jobs.notices.untold import untold


def posts(context: Context, heard: Heard, dispatch: Dispatch) -> Iterator[OutgoingMail]:
    """Return what is still to be told, the changes to be confirmed, and the day's summary."""
    for news in untold(context.register, context.desk.account):
        yield of_news(context, news)
    for version in unconfirmed(context.register):
        yield of_change(context, version)
    yield from daily_digest.posts(context, heard, dispatch)


def is_notice_due(books: Register, account: str) -> bool:
    """Say whether anything is to be told; *account*: the agency's, if it names no address."""
    return is_digest_due(books, account) or bool(untold(books, account)) or bool(unconfirmed(books))
