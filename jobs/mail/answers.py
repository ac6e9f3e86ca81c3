"""What client companies have answered: on the Form, or by mail to the request.

Answers are asked for from the oldest request on whose code may still come back, and told apart by
their ids: there is no cursor that could run past one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from invoicing.approval.confirmed_details import asked_of
from invoicing.approval.verdicts import AnswerContext
from invoicing.history.contract_end import (
    asked_of_agency,
    closing_question,
    receipt_content,
    receipt_question,
)
from invoicing.history.events.approvals import Answered, Bounced, Muted, Replied
from invoicing.history.events.event import ArrivalEvents, Event
from invoicing.history.events.mailboxes import MailboxRead
from invoicing.history.history import History
from invoicing.history.records import DocumentKey, ReadMark
from invoicing.register.entry import DocumentState, is_withdrawn
from invoicing.register.mailbox_access import dead
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import box_hash
from invoicing.values.problems import Problem
from jobs.engine.context import Context
from jobs.mail.dead_mailboxes import refused
from jobs.mail.delivery_reports import returned, returning, since_when
from jobs.mail.heard import Heard
from jobs.mail.listening_scope import TOLD, ListeningScope
from jobs.mail.mailboxes import all_boxes, letter_box
from jobs.ports import FormAnswer, IncomingKind, IncomingMail, Trouble

MOST = 200  # answers of nobody recorded in one run; the others are there in the next
MANY = 20  # messages that are not read again and again
RENEWED = timedelta(days=1)  # a mark is younger than Gmail's history, of a week


@dataclass(slots=True, kw_only=True)
class HeardAnswers:
    """What was heard, and what was listened to without error."""

    events: list[Event] = field(default_factory=list)
    form: bool = False  # it was read, and could have been answered
    flaws: tuple[Problem, ...] = ()  # of the Form
    boxes: set[str] = field(default_factory=set)  # that were read
    closed: set[str] = field(default_factory=set)  # hashes of those that let us in no more
    unread: int = 0  # messages since a mark, at the most

    @property
    def opened(self) -> set[str]:
        """Hashes of the mailboxes that were read."""
        return set(map(box_hash, self.boxes))

    @property
    def is_news(self) -> bool:
        """Whether it is worth a run; how far a mailbox was read is none, until much has come."""
        return self.unread > MANY or any(
            not isinstance(event, MailboxRead) for event in self.events
        )


def listen(ear: ListeningScope) -> HeardAnswers:
    """Read the Form and the mailboxes, if any answer may come; nothing is recorded here."""
    heard = HeardAnswers()
    if ear.asked or ear.asking:
        with suppress(Trouble):
            _read_form(ear, heard)
    for box in _boxes(ear):
        try:
            _read_box(ear, box, heard)
        except Trouble as trouble:
            heard.closed |= refused(trouble.problems)
    return heard


def _read_form(ear: ListeningScope, heard: HeardAnswers) -> None:
    answers = ear.desk.form.answers(ear.oldest)
    history = ear.history
    new = [
        (answer, nth)
        for answer in answers.given
        for nth in range(max(1, len(answer.codes)))
        if response_id(answer, nth) not in history.heard
    ]
    if new:
        court = AnswerContext(
            history=history, keys=ear.desk.keys.all(), standing=standing(ear.books)
        )
        judged = list(_judged(court, new))
        heard.events += [event for event in judged if event.client_code]
        heard.events += [event for event in judged if not event.client_code][:MOST]
    heard.flaws = answers.flaws
    heard.form = not answers.flaws


def _judged(court: AnswerContext, new: Iterable[tuple[FormAnswer, int]]) -> Iterator[Answered]:
    """Judge answers one after the other: each may decide what the next is worth."""
    for answer, nth in new:
        code = answer.codes[nth] if answer.codes else ""
        verdict = court.judge(code, approves=answer.approves, at=answer.at)
        event = Answered(
            client_code=verdict.key.client,
            reference=verdict.key.reference,
            response=response_id(answer, nth),
            at=answer.at,
            outcome=verdict.outcome,
            request=verdict.request,
            subjects=tuple(answer.subjects),
            content=to_json(answer.comment),
        )
        if event.client_code:
            court = replace(court, history=court.history.then([(event, answer.at)]))
        yield event


def response_id(answer: FormAnswer, nth: int) -> str:
    """Name one decision of an answer: it may carry several codes, and be submitted again."""
    return f"{answer.id}/{answer.at.isoformat()}/{nth}"


def standing(books: Register) -> Mapping[DocumentKey, str]:
    """What is asked for now, by document; of a client, under the key ""."""
    documents = {
        entry.key: entry.content
        for entry in books.entries
        if entry.candidate is not None and not is_withdrawn(entry)
    }
    clients = {
        key: content
        for row in books.rows.clients
        for key, content in _questions(normalised(row.code), row)
    }
    return {**documents, **clients}


def _questions(code: str, client: ClientRow) -> Iterator[tuple[DocumentKey, str]]:
    yield DocumentKey(client=code), asked_of(client)
    if client.closing:
        yield closing_question(code), asked_of_agency(client)
        yield receipt_question(code), receipt_content(client)


def _boxes(ear: ListeningScope) -> list[str]:
    """The mailboxes from which requests went out that are open, or mails that may come back.

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


def _read_box(ear: ListeningScope, box: str, heard: HeardAnswers) -> None:
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


def hear(context: Context, heard: Heard) -> None:
    """Record what was answered; remember what was listened to."""
    run = context.run
    asking = dict.fromkeys(entry.client_code for entry in context.entries(DocumentState.UNASKED))
    ear = ListeningScope(
        desk=run.desk,
        books=context.register,
        history=run.history,
        now=run.now,
        asking=tuple(asking),
        is_held=True,
    )
    answers = listen(ear)
    heard.mailboxes = answers.boxes if answers.form else set()
    heard.has_listened = True
    heard.read |= answers.opened
    heard.closed |= answers.closed
    heard.is_form_read, heard.form_flaws = answers.form, answers.flaws
    context.record([*answers.events, *_muted(context, answers)])


def _muted(context: Context, answers: HeardAnswers) -> Iterator[Muted]:
    """A Form that cannot be answered makes silence say nothing."""
    for entry in context.entries(DocumentState.AWAITING_APPROVAL) if answers.flaws else ():
        yield Muted(
            client_code=entry.client_code,
            reference=entry.key.reference,
            code=answers.flaws[0].code,
        )
