"""The mails that carry no document are written and sent; the day's summary comes last."""

from __future__ import annotations

from collections.abc import Iterable

from invoicing.values.problems import Problem, Source
from invoicing.values.roles import MailRole
from jobs.correspondence.current import Correspondence
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.dispatch import Dispatch
from jobs.mail.mailboxes import agency_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Trouble


def greet(context: Context, dispatch: Dispatch, mails: Iterable[OutgoingMail]) -> None:
    """List the drafts of the mailboxes that *mails* leave from.

    The agency's own may be dead while documents go on leaving from the clients'.
    """
    for mail in mails:
        if mail.known.sent_at is not None or mail.box in dispatch.closed | dispatch.drafts.keys():
            continue
        if mail.box != agency_box(context.register):
            with context.answering_for(mail.client_code):
                outgoing.listed(context, dispatch, mail.box)
            continue
        try:
            outgoing.listed(context, dispatch, mail.box)
        except Trouble as trouble:
            dispatch.closed.add(mail.box)
            place = Source(tab="Paramètres", header="Adresse d'envoi")
            dead = (Problem(code="agency-mailbox", source=place),)
            context.failures.notes += trouble.problems or dead


def write_and_send(context: Context, dispatch: Dispatch, mails: Correspondence) -> None:
    """Write them and send them, but for the day's summary.

    A client may be asked at any hour, and is reminded at civil ones.
    """
    outgoing.write(context, dispatch, [mail for mail in mails() if not _is_digest(mail)])
    leaving = [mail for mail in mails() if mail.is_wanted and not _is_digest(mail)]
    outgoing.send(context, dispatch, leaving)


def tell_the_day(context: Context, dispatch: Dispatch, mails: Correspondence) -> None:
    """Write and send the day's summary, after all else: it tells what this very run has done."""
    outgoing.write(context, dispatch, [mail for mail in mails() if _is_digest(mail)])
    leaving = [mail for mail in mails() if mail.is_wanted and _is_digest(mail)]
    outgoing.send(context, dispatch, leaving)


def _is_digest(post: OutgoingMail) -> bool:
    return MailRole.DIGEST.names(post.role)
