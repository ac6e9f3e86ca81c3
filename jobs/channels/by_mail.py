"""The mails that carry documents to people; jobs/mail/outgoing.py sees that each leaves once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from invoicing.history.records import Stage, Transmission
from invoicing.register.entry import DocumentState, Entry, under_way
from invoicing.register.register import Register
from invoicing.rows.recipients import Recipient
from invoicing.rows.tabs import ClientRow
from invoicing.rules.client import has_a_mailbox
from invoicing.values.calendar import seller_date
from invoicing.values.channels import BY_HAND, Channel
from invoicing.values.mail_addresses import addresses, addresses_hash, is_address
from invoicing.values.problems import Problem
from invoicing.values.roles import Role
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import FILE
from jobs.documents.issued_documents import archived, content, place_of
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.dispatch import Dispatch
from jobs.mail.mailboxes import agency_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Mail, Refused

TO_SEND = (DocumentState.READY, DocumentState.NUMBERED, DocumentState.FILED, DocumentState.DRAFTED)


def mailbox(context: Context, seller: str) -> str:
    """Return the client's dedicated mailbox."""
    client = context.register.index.clients.get(seller)
    if client is None:
        place = context.register.client_place(seller)
        gone = Problem(code="client-gone", source=place, values={"client": seller})
        raise Refused("no mailbox", problems=[gone])
    if not is_address(client.mailbox):
        raise Refused(
            "no mailbox", problems=[*has_a_mailbox(client, seller_date(context.register.now))]
        )
    return client.mailbox


def posts(context: Context, dispatch: Dispatch, documents: DocumentsAtHand) -> list[OutgoingMail]:
    """Return the mails of all documents that are archived and not out, one a recipient."""
    made: list[OutgoingMail] = []
    for entry in context.entries():
        with context.answering_for(entry.client_code):
            made += _of_entry(context, documents, entry)
    return [
        post
        for post in made
        if (post.client_code, post.reference, post.role) not in dispatch.refused
    ]


def _of_entry(context: Context, documents: DocumentsAtHand, entry: Entry) -> Iterator[OutgoingMail]:
    for recipient in under_way(entry):
        known = entry.issued.transmissions.get(recipient.role, Transmission()).without(BY_HAND)
        if known.carried_by(recipient.channel) == Channel.MAIL:
            reached = _reachable(context, documents, entry, recipient)
            yield _post(context, documents, entry, reached, known=known)


def _reachable(
    context: Context, documents: DocumentsAtHand, entry: Entry, recipient: Recipient
) -> Recipient:
    """A buyer whose row is gone, or empty, is written to where the document says."""
    if recipient.to or recipient.channel != Channel.MAIL or recipient.role != Role.BUYER:
        return recipient
    found = addresses(content(context, documents, entry).draft.buyer.email)
    if not found or not all(map(is_address, found)):
        raise Refused("no address")
    return replace(recipient, to=found)


def _post(
    context: Context,
    documents: DocumentsAtHand,
    entry: Entry,
    recipient: Recipient,
    *,
    known: Transmission,
) -> OutgoingMail:
    to = recipient.to
    is_wanted = recipient.channel == Channel.MAIL and bool(to)
    is_same = known.stage is Stage.NEW or known.to in {"", addresses_hash(to)}
    return OutgoingMail(
        client_code=entry.client_code,
        reference=entry.key.reference,
        role=recipient.role,
        attempt=known.attempt,
        box=mailbox(context, entry.client_code),
        known=known,
        compose=partial(_mail, context, documents, entry, recipient)
        if is_wanted and is_same
        else None,
        place=place_of(context.register, entry),
    )


def _mail(context: Context, documents: DocumentsAtHand, entry: Entry, recipient: Recipient) -> Mail:
    """Write the mail with the very file of the archive, or a link to it where it is too large."""
    invoice = content(context, documents, entry)
    client = context.register.index.clients[entry.client_code]  # as he is called now
    document = archived(context, documents, entry)
    box = mailbox(context, entry.client_code)
    is_too_large = len(document.content) > context.desk.outbox.limits(box).largest_mail
    for address in recipient.to if is_too_large else ():
        context.desk.archive.share(entry.issued.file_id, address)
    link = FILE.format(entry.issued.file_id) if is_too_large else ""
    return Mail(
        mailbox=box,
        sender_name=client.trade_name or client.name,
        to=recipient.to,
        reply_to=_answers_to(context.register, client, recipient.role),
        letter=context.desk.press.cover_mail(
            invoice, recipient.role, link, recipients=entry.recipients
        ),
        attachments=() if is_too_large else (document,),
        reference=outgoing.reference(
            context.desk.workbook_id, entry.key, attempt_of(entry, recipient.role)
        ),
    )


def _answers_to(register: Register, client: ClientRow, role: str) -> str:
    """Who reads the answers: the client, and those to his own copy the agency."""
    if role == Role.COPY:
        return agency_box(register)
    return client.email if is_address(client.email) else ""


def attempt_of(entry: Entry, role: str) -> str:
    """Name a role's attempt: the first by the role alone."""
    known = entry.issued.transmissions.get(role, Transmission())
    return outgoing.numbered(role, known.attempt)


def waiting_mails(
    context: Context, dispatch: Dispatch, documents: DocumentsAtHand, seller: str
) -> int:
    """How many mails of a seller's documents are still to leave."""
    return sum(post.client_code == seller for post in posts(context, dispatch, documents))


@dataclass(frozen=True, slots=True)
class ByMail:
    """The first channel: mail, from the mailbox that is the client's own."""

    context: Context
    dispatch: Dispatch
    documents: DocumentsAtHand

    @property
    def consumes(self) -> bool:
        """Whether a draft that is sent is gone: the mailboxes say so."""
        return self.context.desk.outbox.consumes

    def greet(self) -> None:
        """List the drafts of every mailbox with something to send.

        A mailbox that does not answer stops its client before a number is taken.
        """
        states = TO_SEND if self.context.register.is_sending_hour else TO_SEND[1:]
        ready = sorted({entry.client_code for entry in self.context.entries(*states)})
        for code in dict.fromkeys([*ready, *(mail.client_code for mail in self._mails())]):
            with self.context.answering_for(code):
                outgoing.listed(self.context, self.dispatch, mailbox(self.context, code))

    def settle(self) -> None:
        """Find out what became of the drafts of earlier runs."""
        outgoing.settle(self.context, self.dispatch, self._mails())

    def prepare(self) -> None:
        """Write the mails, unsent."""
        outgoing.write(self.context, self.dispatch, self._mails())

    def deliver(self) -> None:
        """Send what is ready, in sending hours."""
        if self.context.register.is_sending_hour:
            outgoing.send(self.context, self.dispatch, self._mails())

    def _mails(self) -> list[OutgoingMail]:
        return posts(self.context, self.dispatch, self.documents)
