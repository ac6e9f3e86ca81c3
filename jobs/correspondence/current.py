"""The mails that carry no document: requests, reminders, notices, questions, the day's summary.

They leave as documents do: jobs/mail/outgoing.py sees that each leaves once.
"""

from __future__ import annotations

from collections.abc import Callable

from invoicing.history.contract_end import ContractEnd, is_given_back
from invoicing.history.records import Transmission
from invoicing.register.register import Register
from jobs.correspondence.every_mail import every_mail
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.mailboxes import letter_box
from jobs.mail.outgoing import OutgoingMail

Correspondence = Callable[[], list[OutgoingMail]]  # the mails as they are to be at this moment


def correspondence(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> Correspondence:
    """Return what lists the mails; they are made anew only when something has changed."""
    listed: list[OutgoingMail] = []
    register: Register | None = None
    state: object = None

    def current() -> list[OutgoingMail]:
        nonlocal listed, register, state
        now = (*heard.state, *dispatch.state, tuple(context.failures.stops))
        if register is not context.register or state != now:
            listed = _mails(context, heard, dispatch, documents)
            register, state = context.register, now
        return listed

    return current


def _mails(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> list[OutgoingMail]:
    """Return what is to leave, and what was drafted and is no longer wanted."""
    every = every_mail(context, heard, dispatch, documents)
    wanted = [mail for mail in every if mail.box]
    named = {(mail.client_code, mail.role) for mail in wanted}
    unwanted = (
        _unwanted(context.register, code, role, known)
        for (code, role), known in context.register.history.letters.items()
        if (code, role) not in named
    )
    return [mail for mail in (*wanted, *unwanted) if _is_open(context, dispatch, mail)]


def _unwanted(register: Register, code: str, role: str, known: Transmission) -> OutgoingMail:
    return OutgoingMail(
        client_code=code,
        role=role,
        box=letter_box(register, code),
        known=known,
        compose=None,
        place=register.client_place(code),
    )


def _is_open(context: Context, dispatch: Dispatch, mail: OutgoingMail) -> bool:
    return (
        context.goes_on(mail.client_code)
        and mail.box not in dispatch.closed
        and not _is_given_back(context.register, mail)
    )


def _is_given_back(register: Register, mail: OutgoingMail) -> bool:
    """Say whether it would leave from a mailbox that is its owner's again."""
    client = register.index.clients.get(mail.client_code)
    end = register.history.closings.get(mail.client_code, ContractEnd())
    if client is None or mail.box != client.mailbox.strip():
        return False
    return is_given_back(client, end)
