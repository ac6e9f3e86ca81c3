"""Mailing: a draft is written, recorded, and only then sent; a lost answer is settled by looking.

FILED ──draft──▶ DRAFTED ──send──▶ SENT
  ▲                 │ edited: deleted, written again
  └─────────────────┤
                    └ gone: found in its thread → SENT; not found → LOST, never sent again
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from invoicing.addresses import addresses, is_address
from invoicing.canonical import to_json
from invoicing.events import Event, Kind
from invoicing.history import BUYER
from invoicing.invoice import Invoice
from invoicing.lifecycle import Entry, State
from invoicing.problems import Problem
from jobs.filing import content
from jobs.ports import Document, Mail, Refused, SentMail, Trouble
from jobs.work import Work, each

REFUSED = "mail-refused"  # the code by which the outbox says that one mail cannot be
TO_SEND = (State.READY, State.NUMBERED, State.FILED, State.DRAFTED)


def greet(work: Work) -> None:
    """List the drafts of every mailbox with something to send.

    A mailbox that does not answer stops its seller before a number is taken.
    """
    wanted = TO_SEND if work.sending else TO_SEND[1:]
    for seller in dict.fromkeys(entry.key[0] for entry in work.entries(*wanted)):
        with work.answering_for(seller):
            lying = work.run.desk.outbox.drafts(mailbox(work, seller))
            work.drafts[seller] = {draft.id: draft for draft in lying}


def mailbox(work: Work, seller: str) -> str:
    """Return the client's dedicated mailbox."""
    client = work.books.index.clients.get(seller)
    if client is None or not is_address(client.mailbox):
        place = work.client_place(seller)
        code = "mailbox" if client else "client-gone"
        values = {"mailbox": client.mailbox if client else "", "client": seller}
        raise Refused("no mailbox", problems=[Problem(code=code, source=place, values=values)])
    return client.mailbox


def reference(work: Work, entry: Entry) -> str:
    """Our header: which transmission of which document of which workbook; opaque."""
    named = "\x1f".join((work.run.desk.workbook_id, *entry.key, BUYER))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def settle(work: Work) -> None:
    """Find out what became of the drafts of earlier runs, and delete the ones nobody recorded."""
    look_after(work)
    _sweep(work)


@each(State.DRAFTED)
def look_after(work: Work, entry: Entry) -> list[Event]:
    """Settle one draft that an earlier run recorded and did not see leave."""
    box = mailbox(work, entry.key[0])
    main = entry.issued.main
    lying = work.drafts[entry.key[0]].get(main.draft_id)
    if lying is None:
        return [_found(work, entry, box)]
    if lying.message_id == main.message_id:
        return []
    work.run.may_act()
    work.run.desk.outbox.delete(box, main.draft_id)
    return [_event(Kind.DROPPED, entry)]


def _found(work: Work, entry: Entry, box: str) -> Event:
    ours = reference(work, entry)
    for mail in work.run.desk.outbox.sent_in(box, entry.issued.main.thread_id):
        if mail.reference == ours:
            return _sent(work, entry, mail)
    return _event(Kind.LOST, entry)


def _sweep(work: Work) -> None:
    """Delete orphans: drafts with our header that no record names.  They are never adopted."""
    for seller in [seller for seller in work.drafts if seller not in work.stops]:
        with work.answering_for(seller):
            _sweep_mailbox(work, seller)


def _sweep_mailbox(work: Work, seller: str) -> None:
    entries = [entry for entry in work.books.entries if entry.key[0] == seller]
    ours = {reference(work, entry) for entry in entries}
    recorded = {entry.document.main.draft_id for entry in entries if entry.document}
    box = mailbox(work, seller)
    for lying in work.drafts[seller].values():
        if lying.id in recorded:
            continue
        if work.run.desk.outbox.reference(box, lying.message_id) in ours:
            work.run.may_act()
            work.run.desk.outbox.delete(box, lying.id)


@each(State.FILED)
def draft(work: Work, entry: Entry) -> list[Event]:
    """Write the mail, unsent, with the very file of the archive."""
    box = mailbox(work, entry.key[0])
    invoice = content(work, entry)
    to = recipients(entry, invoice)
    client = work.books.index.clients[entry.key[0]]  # as he is called now
    mail = Mail(
        mailbox=box,
        sender_name=client.trade_name or client.name,
        to=to,
        reply_to=client.email if is_address(client.email) else "",
        letter=work.run.desk.press.cover_letter(invoice),
        attachments=(_archived(work, entry),),
        reference=reference(work, entry),
    )
    work.run.may_act()
    try:
        made = work.run.desk.outbox.draft(mail)
    except Refused as error:
        if not any(problem.code == REFUSED for problem in error.problems):
            raise
        work.flaws[entry.key] = (_problem(work, entry, REFUSED),)  # this mail, not the box
        return []
    facts = {"draft_id": made.id, "message_id": made.message_id, "thread_id": made.thread_id}
    work.addressed[entry.key] = ", ".join(to)
    return [replace(_event(Kind.DRAFTED, entry, **facts), content=to_json(to))]


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
        changed = _problem(work, entry, "file-changed")
        raise Refused("the archived file is not what was recorded", problems=[changed])
    return document


def _problem(work: Work, entry: Entry, code: str) -> Problem:
    """Say it in the document's row, or the client's if that is gone."""
    place = entry.row.place if entry.row else work.client_place(entry.key[0])
    return Problem(code=code, source=place, values={"number": entry.issued.number})


def send(work: Work) -> None:
    """Send what is ready, in sending hours."""
    if work.sending:
        send_each(work)


@each(State.DRAFTED)
def send_each(work: Work, entry: Entry) -> list[Event]:
    """Send one draft, and read back what Gmail made of it."""
    box = mailbox(work, entry.key[0])
    work.run.may_act()
    message_id = work.run.desk.outbox.send(box, entry.issued.main.draft_id)
    try:
        mail = work.run.desk.outbox.sent(box, message_id)
    except Trouble:  # it has left: only the reading back failed
        mail = SentMail(message_id=message_id, message_header="", sent_at=work.run.now)
    return [_sent(work, entry, mail)]


def _sent(work: Work, entry: Entry, mail: SentMail) -> Event:
    work.sent[entry.key[0]] = work.sent.get(entry.key[0], 0) + 1
    return _event(
        Kind.SENT,
        entry,
        message_id=mail.message_id,
        message_header=mail.message_header,
        sent_at=mail.sent_at.isoformat(),
    )


def _event(kind: Kind, entry: Entry, **facts: str) -> Event:
    return Event(kind=kind, seller=entry.key[0], key=entry.key[1], facts={"role": BUYER, **facts})
