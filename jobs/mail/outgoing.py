"""A mail leaves once: it is written, recorded, and only then sent; a lost answer is looked up.

unwritten ──write──▶ drafted ──send──▶ sent
    ▲                   │ edited, or no longer wanted: deleted, and recorded
    └───────────────────┤
                        └ gone: found again → sent; not found → unknown, never sent again

Where sending leaves the draft where it is, `leaving` is recorded before it: whoever finds that
looks for the sent mail, and after an hour its fate is unknown.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import DraftDropped, Drafted, FateUnknown, Sent
from invoicing.history.records import DocumentKey, Stage, Transmission
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import addresses_hash, box_hash
from invoicing.values.problems import Problem, Source
from jobs.engine.context import Context
from jobs.engine.departures import depart
from jobs.engine.stages import each
from jobs.mail.dispatch import Dispatch
from jobs.mail.quotas import claim
from jobs.ports import Fate, Mail, MailDraft, Refused, SentMail, Trouble

REFUSED = "mail-refused"  # the code by which the outbox says that one mail cannot be
LONGEST_LEAVING = timedelta(minutes=60)  # after which a mail that is leaving is looked for no more
# Source: RFC 5321 section 4.5.3.2 (a server may take 10 minutes to accept a mail), after the
# 35 minutes in which a run acts (jobs/engine/run.py), and a quarter of an hour to spare.


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
    def origin(self) -> str:
        """The mailbox that it leaves from."""
        return self.box

    def event(self, kind: type[DraftDropped | FateUnknown]) -> DraftDropped | FateUnknown:
        """Say what became of its draft."""
        return kind(client_code=self.client_code, reference=self.reference, role=self.role)


def reference(workbook: str, key: DocumentKey, role: str) -> str:
    """Our header: which transmission of which document of which workbook; opaque."""
    named = "\x1f".join((workbook, *key, role))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def reference_of(context: Context, post: OutgoingMail) -> str:
    """Our header in the mail of *post*."""
    role = numbered(post.role, post.attempt)
    return reference(context.desk.workbook_id, post.key, role)


def numbered(role: str, attempt: int) -> str:
    """Name an attempt of a role; the first by the role alone."""
    return role if attempt == 1 else f"{role}/{attempt}"


def listed(context: Context, dispatch: Dispatch, box: str) -> Mapping[str, MailDraft]:
    """Return the drafts that lie in a mailbox, by id; asked for once a run."""
    if box not in dispatch.drafts:
        dispatch.drafts[box] = {draft.id: draft for draft in context.desk.outbox.drafts(box)}
    return dispatch.drafts[box]


def settle(context: Context, dispatch: Dispatch, posts: Sequence[OutgoingMail]) -> None:
    """Find out what became of the drafts of earlier runs."""
    begun = [post for post in posts if post.known.stage in {Stage.PREPARED, Stage.OUT}]
    each(context, begun, partial(_settled, context, dispatch))


def _settled(context: Context, dispatch: Dispatch, post: OutgoingMail) -> list[Event]:
    fate, mail = _fate(context, dispatch, post)
    match fate:
        case Fate.UNSENT:
            return [] if post.is_wanted else _dropped(context, post)
        case Fate.EDITED:
            return _dropped(context, post)
        case Fate.SENT:
            assert mail is not None  # the port's word
            return [_sent(context, post, mail)]
        case Fate.LEAVING:
            return [post.event(FateUnknown)] if _is_overdue(context, post) else []
        case Fate.UNKNOWN:
            return [post.event(FateUnknown)]
        case _:
            assert_never(fate)


def _fate(context: Context, dispatch: Dispatch, post: OutgoingMail) -> tuple[Fate, SentMail | None]:
    """Ask what became of a draft; of one that may be leaving only a sent mail is a proof."""
    listed(context, dispatch, post.box)  # in this run, before anything is asked about
    fate, mail = context.desk.outbox.fate(
        post.box,
        post.known.draft_id,
        message_id=post.known.message_id,
        thread_id=post.known.thread_id,
        reference=reference_of(context, post),
    )
    is_out = post.known.stage is Stage.OUT and fate is not Fate.SENT
    return (Fate.LEAVING, None) if is_out else (fate, mail)


def _dropped(context: Context, post: OutgoingMail) -> list[Event]:
    context.run.may_act()
    context.desk.outbox.delete(post.box, post.known.draft_id)
    return [post.event(DraftDropped)]


def _is_overdue(context: Context, post: OutgoingMail) -> bool:
    since = post.known.leaving_at
    return since is not None and context.register.now - since > LONGEST_LEAVING


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphans:
    """Which drafts of ours are nobody's: they bear a reference, and no record names them."""

    references: frozenset[str]  # that our mails bear
    recorded: frozenset[str]  # ids of drafts


def sweep(context: Context, dispatch: Dispatch, box: str, orphans: Orphans) -> None:
    """Delete orphans; they are never adopted."""
    outbox = context.desk.outbox
    for draft in listed(context, dispatch, box).values():
        if draft.id in orphans.recorded:
            continue
        if outbox.reference(box, draft.message_id) in orphans.references:
            context.run.may_act()
            outbox.delete(box, draft.id)


def write(context: Context, dispatch: Dispatch, posts: Sequence[OutgoingMail]) -> None:
    """Write the mails, unsent."""
    waiting = [post for post in posts if post.known.stage is Stage.NEW and post.is_wanted]
    each(context, waiting, partial(_written, context, dispatch))


def _written(context: Context, dispatch: Dispatch, post: OutgoingMail) -> list[Event]:
    assert post.compose is not None  # it is wanted
    mail = post.compose()
    context.run.may_act()
    try:
        made = context.desk.outbox.draft(mail)
    except Refused as error:
        if not any(problem.code == REFUSED for problem in error.problems):
            raise
        refused = Problem(code=REFUSED, source=post.place)
        dispatch.refused[post.client_code, post.reference, post.role] = (
            refused  # this mail, not the box
        )
        return []
    if post.reference:
        dispatch.addressed[post.client_code, post.reference, post.role] = ", ".join(mail.to)
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


def send(context: Context, dispatch: Dispatch, posts: Sequence[OutgoingMail]) -> None:
    """Send what is drafted, and read back what the mailbox made of it."""
    depart(
        context,
        _by_turns(post for post in posts if post.known.stage is Stage.PREPARED),
        partial(_send, context),
        consumes=context.desk.outbox.consumes,
        admits=lambda post: claim(context, dispatch, post.box),
    )


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


def _send(context: Context, post: OutgoingMail) -> list[Event]:
    context.run.may_act()
    message_id = context.desk.outbox.send(post.box, post.known.draft_id)
    try:
        mail = context.desk.outbox.sent(post.box, message_id)
    except Trouble:  # it has left: only the reading back failed
        mail = SentMail(message_id=message_id, message_header="", sent_at=context.register.now)
    return [_sent(context, post, mail)]


def _sent(context: Context, post: OutgoingMail, mail: SentMail) -> Event:
    if post.reference:
        context.results.sent[post.client_code] = context.results.sent.get(post.client_code, 0) + 1
    return Sent(
        client_code=post.client_code,
        reference=post.reference,
        role=post.role,
        message_id=mail.message_id,
        message_header=mail.message_header,
        sent_at=mail.sent_at,
    )
