"""What comes back of the documents that were sent: bounces, delays, receipts, answers.

A message belongs to a transmission by our own header, by the Message-ID that it answers, or by its
thread; what belongs to none is nobody's.  Nothing is ever answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from invoicing.history.events.event import DeliveryEvents
from invoicing.history.events.transmissions import CameBack, Delayed, WasAnswered, WasRead
from invoicing.history.records import IssuedDocument, Transmission
from invoicing.values.canonical_json import to_json
from invoicing.values.channels import Channel
from invoicing.values.mail_addresses import box_hash
from jobs.mail.listening_scope import MARGIN, ListeningScope
from jobs.mail.mailboxes import all_boxes
from jobs.mail.outgoing import numbered, reference
from jobs.mail.transmissions import Place
from jobs.ports import IncomingKind, IncomingMail

LATEST = timedelta(days=30)  # after which nothing comes back that matters here
RHYTHM = timedelta(hours=6)  # a mailbox is read at least as often, while something may come
KINDS: Mapping[IncomingKind, type[DeliveryEvents]] = {
    IncomingKind.BOUNCE: CameBack,
    IncomingKind.DELAY: Delayed,
    IncomingKind.RECEIPT: WasRead,
    IncomingKind.REPLY: WasAnswered,
}


def recent(ear: ListeningScope) -> Iterator[tuple[IssuedDocument, str, Transmission]]:
    """The mails of documents of which something may still come back."""
    for document in ear.history.documents.values():
        for role, known in document.transmissions.items():
            if known.channel == Channel.MAIL and _is_recent(known, ear.now):
                yield document, role, known


def _is_recent(known: Transmission, now: datetime) -> bool:
    return known.sent_at is not None and now - known.sent_at < LATEST


def returning(ear: ListeningScope) -> list[str]:
    """The mailboxes that are to be read now.

    With a ticket in hand all; without, those that nobody has read for six hours.
    """
    wanted = {known.box for _, _, known in recent(ear)}
    boxes = [row.mailbox.strip() for row in ear.books.rows.clients if row.mailbox.strip()]
    return [box for box in boxes if box_hash(box) in wanted and _is_time(ear, box)]


def _is_time(ear: ListeningScope, box: str) -> bool:
    if ear.is_held:
        return True
    known = ear.history.marks.get(box_hash(box))
    since = known.at if known else min(_sent(ear, box), default=ear.now)
    return ear.now - since >= RHYTHM


def since_when(ear: ListeningScope, box: str) -> datetime:
    """From when on something may have come into a mailbox that was never read."""
    return min((ear.oldest, *(at - MARGIN for at in _sent(ear, box))))


def _sent(ear: ListeningScope, box: str) -> Iterator[datetime]:
    name = box_hash(box)
    for _, _, known in recent(ear):
        if known.box == name and known.sent_at is not None:
            yield known.sent_at


def returned(arrivals: Iterable[IncomingMail], ear: ListeningScope) -> Iterator[DeliveryEvents]:
    """Say of each message to which transmission it belongs, and what it means."""
    messages = list(arrivals)
    found = _Index(ear) if messages else None
    ours = all_boxes(ear.books)
    for arrival in messages:
        kind = KINDS.get(arrival.nature)
        place = found.place(arrival) if found else None
        if kind is None or place is None or (kind is WasAnswered and arrival.sender in ours):
            continue
        if f"{arrival.message_id}/{'/'.join(place)}" not in ear.history.heard:
            yield _event(kind, place, arrival)


def _event(kind: type[DeliveryEvents], place: Place, arrival: IncomingMail) -> DeliveryEvents:
    client_code, reference, role = place
    event = kind(
        client_code=client_code,
        reference=reference,
        role=role,
        message=arrival.message_id,
        at=arrival.at,
        content=to_json((arrival.sender, arrival.text or arrival.detail)),
    )
    if isinstance(event, CameBack):
        return replace(event, is_permanent=arrival.is_permanent)
    return event


class _Index:
    """Transmissions by what a message may name of them; only the last attempt of each."""

    def __init__(self, ear: ListeningScope) -> None:
        self._threads: dict[str, Place] = {}
        self._headers: dict[str, Place] = {}
        self._references: dict[str, Place] = {}
        for document, role, known in recent(ear):
            place = document.client_code, document.reference, role
            name = numbered(role, known.attempt)
            ours = reference(ear.desk.workbook_id, document.key, name)
            self._references[ours] = place
            self._threads[known.thread_id] = place
            if known.message_header:
                self._headers[known.message_header] = place

    def place(self, arrival: IncomingMail) -> Place | None:
        """The transmission that a message is about."""
        if arrival.reference:
            return self._references.get(arrival.reference)
        named = (self._headers[each] for each in arrival.about if each in self._headers)
        return next(named, None) or self._threads.get(arrival.thread_id)
