"""The mails about what happened."""

from __future__ import annotations

from functools import partial

from invoicing.history.records import DocumentKey, Notice
from jobs.engine.context import Context
from jobs.mail.outgoing import OutgoingMail, reference
from jobs.notices.news_text import news_text
from jobs.notices.untold import addressees, mailbox_of, role_of
from jobs.ports import Mail


def of_news(context: Context, news: Notice) -> OutgoingMail:
    """Return the mail that tells it."""
    return OutgoingMail(
        client_code=news.client_code,
        role=role_of(news),
        box=mailbox_of(context.register, news),
        known=context.register.history.mail(news.client_code, role_of(news)),
        compose=partial(_mail, context, news),
        place=context.register.client_place(news.client_code),
    )


def _mail(context: Context, news: Notice) -> Mail:
    return Mail(
        mailbox=mailbox_of(context.register, news),
        sender_name=context.register.rows.settings.agency.name,
        to=addressees(context.register, news, context.desk.account),
        letter=context.desk.press.note(news_text(context, news)),
        reference=reference(
            context.desk.workbook_id, DocumentKey(client=news.client_code), role_of(news)
        ),
    )
