"""The mails that carry documents to their buyers; posting.py sees that each leaves once."""

from __future__ import annotations

from functools import partial

from invoicing.addresses import addresses, is_address
from invoicing.invoice import Invoice
from invoicing.lifecycle import Entry, State
from invoicing.problems import Problem, Source
from invoicing.records import BUYER
from jobs import posting
from jobs.filing import content
from jobs.ports import Document, Mail, Refused
from jobs.posting import Post
from jobs.work import Work

TO_SEND = (State.READY, State.NUMBERED, State.FILED, State.DRAFTED)


def greet(work: Work) -> None:
    """List the drafts of every mailbox with something to send.

    A mailbox that does not answer stops its seller before a number is taken.
    """
    wanted = TO_SEND if work.sending else TO_SEND[1:]
    for seller in dict.fromkeys(entry.seller for entry in work.entries(*wanted)):
        with work.answering_for(seller):
            posting.listed(work, mailbox(work, seller))


def mailbox(work: Work, seller: str) -> str:
    """Return the client's dedicated mailbox."""
    client = work.books.index.clients.get(seller)
    if client is None or not is_address(client.mailbox):
        place = work.client_place(seller)
        code = "mailbox" if client else "client-gone"
        values = {"mailbox": client.mailbox if client else "", "client": seller}
        raise Refused("no mailbox", problems=[Problem(code=code, source=place, values=values)])
    return client.mailbox


def posts(work: Work) -> list[Post]:
    """Return the mails of all documents that are archived and not out."""
    made: list[Post] = []
    for entry in work.entries(State.FILED, State.DRAFTED):
        with work.answering_for(entry.seller):
            made.append(_post(work, entry))
    return made


def _post(work: Work, entry: Entry) -> Post:
    return Post(
        seller=entry.seller,
        key=entry.key[1],
        role=BUYER,
        box=mailbox(work, entry.seller),
        known=entry.issued.main,
        compose=partial(_mail, work, entry),
        place=_place(work, entry),
    )


def _mail(work: Work, entry: Entry) -> Mail:
    """Write the mail with the very file of the archive."""
    invoice = content(work, entry)
    client = work.books.index.clients[entry.seller]  # as he is called now
    return Mail(
        mailbox=mailbox(work, entry.seller),
        sender_name=client.trade_name or client.name,
        to=recipients(entry, invoice),
        reply_to=client.email if is_address(client.email) else "",
        letter=work.run.desk.press.cover_letter(invoice),
        attachments=(_archived(work, entry),),
        reference=posting.reference(work.run.desk.workbook_id, entry.key, BUYER),
    )


def recipients(entry: Entry, invoice: Invoice) -> tuple[str, ...]:
    """The buyer's addresses: those of his row now, else those recorded with the document."""
    row = entry.candidate.buyer if entry.candidate else None
    for cell in (row.email if row else "", invoice.draft.buyer.email):
        found = addresses(cell)
        if found and all(is_address(each) for each in found):
            return found
    raise Refused("no address")


def _archived(work: Work, entry: Entry) -> Document:
    """The bytes just archived; downloaded, and checked, when a run before this one did it."""
    issued = entry.issued
    document = work.files.pop(entry.key, None)
    if document is None:
        document = work.run.desk.archive.get(issued.file_id, issued.name)
    if document.sha256 != issued.sha256:
        values = {"number": issued.number}
        changed = Problem(code="file-changed", source=_place(work, entry), values=values)
        raise Refused("the archived file is not what was recorded", problems=[changed])
    return document


def _place(work: Work, entry: Entry) -> Source:
    """A document's row, or the client's if that is gone."""
    return entry.row.place if entry.row else work.client_place(entry.seller)


def settle(work: Work) -> None:
    """Find out what became of the drafts of earlier runs."""
    posting.settle(work, posts(work))


def draft(work: Work) -> None:
    """Write the mails, unsent."""
    posting.write(work, posts(work))


def send(work: Work) -> None:
    """Send what is ready, in sending hours."""
    if work.sending:
        posting.send(work, posts(work))
