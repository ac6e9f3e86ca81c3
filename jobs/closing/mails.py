"""The mails of a contract's end: the questions, what was withdrawn, the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.closing_step import Account, ClosingStep
from invoicing.history.contract_end import CLOSING_KEY, RECEIPT_KEY, ContractEnd, account_of
from invoicing.history.events.contract_end import BillingStopped, LetGo
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
from jobs.engine.work import Work
from jobs.mail import outgoing
from jobs.mail.mailboxes import agency_box, letter_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Mail

DIRECTLY = "directement"
PATIENCE = timedelta(days=3)  # with a question that went through a forwarded mailbox


def posts(work: Work) -> Iterator[OutgoingMail]:
    """Return what is to be written of contracts that end."""
    for code, client in sole(work.books):
        if code not in work.stops:
            yield from _of_client(work, code, client)


def _of_client(work: Work, code: str, client: ClientRow) -> Iterator[OutgoingMail]:
    to = {AGENCY: agency(work), CLIENT: approvers(client)}
    for role in reminders(work, code, client):
        whom = role.rpartition(" ")[2]
        write = partial(pending_note, work, client, whom, signed(work))
        yield from post(work, code, role, to=to[whom], write=write)
    closing = work.run.history.closings.get(code, ContractEnd())
    stopped = closing.done(BillingStopped)
    if stopped and stopped.withdrawn:
        write = partial(_withdrawn, work, client, stopped.withdrawn)
        since = closing.steps[ClosingStep.STOPPED].at  # a contract may be closed again
        role = MailRole.WITHDRAWN.of(since.isoformat())
        yield from post(work, code, role, to=to[CLIENT], write=write)
    ask = partial(_ask_agency, work, client)
    yield from _question(work, DocumentKey(client=code, reference=CLOSING_KEY), to[AGENCY], ask)
    yield from _receipt(work, code, client)
    yield from _farewell(work, code, client)


def _receipt(work: Work, code: str, client: ClientRow) -> Iterator[OutgoingMail]:
    """Ask for the receipt through the forwarded mailbox: whoever answers has seen it forwarded.

    Who has not answered for three days is asked at his own address.
    """
    write, key = partial(_ask_client, work, client), DocumentKey(client=code, reference=RECEIPT_KEY)
    forwarded = account_of(client) is not Account.OWN and agency_box(work.books)
    first = (client.mailbox.strip(),) if forwarded else approvers(client)
    yield from _question(work, key, first, write)
    dossier = work.run.history.dossiers.get(key)
    current = dossier.current if dossier else None
    if not forwarded or current is None or current.is_decided:
        return
    if work.run.now - current.at >= PATIENCE:
        role = f"{current.letter} {DIRECTLY}"
        yield from post(work, code, role, to=approvers(client), write=write)


def _farewell(work: Work, code: str, client: ClientRow) -> Iterator[OutgoingMail]:
    """Tell the client that it is over: from the agency's own mailbox, his is given back."""
    closing = work.run.history.closings.get(code, ContractEnd())
    gone = closing.done(LetGo)
    if gone is not None and client.closing and gone.on is not None:
        kept = work.reading.rows.settings.secrets_kept
        write = partial(farewell, client, closing, kept, signed(work))
        role = MailRole.FAREWELL.of(gone.on.isoformat())
        yield from post(work, code, role, to=approvers(client), write=write)


def agency(work: Work) -> tuple[str, ...]:
    """Where the agency reads."""
    address = agency_box(work.books) or work.run.desk.account
    return (address,) if is_address(address) else ()


def post(
    work: Work, code: str, role: str, *, to: tuple[str, ...], write: Callable[[], ShortMail]
) -> Iterator[OutgoingMail]:
    """Return a letter that is still to leave, if there is somebody to write to."""
    known = work.run.history.letters.get((code, role), Transmission())
    if to and not known.is_out:
        box = letter_box(work.books, code)
        yield OutgoingMail(
            client_code=code,
            role=role,
            box=box,
            known=known,
            compose=partial(_mail, work, code, role, to=to, write=write),
            place=work.client_place(code),
        )


def _mail(
    work: Work, code: str, role: str, *, to: tuple[str, ...], write: Callable[[], ShortMail]
) -> Mail:
    return Mail(
        mailbox=letter_box(work.books, code),
        sender_name=work.reading.rows.settings.agency.name or "Facturation",
        to=to,
        letter=work.run.desk.press.note(write()),
        reference=outgoing.reference(work.run.desk.workbook_id, DocumentKey(client=code), role),
    )


def _question(
    work: Work, key: DocumentKey, to: tuple[str, ...], write: Callable[[], ShortMail]
) -> Iterator[OutgoingMail]:
    dossier = work.run.history.dossiers.get(key)
    current = dossier.current if dossier else None
    if current is not None and not current.is_decided:
        yield from post(work, key.client, current.letter, to=to, write=write)


def signed(work: Work) -> tuple[str, ...]:
    """Who signs."""
    house = work.reading.rows.settings.agency
    return tuple(filter(None, (house.name, house.phone)))


def _withdrawn(work: Work, client: ClientRow, keys: Sequence[str]) -> ShortMail:
    return ShortMail(
        subject=texts.REQUESTS_WITHDRAWN.subject.format(client=client.name),
        greeting=f"{greeting()},",
        paragraphs=texts.REQUESTS_WITHDRAWN.paragraphs,
        lists=((texts.WITHDRAWN_DOCUMENTS, tuple(keys)),),
        signature=signed(work),
    )


def _ask_agency(work: Work, client: ClientRow) -> ShortMail:
    key = DocumentKey(client=normalised(client.code), reference=CLOSING_KEY)
    yes, no = links(work, key, texts.CLOSE_CONTRACT.format(of_client=of(client.name)))
    found = pending(work, key.client)
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
        signature=signed(work),
    )


def _handed_over(client: ClientRow) -> str:
    """Say what the client gets, and where his mail goes: a wrong address is seen in time."""
    if account_of(client) is Account.OWN:
        return texts.HANDED_OVER_OWN
    return texts.HANDED_OVER.format(mailbox=client.mailbox.strip(), email=client.email.strip())


def _ask_client(work: Work, client: ClientRow) -> ShortMail:
    key = DocumentKey(client=normalised(client.code), reference=RECEIPT_KEY)
    yes, no = links(work, key, texts.HANDOVER.format(of_client=of(client.name)))
    folder, sealed, confirm = texts.RECEIPT_QUESTION.paragraphs
    return ShortMail(
        subject=texts.RECEIPT_QUESTION.subject,
        greeting=f"{greeting(client.contact)},",
        paragraphs=(folder, confirm)
        if account_of(client) is Account.OWN
        else (folder, sealed, confirm),
        facts=tuple(_folder(work, client)),
        buttons=(
            Button(label=texts.YES_RECEIVED, address=yes),
            Button(label=texts.NO_RECEIVED, address=no, is_main=False),
        ),
        signature=signed(work),
    )


def _folder(work: Work, client: ClientRow) -> Iterator[tuple[str, str]]:
    """Where it lies."""
    folder = work.run.history.folders.get((client.siret[:9], HANDED_OVER))
    if folder and folder.made:
        yield texts.DRIVE_FOLDER, LINK.format(folder.id)
