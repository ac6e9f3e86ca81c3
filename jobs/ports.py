"""What jobs need from the outside world, in their own words.  workspace/ and pdf/ provide it.

The three exceptions it may raise are in trouble.py, and named here too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from invoicing.invoice import Invoice
from invoicing.problems import Problem
from invoicing.rows import Rows
from jobs.trouble import Conflict, Refused, Trouble, Unavailable

__all__ = ["Conflict", "Refused", "Trouble", "Unavailable"]  # may be imported from here

Cell = str | Decimal | date | datetime | bool | None
Shown = Mapping[str, Mapping[str, Mapping[str, Cell]]]  # tab → row identity → header → value


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """One event as it stands in the `Journal`, all text (design: the memory)."""

    batch: str  # ticket id + "." + counter
    parent: str  # batch id; "" for the first of all
    rank: str  # "2/5"
    instant: str  # ISO 8601, UTC
    seller: str
    key: str
    event: str
    facts: str  # canonical JSON
    hash: str  # SHA-256 over the above and the previous row's hash
    content: str = field(default="", compare=False)  # compressed; read on demand
    position: int = field(default=0, compare=False)  # where it stood when read, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The workbook at one moment: one read of all tabs."""

    rows: Rows
    journal: tuple[JournalRow, ...]  # without contents, in the order they stand
    shown: Shown  # what the program's cells show
    free_keys: int = 0  # pre-numbered rows of `Factures` that are still empty
    last_key: int = 0  # highest pre-numbered `Réf.`


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What the program's cells are to show; rows not named are left alone."""

    cells: Shown
    transmissions: tuple[Mapping[str, Cell], ...] = ()  # the rows of `Envois`, header → value
    new_keys: tuple[str, ...] = ()  # `Réf.` of empty rows to append to `Factures`


class Ledger(Protocol):
    """The workbook: people's tabs, and the Journal."""

    def read(self) -> Reading:
        """Read all tabs.  ``Refused`` with problems when a header is missing or doubled."""

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Append rows to the Journal.  ``Unavailable``: they may have landed, or may yet land."""

    def tail(self, after: int) -> Sequence[JournalRow]:
        """Read the Journal's rows from position *after* on (without contents)."""

    def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:
        """Read the contents of *rows*, "" where one has been emptied."""

    def project(self, projection: Projection) -> Sequence[Problem]:
        """Show it, where it differs; return what could not be shown, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The Drive file that elects a run and keeps the Journal's head outside the workbook."""

    id: str
    workbook: str  # spreadsheet id
    run: str  # which process holds it
    head: str  # id of the last committed batch
    head_hash: str  # hash of its last row
    next: str  # reserved id of the ticket after it
    closed: bool = False
    taken: str = ""  # the run that passed over it
    age: timedelta = field(default=timedelta(0), compare=False)  # by Google's clock


class Tickets(Protocol):
    """Drive files under reserved ids: creating one twice is impossible."""

    def get(self, ticket_id: str) -> Ticket | None:
        """Return the ticket, or ``None`` when there is none of that id."""

    def open(self, ticket: Ticket) -> Ticket | None:
        """Create it; ``None`` when that id exists already."""

    def commit(self, ticket: Ticket) -> Ticket:
        """Write head, hash and state; the answer shows whether the ticket has been taken."""

    def take(self, ticket_id: str, run: str) -> Ticket:
        """Write ``taken``; the answer shows the head at that very moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file: what is archived, and what is attached."""

    name: str  # ASCII, at most 50 characters
    content: bytes

    @property
    def sha256(self) -> str:
        """Hex."""
        return hashlib.sha256(self.content).hexdigest()


class Archive(Protocol):
    """The Drive tree: a folder a client, a folder a year, the documents."""

    def reserve(self, count: int) -> Sequence[str]:
        """Return *count* ids under which files can be created, once each."""

    def make_folder(self, folder_id: str, name: str, *, parent: str) -> None:
        """Create a folder; one that exists already under that id is it."""

    def share(self, folder_id: str, address: str) -> None:
        """Let *address* read the folder."""

    def put(
        self, file_id: str, document: Document, *, folder: str, properties: Mapping[str, str]
    ) -> str:
        """Upload, and return the SHA-256 of what lies under that id: ours, or an earlier one."""

    def get(self, file_id: str, name: str) -> Document:
        """Download."""

    def lock(self, file_ids: Sequence[str]) -> None:
        """Make issued documents read-only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The words of a mail."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A letter with its envelope."""

    mailbox: str  # the account it leaves from
    sender_name: str
    to: tuple[str, ...]
    reply_to: str = ""
    letter: Letter
    attachment: Document | None = None
    reference: str  # our own header: which transmission of which workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A draft in a mailbox.  Its message id changes when somebody edits it."""

    id: str
    message_id: str
    thread_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMail:
    """A mail of which Gmail says that it was sent."""

    message_id: str  # Gmail's
    message_header: str  # the real Message-ID, in angle brackets
    sent_at: datetime  # UTC, Gmail's
    reference: str = ""  # our own header


class Outbox(Protocol):
    """Gmail, one mailbox a client."""

    def drafts(self, mailbox: str) -> Sequence[MailDraft]:
        """List the drafts that lie in the mailbox."""

    def reference(self, mailbox: str, message_id: str) -> str:
        """Read our header of a draft; "" when it is somebody else's, or gone."""

    def draft(self, mail: Mail) -> MailDraft:
        """Write a draft, unsent."""

    def delete(self, mailbox: str, draft_id: str) -> None:
        """Delete a draft; one that is gone is fine."""

    def send(self, mailbox: str, draft_id: str) -> str:
        """Send a draft and return the id of the message.  ``Refused`` when it is gone."""

    def sent(self, mailbox: str, message_id: str) -> SentMail:
        """Read back a sent message."""

    def sent_in(self, mailbox: str, thread_id: str) -> Sequence[SentMail]:
        """Return what was sent in a thread, Trash included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Why a document cannot be printed: a code of words.py and what its text names."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class Press(Protocol):
    """Rendering.  The same invoice and instant give the same bytes."""

    def flaws(self, invoice: Invoice) -> Sequence[Flaw]:
        """Print it on trial, under a provisional number, and say what is wrong."""

    def invoice(self, invoice: Invoice, at: datetime) -> Document:
        """Print it; *at* is the recorded instant of numbering."""

    def cover_letter(self, invoice: Invoice) -> Letter:
        """Write the mail that carries it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything within reach of a job."""

    workbook_id: str
    run_id: str
    ledger: Ledger
    tickets: Tickets
    archive: Archive
    outbox: Outbox
    press: Press
    elapsed: Callable[[], timedelta]  # a stopwatch; durations are no instants
    world_time: Callable[[], datetime | None] = lambda: None  # Google's, of the last answer
