"""The mails of a contract's end: the questions, what was withdrawn, the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import (
    ContractEnd,
    account_of,
    closing_question,
    receipt_question,
)
from invoicing.history.events.contract_end import Account, BillingStopped, ClosingStep, LetGo
from invoicing.history.records import DocumentKey, Transmission
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import mails as texts
from invoicing.values.french import short_date
from invoicing.values.french_names import greeting, of
from invoicing.values.mail_addresses import is_address
from invoicing.values.mail_note import Button, ShortMail
from invoicing.values.roles import MailRole
from jobs.approval.yes_no_questions import links
from jobs.closing.facts import sole
from jobs.closing.farewell import farewell
from jobs.closing.pending_documents import AGENCY, CLIENT, pending, pending_note, reminders
from jobs.documents.folders import HANDED_OVER, LINK
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.mailboxes import agency_box, letter_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Mail

DIRECTLY = "directement"
PATIENCE = timedelta(days=3)  # with a question that went through a forwarded mailbox


def posts(context: Context) -> Iterator[OutgoingMail]:
    """Return what is to be written of contracts that end."""
    for code, client in sole(context.register):
        if code not in context.failures.stops:
            yield from _of_client(context, code, client)


def _of_client(context: Context, code: str, client: ClientRow) -> Iterator[OutgoingMail]:
    to = {AGENCY: agency(context), CLIENT: approvers(client)}
    for role in reminders(context, code, client):
        whom = role.rpartition(" ")[2]
        write = partial(pending_note, context, client, whom, signed(context))
        yield from post(context, code, role, to=to[whom], write=write)
    closing = context.register.history.closings.get(code, ContractEnd())
    stopped = closing.done(BillingStopped)
    if stopped and stopped.withdrawn:
        write = partial(_withdrawn, context, client, stopped.withdrawn)
        since = closing.steps[ClosingStep.STOPPED].at  # a contract may be closed again
        role = MailRole.WITHDRAWN.of(since.isoformat())
        yield from post(context, code, role, to=to[CLIENT], write=write)
    ask = partial(_ask_agency, context, client)
    yield from _question(context, closing_question(code), to[AGENCY], ask)
    yield from _receipt(context, code, client)
    yield from _farewell(context, code, client)


def _receipt(context: Context, code: str, client: ClientRow) -> Iterator[OutgoingMail]:
    """Ask for the receipt through the forwarded mailbox: whoever answers has seen it forwarded.

    Who has not answered for three days is asked at his own address.
    """
    write, key = (
        partial(_ask_client, context, client),
        receipt_question(code),
    )
    forwarded = account_of(client) is not Account.OWN and agency_box(context.register)
    first = (client.mailbox.strip(),) if forwarded else approvers(client)
    yield from _question(context, key, first, write)
    dossier = context.register.history.dossiers.get(key)
    current = dossier.current if dossier else None
    if not forwarded or current is None or current.is_decided:
        return
    if context.register.now - current.at >= PATIENCE:
        role = f"{current.letter} {DIRECTLY}"
        yield from post(context, code, role, to=approvers(client), write=write)


def _farewell(context: Context, code: str, client: ClientRow) -> Iterator[OutgoingMail]:
    """Tell the client that it is over: from the agency's own mailbox, his is given back."""
    closing = context.register.history.closings.get(code, ContractEnd())
    gone = closing.done(LetGo)
    if gone is not None and client.closing and gone.on is not None:
        kept = context.register.rows.settings.secrets_kept
        write = partial(farewell, client, closing, kept, signed(context))
        role = MailRole.FAREWELL.of(gone.on.isoformat())
        yield from post(context, code, role, to=approvers(client), write=write)


def agency(context: Context) -> tuple[str, ...]:
    """Where the agency reads."""
    address = agency_box(context.register) or context.desk.account
    return (address,) if is_address(address) else ()


