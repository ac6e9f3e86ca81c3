"""The mails that carry documents to people; jobs/mail/outgoing.py sees that each leaves once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from invoicing.history.records import Transmission
from invoicing.register.entry import DocumentState, Entry, under_way
from invoicing.rows.recipients import Recipient
from invoicing.rows.tabs import ClientRow
from invoicing.rules.client import has_a_mailbox
from invoicing.values.calendar import seller_date
from invoicing.values.channels import Channel
from invoicing.values.mail_addresses import addresses, addresses_hash, is_address
from invoicing.values.problems import Problem
from invoicing.values.roles import Role
from jobs.documents.filing import archived, content, place_of
from jobs.documents.folders import FILE
from jobs.engine.work import Work
from jobs.mail import outgoing
from jobs.mail.mailboxes import agency_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Mail, Refused

TO_SEND = (DocumentState.READY, DocumentState.NUMBERED, DocumentState.FILED, DocumentState.DRAFTED)
LARGEST = 18_000_000  # bytes of a file that is attached: Gmail takes 25 MB, a third larger coded


def mailbox(work: Work, seller: str) -> str:
    """Return the client's dedicated mailbox."""
    client = work.books.index.clients.get(seller)
    if client is None:
        place = work.client_place(seller)
        gone = Problem(code="client-gone", source=place, values={"client": seller})
        raise Refused("no mailbox", problems=[gone])
    if not is_address(client.mailbox):
        raise Refused("no mailbox", problems=[*has_a_mailbox(client, seller_date(work.run.now))])
    return client.mailbox


def posts(work: Work) -> list[OutgoingMail]:
    """Return the mails of all documents that are archived and not out, one a recipient."""
    made: list[OutgoingMail] = []
    for entry in work.entries():
        with work.answering_for(entry.client_code):
            made += _of_entry(work, entry)
    return [
        post for post in made if (post.client_code, post.reference, post.role) not in work.refused
    ]


def _of_entry(work: Work, entry: Entry) -> Iterator[OutgoingMail]:
    for recipient in under_way(entry):
        known = entry.issued.transmissions.get(recipient.role, Transmission())
        if recipient.channel == Channel.MAIL or known.draft_id:
            yield _post(work, entry, _reachable(work, entry, recipient), known)


def _reachable(work: Work, entry: Entry, recipient: Recipient) -> Recipient:
    """A buyer whose row is gone, or empty, is written to where the document says."""
    if recipient.to or recipient.channel != Channel.MAIL or recipient.role != Role.BUYER:
        return recipient
    found = addresses(content(work, entry).draft.buyer.email)
    if not found or not all(map(is_address, found)):
        raise Refused("no address")
    return replace(recipient, to=found)


def _post(work: Work, entry: Entry, recipient: Recipient, known: Transmission) -> OutgoingMail:
    to = recipient.to
    is_wanted = recipient.channel == Channel.MAIL and bool(to)
    is_same = not known.draft_id or known.to in {"", addresses_hash(to)}
    return OutgoingMail(
        client_code=entry.client_code,
        reference=entry.key.reference,
        role=recipient.role,
        attempt=known.attempt,
        box=mailbox(work, entry.client_code),
        known=known,
        compose=partial(_mail, work, entry, recipient) if is_wanted and is_same else None,
        place=place_of(work, entry),
    )


def _mail(work: Work, entry: Entry, recipient: Recipient) -> Mail:
    """Write the mail with the very file of the archive, or a link to it where it is too large."""
    invoice = content(work, entry)
    client = work.books.index.clients[entry.client_code]  # as he is called now
    document = archived(work, entry)
    is_too_large = len(document.content) > LARGEST
    for address in recipient.to if is_too_large else ():
        work.run.desk.archive.share(entry.issued.file_id, address)
    link = FILE.format(entry.issued.file_id) if is_too_large else ""
    return Mail(
        mailbox=mailbox(work, entry.client_code),
        sender_name=client.trade_name or client.name,
        to=recipient.to,
        reply_to=_answers_to(work, client, recipient.role),
        letter=work.run.desk.press.cover_mail(
            invoice, recipient.role, link, recipients=entry.recipients
        ),
        attachments=() if is_too_large else (document,),
        reference=outgoing.reference(
            work.run.desk.workbook_id, entry.key, attempt_of(entry, recipient.role)
        ),
    )


def _answers_to(work: Work, client: ClientRow, role: str) -> str:
    """Who reads the answers: the client, and those to his own copy the agency."""
    if role == Role.COPY:
        return agency_box(work.books)
    return client.email if is_address(client.email) else ""


def attempt_of(entry: Entry, role: str) -> str:
    """Name a role's attempt: the first by the role alone."""
    known = entry.issued.transmissions.get(role, Transmission())
    return outgoing.numbered(role, known.attempt)


def waiting_mails(work: Work, seller: str) -> int:
    """How many mails of a seller's documents are still to leave."""
    return sum(post.client_code == seller for post in posts(work))


class ByMail:
    """The first channel: mail, from the mailbox that is the client's own."""

    def greet(self, work: Work) -> None:
        """List the drafts of every mailbox with something to send.

        A mailbox that does not answer stops its seller before a number is taken.
        """
        wanted = TO_SEND if work.sending else TO_SEND[1:]
        ready = {entry.client_code for entry in work.entries(*wanted)}
        for seller in dict.fromkeys([*sorted(ready), *(post.client_code for post in posts(work))]):
            with work.answering_for(seller):
                outgoing.listed(work, mailbox(work, seller))

    def settle(self, work: Work) -> None:
        """Find out what became of the drafts of earlier runs."""
        outgoing.settle(work, posts(work))

    def prepare(self, work: Work) -> None:
        """Write the mails, unsent."""
        outgoing.write(work, posts(work))

    def deliver(self, work: Work) -> None:
        """Send what is ready, in sending hours."""
        if work.sending:
            outgoing.send(work, posts(work))
