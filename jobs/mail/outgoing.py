"""A mail leaves once: it is written, recorded, and only then sent; a lost answer is looked up.

unwritten ──write──▶ drafted ──send──▶ sent
    ▲                   │ edited, or no longer wanted: deleted, and recorded
    └───────────────────┤
                        └ gone: found in its thread → sent; not found → lost, never sent again
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import DraftDropped, Drafted, FateUnknown, Sent
from invoicing.history.records import DocumentKey, Transmission
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import addresses_hash, box_hash
from invoicing.values.problems import Problem, Source
from jobs.engine.work import T, Work, attempt, slices
from jobs.ports import Mail, MailDraft, Refused, SentMail, Trouble

REFUSED = "mail-refused"  # the code by which the outbox says that one mail cannot be


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """One mail that is to leave once: a document's, or a letter (reference "")."""

    client_code: str
    reference: str = ""
    role: str
    attempt: int = 1
    box: str  # the mailbox it leaves from
    known: Transmission = field(default_factory=Transmission)
    compose: Callable[[], Mail] | None  # none: what lies drafted is deleted, perhaps written anew
    place: Source  # where a problem with it is shown
    about: str = ""  # of a letter: hash of what it speaks of
    until: datetime | None = None  # of a letter: the deadline that it names

    @property
    def key(self) -> DocumentKey:
        """The document that it carries."""
        return DocumentKey(client=self.client_code, reference=self.reference)

    @property
    def is_wanted(self) -> bool:
        """Whether it is to leave."""
        return self.compose is not None

    @property
    def is_drafted(self) -> bool:
        """Whether its draft is recorded and may still lie there."""
        return (
            bool(self.known.draft_id) and self.known.sent_at is None and not self.known.is_unknown
        )

    def event(self, kind: type[DraftDropped | FateUnknown]) -> DraftDropped | FateUnknown:
        """Say what became of its draft."""
        return kind(client_code=self.client_code, reference=self.reference, role=self.role)


def reference(workbook: str, key: DocumentKey, role: str) -> str:
    """Our header: which transmission of which document of which workbook; opaque."""
    named = "\x1f".join((workbook, *key, role))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def reference_of(work: Work, post: OutgoingMail) -> str:
    """Our header in the mail of *post*."""
    role = numbered(post.role, post.attempt)
    return reference(work.run.desk.workbook_id, post.key, role)


def numbered(role: str, attempt: int) -> str:
    """Name an attempt of a role; the first by the role alone."""
    return role if attempt == 1 else f"{role}/{attempt}"


def listed(work: Work, box: str) -> Mapping[str, MailDraft]:
    """Return the drafts that lie in a mailbox, by id; asked for once a run."""
    if box not in work.drafts:
        work.drafts[box] = {draft.id: draft for draft in work.run.desk.outbox.drafts(box)}
    return work.drafts[box]


def each(step: Callable[[Work, T], Sequence[Event]], work: Work, items: Sequence[T]) -> None:
    """Do *step* with each item, in slices; one failure stops one seller."""
    for part in slices(items, work):
        work.record([event for item in part for event in attempt(step, work, item)])


def settle(work: Work, posts: Sequence[OutgoingMail]) -> None:
    """Find out what became of the drafts of earlier runs."""
    each(_settled, work, [post for post in posts if post.is_drafted])


def _settled(work: Work, post: OutgoingMail) -> list[Event]:
    lying = listed(work, post.box).get(post.known.draft_id)
    if lying is None:
        return [_found(work, post)]
    if lying.message_id == post.known.message_id and post.is_wanted:
        return []
    work.run.may_act()
    work.run.desk.outbox.delete(post.box, post.known.draft_id)
    return [post.event(DraftDropped)]


def _found(work: Work, post: OutgoingMail) -> Event:
    ours = reference_of(work, post)
    for mail in work.run.desk.outbox.sent_in(post.box, post.known.thread_id):
        if mail.reference == ours:
            return _sent(work, post, mail)
    return post.event(FateUnknown)