def post(
    context: Context, code: str, role: str, *, to: tuple[str, ...], write: Callable[[], ShortMail]
) -> Iterator[OutgoingMail]:
    """Return a letter that is still to leave, if there is somebody to write to."""
    known = context.register.history.letters.get((code, role), Transmission())
    if to and not known.is_out:
        box = letter_box(context.register, code)
        yield OutgoingMail(
            client_code=code,
            role=role,
            box=box,
            known=known,
            compose=partial(_mail, context, code, role, to=to, write=write),
            place=context.register.client_place(code),
        )


def _mail(
    context: Context, code: str, role: str, *, to: tuple[str, ...], write: Callable[[], ShortMail]
) -> Mail:
    return Mail(
        mailbox=letter_box(context.register, code),
        sender_name=context.register.rows.settings.agency.name or "Facturation",
        to=to,
        letter=context.desk.press.note(write()),
        reference=outgoing.reference(context.desk.workbook_id, DocumentKey(client=code), role),
    )


def _question(
    context: Context, key: DocumentKey, to: tuple[str, ...], write: Callable[[], ShortMail]
) -> Iterator[OutgoingMail]:
    dossier = context.register.history.dossiers.get(key)
    current = dossier.current if dossier else None
    if current is not None and not current.is_decided:
        yield from post(context, key.client, current.letter, to=to, write=write)


def signed(context: Context) -> tuple[str, ...]:
    """Who signs."""
    house = context.register.rows.settings.agency
    return tuple(filter(None, (house.name, house.phone)))


def _withdrawn(context: Context, client: ClientRow, keys: Sequence[str]) -> ShortMail:
    return ShortMail(
        subject=texts.REQUESTS_WITHDRAWN.subject.format(client=client.name),
        greeting=f"{greeting()},",
        paragraphs=texts.REQUESTS_WITHDRAWN.paragraphs,
        lists=((texts.WITHDRAWN_DOCUMENTS, tuple(keys)),),
        signature=signed(context),
    )


def _ask_agency(context: Context, client: ClientRow) -> ShortMail:
    key = closing_question(normalised(client.code))
    yes, no = links(context, key, texts.CLOSE_CONTRACT.format(of_client=of(client.name)))
    found = pending(context, key.client)
    end = texts.END_ON.format(day=short_date(client.contract_to)) if client.contract_to else ""
    values = {"of_client": of(client.name), "end": end, "handed_over": _handed_over(client)}
    return ShortMail(
        subject=texts.CLOSING_QUESTION.subject.format_map(values),
        greeting=f"{greeting()},",
        paragraphs=texts.CLOSING_QUESTION.filled(**values),
        lists=((texts.PENDING, found),) if found else (),
        buttons=(
            Button(label=texts.YES_CLOSE, address=yes),
            Button(label=texts.NO_CLOSE, address=no, is_main=False),
        ),
        signature=signed(context),
    )


def _handed_over(client: ClientRow) -> str:
    """Say what the client gets, and where his mail goes: a wrong address is seen in time."""
    if account_of(client) is Account.OWN:
        return texts.HANDED_OVER_OWN
    return texts.HANDED_OVER.format(mailbox=client.mailbox.strip(), email=client.email.strip())


def _ask_client(context: Context, client: ClientRow) -> ShortMail:
    key = receipt_question(normalised(client.code))
    yes, no = links(context, key, texts.HANDOVER.format(of_client=of(client.name)))
    folder, sealed, confirm = texts.RECEIPT_QUESTION.paragraphs
    is_own = account_of(client) is Account.OWN
    return ShortMail(
        subject=texts.RECEIPT_QUESTION.subject,
        greeting=f"{greeting(client.contact)},",
        paragraphs=(folder, confirm) if is_own else (folder, sealed, confirm),
        facts=tuple(_folder(context, client)),
        buttons=(
            Button(label=texts.YES_RECEIVED, address=yes),
            Button(label=texts.NO_RECEIVED, address=no, is_main=False),
        ),
        signature=signed(context),
    )


def _folder(context: Context, client: ClientRow) -> Iterator[tuple[str, str]]:
    """Where it lies."""
    folder = context.register.history.folders.get((client.siret[:9], HANDED_OVER))
    if folder and folder.made:
        yield texts.DRIVE_FOLDER, LINK.format(folder.id)
