"""Whom a mail of a contract's end is for, and what all of them have: a contact, a signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from invoicing.history.records import DocumentKey, Transmission
from invoicing.register.contract import Contract
from invoicing.values.mail_addresses import is_address
from invoicing.values.mail_note import ShortMail
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.mailboxes import agency_box, letter_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Mail

Leaving = Iterator[OutgoingMail]  # mails that are still to leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a mail is for."""

    to: tuple[str, ...]
    contact: str = ""  # who is greeted by name; "": nobody


def agency(context: Context) -> Addressee:
    """Where the agency reads."""
    address = agency_box(context.register) or context.desk.account
    return Addressee(to=(address,) if is_address(address) else ())


def client_of(contract: Contract) -> Addressee:
    """The client, at his own address."""
    return Addressee(to=contract.approvers, contact=contract.client.contact)


def leaving(
    context: Context, code: str, role: str, *, to: Addressee, write: Callable[[], ShortMail]
) -> Leaving:
    """Return a mail that is still to leave, if there is somebody to write to.

    *write* says what it says, without its greeting and its signature.
    """
    known = context.register.history.letters.get((code, role), Transmission())
    if to.to and not known.is_out:
        yield OutgoingMail(
            client_code=code,
            role=role,
            box=letter_box(context.register, code),
            known=known,
            compose=partial(_mail, context, code, role, to=to, write=write),
            place=context.register.client_place(code),
        )


def _mail(
    context: Context, code: str, role: str, *, to: Addressee, write: Callable[[], ShortMail]
) -> Mail:
    house = context.register.rows.settings.agency
    said = replace(
        write(),
        contact=to.contact,
        signature=tuple(filter(None, (house.name, house.phone))),
    )
    return Mail(
        mailbox=letter_box(context.register, code),
        sender_name=house.name or "Facturation",
        to=to.to,
        letter=context.desk.press.note(said),
        reference=outgoing.reference(context.desk.workbook_id, DocumentKey(client=code), role),
    )
