"""The mails that carry no document: requests, reminders, notices, questions, the day's summary.

They leave as documents do: jobs/mail/outgoing.py sees that each leaves once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from invoicing.history.contract_end import ContractEnd, is_given_back
from invoicing.history.records import Transmission
from invoicing.register.entry import ATTEMPTS
from invoicing.register.register import Register
from invoicing.values.problems import Problem, Source
from jobs.approval import request_mail
from jobs.closing.mails import every as closing_mails
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.mailboxes import agency_box, letter_box
from jobs.mail.outgoing import OutgoingMail
from jobs.notices import daily_digest, notices
from jobs.ports import Trouble

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
    every = (
        *request_mail.posts(context, documents),
        *notices.posts(context),
        *closing_mails.posts(context),
        *daily_digest.posts(context, heard, dispatch),
    )
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


def _is_digest(mail: OutgoingMail) -> bool:
    return daily_digest.is_digest(mail.role)


def sweep(context: Context, dispatch: Dispatch, mails: Correspondence) -> None:
    """Delete the drafts with our header, in every mailbox listed, that no record names."""
    for box in [box for box in dispatch.drafts if box not in dispatch.closed]:
        clients = context.register.index.clients
        users = (code for code, client in clients.items() if client.mailbox.strip() == box)
        with context.answering_for(next(users, "")):
            sweep_mailbox(context, dispatch, mails, box)


def sweep_mailbox(context: Context, dispatch: Dispatch, mails: Correspondence, box: str) -> None:
    """Delete the drafts with our header, in one mailbox, that no record names."""
    orphans = outgoing.Orphans(
        references=frozenset(_references(context, mails())),
        recorded=frozenset(_recorded(context.register)),
    )
    outgoing.sweep(context, dispatch, box, orphans)


def _references(context: Context, mails: Iterable[OutgoingMail]) -> Iterator[str]:
    workbook = context.desk.workbook_id
    for entry in context.register.entries:
        known = entry.document.transmissions if entry.document else {}
        for role in entry.document.roles if entry.document else ():
            asked = known[role].attempt if role in known else 1  # a person may ask for more
            for attempt in range(1, max(ATTEMPTS, asked) + 1):
                yield outgoing.reference(workbook, entry.key, outgoing.numbered(role, attempt))
    for mail in mails:
        yield outgoing.reference_of(context, mail)


def _recorded(register: Register) -> Iterator[str]:
    for document in register.history.documents.values():
        yield from (known.draft_id for known in document.transmissions.values())
    for letter in register.history.letters.values():
        yield letter.draft_id
