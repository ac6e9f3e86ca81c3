"""The day's summary for the agency: what left, what waits, what a person has to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from invoicing.values.problems import Source
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.mailboxes import open_box
from jobs.mail.outgoing import OutgoingMail
from jobs.notices.digest_due import is_digest_due, role_of
from jobs.notices.digest_mail import digest_mail


def posts(context: Context, heard: Heard, dispatch: Dispatch) -> Iterator[OutgoingMail]:
    """Return the day's summary, when it is due."""
    register = context.register
    if not is_digest_due(register, context.desk.account):
        return
    mailbox, role = open_box(register, register.history), role_of(register.now)
    yield OutgoingMail(
        client_code="",
        role=role,
        box=mailbox,
        known=register.history.mail("", role),
        compose=partial(digest_mail, context, heard, dispatch, mailbox),
        place=Source(tab="Paramètres"),
    )
