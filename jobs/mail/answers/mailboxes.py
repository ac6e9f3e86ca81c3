"""The mailboxes that are read for answers, each from its mark on."""

from __future__ import annotations

from datetime import timedelta

from invoicing.history.events.event import Event
from invoicing.history.events.mailboxes import MailboxRead
from invoicing.history.records import ReadMark
from invoicing.register.mailbox_access import dead
from invoicing.values.mail_addresses import box_hash
from jobs.mail.answers.arrivals import arrived
from jobs.mail.answers.heard_answers import MANY, HeardAnswers
from jobs.mail.delivery_reports import returned, returning, since_when
from jobs.mail.listening_scope import TOLD, ListeningScope
from jobs.mail.mailboxes import letter_box

RENEWED = timedelta(days=1)  # a mark is younger than Gmail's history, of a week


def mailboxes_to_read(ear: ListeningScope) -> list[str]:
    """Return the mailboxes from which requests went out that are open, or mails that may come back.

    One from which the first request is about to leave is read too, so that looks begin at a mark
    instead of searching it again and again.
    """
    history = ear.history
    open_ones = {
        key.client
        for key, dossier in history.dossiers.items()
        if key not in history.documents
        and dossier.current is not None
        and dossier.current.claim.expires + TOLD > ear.now
    }
    asked = (letter_box(ear.books, seller) for seller in sorted(open_ones.union(ear.asking)))
    closed = (client.mailbox.strip() for client, _ in dead(ear.books.rows.clients, history))
    return list(dict.fromkeys(filter(None, (*asked, *returning(ear), *closed))))


def read_mailbox(ear: ListeningScope, box: str, heard: HeardAnswers) -> None:
    """Note what has come into a mailbox, and how far it was read."""
    known = ear.history.marks.get(box_hash(box)) or ReadMark(mark="", at=since_when(ear, box))
    bag = ear.desk.inbox.since(box, known.mark, known.at)
    events: list[Event] = [
        *arrived(bag.arrivals, ear.books, ear.history),
        *returned(bag.arrivals, ear),
    ]
    many = len(bag.arrivals) > MANY
    if events or many or not known.mark or ear.now - known.at > RENEWED:
        events.append(MailboxRead(box=box_hash(box), mark=bag.mark))
    heard.events += events
    heard.unread = max(heard.unread, len(bag.arrivals))
    heard.boxes.add(box)