def sweep(work: Work, box: str, ours: Iterable[str], recorded: Iterable[str]) -> None:
    """Delete orphans: drafts with one of our headers that no record names.  Never adopted."""
    references, ids = set(ours), set(recorded)
    for lying in listed(work, box).values():
        if lying.id in ids:
            continue
        if work.run.desk.outbox.reference(box, lying.message_id) in references:
            work.run.may_act()
            work.run.desk.outbox.delete(box, lying.id)


def write(work: Work, posts: Sequence[OutgoingMail]) -> None:
    """Write the mails, unsent."""
    waiting = [post for post in posts if not post.known.draft_id and post.is_wanted]
    each(_written, work, waiting)


def _written(work: Work, post: OutgoingMail) -> list[Event]:
    assert post.compose is not None  # it is wanted
    mail = post.compose()
    work.run.may_act()
    try:
        made = work.run.desk.outbox.draft(mail)
    except Refused as error:
        if not any(problem.code == REFUSED for problem in error.problems):
            raise
        refused = Problem(code=REFUSED, source=post.place)
        work.refused[post.client_code, post.reference, post.role] = (
            refused  # this mail, not the box
        )
        return []
    if post.reference:
        work.addressed[post.client_code, post.reference, post.role] = ", ".join(mail.to)
    drafted = Drafted(
        client_code=post.client_code,
        reference=post.reference,
        role=post.role,
        draft_id=made.id,
        message_id=made.message_id,
        thread_id=made.thread_id,
        box=box_hash(post.box),
        to=addresses_hash(mail.to),
        about=post.about,
        until=post.until,
        content=to_json(mail.to),
    )
    return [drafted]


def send(work: Work, posts: Sequence[OutgoingMail]) -> None:
    """Send what is drafted, and read back what Gmail made of it."""
    each(_send, work, _by_turns(post for post in posts if post.is_drafted))


def _by_turns(posts: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    """Let mailboxes take turns: Gmail lets each send some fifty mails a minute.

    Source: https://developers.google.com/workspace/gmail/api/reference/quota (6,000 units; 120 a
    mail that is sent and read back).
    """
    before: Counter[str] = Counter()

    def turn(post: OutgoingMail) -> int:
        before[post.box] += 1
        return before[post.box]

    return sorted(posts, key=turn)


def left_today(work: Work, box: str) -> int:
    """How many mails may still leave a mailbox: Gmail counts over 24 hours."""
    if box not in work.quota:
        since, name = work.run.now - timedelta(days=1), box_hash(box)
        sent = (each for each in _mails(work) if each.box == name and each.sent_at)
        used = sum(each.sent_at is not None and each.sent_at > since for each in sent)
        work.quota[box] = work.reading.rows.settings.daily_mails - used
    return work.quota[box]


def _mails(work: Work) -> Iterator[Transmission]:
    for document in work.run.history.documents.values():
        for known in document.transmissions.values():
            yield from (known, *known.earlier)
    yield from work.run.history.letters.values()


def _send(work: Work, post: OutgoingMail) -> list[Event]:
    if left_today(work, post.box) <= 0:
        work.full.add(post.box)
        return []
    work.run.may_act()
    work.quota[post.box] -= 1
    message_id = work.run.desk.outbox.send(post.box, post.known.draft_id)
    try:
        mail = work.run.desk.outbox.sent(post.box, message_id)
    except Trouble:  # it has left: only the reading back failed
        mail = SentMail(message_id=message_id, message_header="", sent_at=work.run.now)
    return [_sent(work, post, mail)]


def _sent(work: Work, post: OutgoingMail, mail: SentMail) -> Event:
    if post.reference:
        work.sent[post.client_code] = work.sent.get(post.client_code, 0) + 1
    return Sent(
        client_code=post.client_code,
        reference=post.reference,
        role=post.role,
        message_id=mail.message_id,
        message_header=mail.message_header,
        sent_at=mail.sent_at,
    )
