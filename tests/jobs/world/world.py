"""What lies outside: one clock, the workbooks, Drive and Gmail.  Everything is kept, as there.

Every call from a job goes through a ``Gate``, which may let it fail, before or after its effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from invoicing.history.approval_code import SigningKey
from invoicing.history.events.workbook import Begun
from invoicing.rows.tabs import Rows
from invoicing.values.problems import Problem
from jobs.engine.journal_chain import NOTHING, head_of, linked
from jobs.ports import (
    AutoReply,
    Cell,
    Document,
    FormAnswer,
    IncomingMail,
    JournalRow,
    Mail,
    MailDraft,
    Recovery,
    Table,
    Tenure,
    Ticket,
)
from tests.jobs.world.people import MONDAY

T = TypeVar("T")
WORKBOOK, COPY = "workbook", "copy of workbook"


class Killed(BaseException):
    """The machine went away."""


class Gate(Protocol):
    """What stands between a job and the world."""

    def call(self, name: str, effect: Callable[[], T], /, **otherwise: Callable[[], T]) -> T:
        """Let *effect* happen, or one of the *otherwise* named bad cases, or a failure."""


class OpenGate:
    """Nothing goes wrong."""

    def call(self, _name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        return effect()


@dataclass(slots=True)
class Workbook:
    """A Sheet: people's rows, the Journal, and what the program shows."""

    rows: Rows
    journal: list[JournalRow] = field(default_factory=list)
    shown: dict[str, dict[str, dict[str, Cell]]] = field(default_factory=dict)
    last_append: int = 0  # where the newest append landed
    late: list[tuple[int, list[JournalRow]]] = field(default_factory=list)  # after how many calls

    def land(self, rows: list[JournalRow], at: int) -> None:
        """Write *rows* from position *at* on, over what lies there."""
        self.last_append = at
        placed = [replace(row, position=at + nth) for nth, row in enumerate(rows)]
        self.journal[at : at + len(rows)] = placed

    def tick(self) -> None:
        """One call has passed: what is late comes nearer."""
        waiting, self.late = self.late, []
        for calls, rows in waiting:
            if calls:
                self.late.append((calls - 1, rows))
            else:
                self.land(rows, len(self.journal))

    def restored_from(self, old: Workbook) -> None:
        """Somebody brings back an earlier version."""
        self.rows, self.journal = old.rows, list(old.journal)
        self.shown, self.last_append = old.shown, old.last_append

    def copied(self) -> Workbook:
        """Somebody copies the file."""
        shown = {tab: dict(rows) for tab, rows in self.shown.items()}
        return Workbook(rows=self.rows, journal=list(self.journal), shown=shown)


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that has left."""

    mail: Mail
    message_id: str
    thread_id: str
    at: datetime
    edited: bool


@dataclass(slots=True)
class MailboxDraft:
    """A draft in a mailbox."""

    mail: Mail
    draft: MailDraft
    written: MailDraft  # as it was before anybody edited it
    edited: bool = False


@dataclass(slots=True)
class World:
    """Everything there is."""

    now: datetime = MONDAY
    workbooks: dict[str, Workbook] = field(default_factory=dict)
    tickets: dict[str, tuple[Ticket, datetime]] = field(default_factory=dict)  # and when opened
    reserved: set[str] = field(default_factory=set)
    files: dict[str, Document] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # file id → folder
    logos: dict[str, Document] = field(default_factory=dict)  # put there by a person's command
    properties: dict[str, Mapping[str, str]] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)  # id → parent, name
    locked: set[str] = field(default_factory=set)
    shared: set[tuple[str, str]] = field(default_factory=set)
    drafts: dict[str, dict[str, MailboxDraft]] = field(default_factory=dict)  # mailbox → id
    sent: list[Sent] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)  # mailboxes that do not answer
    revoked: set[str] = field(default_factory=set)  # … that let us in no more
    answers: list[FormAnswer] = field(default_factory=list)
    form_flaws: tuple[Problem, ...] = ()  # why the Form cannot be answered
    arrivals: dict[str, list[IncomingMail]] = field(default_factory=dict)  # mailbox → what came in
    keys: dict[str, SigningKey] = field(
        default_factory=lambda: {"1": SigningKey(secret=b"k" * 32, made=MONDAY)}
    )
    forwarding: dict[tuple[str, str], str] = field(default_factory=dict)  # mailbox, to → state
    replies: dict[str, AutoReply] = field(default_factory=dict)  # mailbox → what it answers
    recoveries: dict[str, Recovery] = field(default_factory=dict)  # mailbox → …
    accesses: dict[str, tuple[str, ...]] = field(default_factory=dict)  # mailbox → kinds
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)  # mailbox → sends as
    tenures: dict[tuple[str, str], Tenure] = field(default_factory=dict)  # file, address → …
    secrets: dict[str, str] = field(default_factory=dict)  # the vault
    left: dict[str, tuple[str, ...]] = field(default_factory=dict)  # mailbox → what was done
    typed: list[Table] = field(default_factory=list)  # what was typed back
    forgetful: bool = False  # what is typed back is lost
    ids: int = 0
    older: Workbook | None = None  # a version that somebody may restore

    @property
    def workbook(self) -> Workbook:
        """The one that set-up made."""
        return self.workbooks[WORKBOOK]

    def is_given_back(self, mailbox: str) -> bool:
        """Whether our grant is dead: revoked, or by another password."""
        left = self.left.get(mailbox, ())
        return "revoked" in left or any(each.startswith("password") for each in left)

    def new_id(self, kind: str) -> str:
        """Never the same twice."""
        self.ids += 1
        return f"{kind}{self.ids}"

    def reserve(self) -> str:
        """Return an id under which one file can be made."""
        made = self.new_id("id")
        self.reserved.add(made)
        return made

    def wait(self, delay: timedelta) -> None:
        """Let time pass."""
        self.now += delay

    @property
    def fingerprint(self) -> int:
        """Two worlds with one fingerprint go on alike."""
        books = [
            (id(book.rows), [row.hash for row in book.journal], book.late, book.shown)
            for book in self.workbooks.values()
        ]
        tickets = [(t.id, t.head, t.closed, t.taken, at) for t, at in self.tickets.values()]
        files = [(file_id, document.sha256) for file_id, document in self.files.items()]
        sent = [(s.message_id, s.thread_id, s.at) for s in self.sent]
        drafts = [(d.draft, d.edited) for box in self.drafts.values() for d in box.values()]
        drive = tickets, files, self.folders, self.ids
        heard = [answer.id for answer in self.answers], self.arrivals
        return hash(repr((self.now, books, drive, sent, drafts, heard)))


def a_world(rows: Rows, now: datetime = MONDAY) -> World:
    """Return a world as set-up leaves it: the first ticket, closed, and the first event."""
    world = World(now=now, workbooks={WORKBOOK: Workbook(rows=rows)})
    ticket_id, following = world.reserve(), world.reserve()
    begun = Begun(workbook=WORKBOOK, root="root")
    first = linked(NOTHING, f"{ticket_id}.1", [begun], now)
    world.workbook.land(first, 0)
    head = head_of(first)
    ticket = Ticket(
        id=ticket_id,
        workbook=WORKBOOK,
        run="set-up",
        head=head.batch,
        head_hash=head.hash,
        next=following,
        closed=True,
    )
    world.tickets[ticket_id] = (ticket, now)
    return world


def edit_drafts(world: World) -> None:
    """Somebody rewrites every draft: Gmail gives each a new message id."""
    for box in world.drafts.values():
        for lying in box.values():
            lying.edited = True
            lying.draft = replace(lying.draft, message_id=world.new_id("message"))


def keep_version(world: World) -> None:
    """Sheets keeps versions."""
    world.older = world.workbook.copied()


def restore_version(world: World) -> None:
    """Somebody brings back the version kept."""
    if world.older is not None:
        world.workbook.restored_from(world.older)


def cut(world: World, count: int) -> bool:
    """Let the last run die after its first *count* rows; False where that parts a batch."""
    rows = world.workbook.journal[:count]
    rank, _, last = rows[-1].rank.partition("/")
    if rank != last:
        return False
    world.workbook.journal[:] = rows
    known = [each for each in world.tickets if rows[-1].batch.startswith(f"{each}.")]
    head = head_of(rows)
    for later in list(world.tickets)[list(world.tickets).index(known[0]) + 1 :]:
        del world.tickets[later]
    ticket, opened_at = world.tickets[known[0]]
    named = replace(ticket, head=head.batch, head_hash=head.hash)
    world.tickets[known[0]] = (named, opened_at)
    return True


def copy_workbook(world: World) -> None:
    """Somebody copies the workbook, and sets the program upon the copy."""
    world.workbooks[COPY] = world.workbook.copied()
