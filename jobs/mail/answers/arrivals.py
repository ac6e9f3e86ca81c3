"""Mails that answer a request, or bring it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from invoicing.history.events.approvals import Bounced, Replied
from invoicing.history.events.event import ArrivalEvents
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.values.canonical_json import to_json
from jobs.mail.mailboxes import all_boxes
from jobs.ports import IncomingKind, IncomingMail


def arrived(
    arrivals: Iterable[IncomingMail], books: Register, history: History
) -> Iterator[ArrivalEvents]:
    """What came in that answers a request, or brings it back: for each document it asked for."""
    ours = all_boxes(books)
    kinds: Mapping[IncomingKind, type[ArrivalEvents]] = {
        IncomingKind.REPLY: Replied,
        IncomingKind.BOUNCE: Bounced,
    }
    for arrival in arrivals:
        kind = kinds.get(arrival.nature)
        if kind is None or (kind is Replied and arrival.sender in ours):
            continue
        for client_code, reference in _concerned(arrival, history):
            if f"{arrival.message_id}/{client_code}/{reference}" in history.heard:
                continue
            yield kind(
                client_code=client_code,
                reference=reference,
                message=arrival.message_id,
                at=arrival.at,
                content=to_json((arrival.sender, arrival.text or arrival.detail)),
            )


def _concerned(arrival: IncomingMail, history: History) -> Iterator[DocumentKey]:
    """The open requests that a message is about."""
    letters = {
        (seller, role.partition(" ")[2])
        for (seller, role), letter in history.letters.items()
        if letter.sent_at is not None
        and (arrival.thread_id == letter.thread_id or letter.message_header in arrival.about)
    }
    for key, dossier in history.dossiers.items():
        current = dossier.current
        if current is None or key in history.documents:
            continue
        if (key.client, current.letter.partition(" ")[2]) in letters:
            yield key
