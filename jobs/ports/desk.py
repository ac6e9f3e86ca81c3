"""What jobs need from the outside world, in their own words.  workspace/ and pdf/ provide it.

Mail is in post.py, the Form in form.py, the press in press.py, the hand-over of mailboxes in
handover.py, the three exceptions in trouble.py; all are named here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from invoicing.problems import Problem
from invoicing.rows import Rows
from invoicing.token import Key
from jobs.binding import Binder, Tables
from jobs.form import Answers, Form, FormAnswer
from jobs.handover import Handover
from jobs.owning import Ownership
from jobs.post import (
    Arrival,
    Document,
    Inbox,
    Letter,
    Mail,
    Mailbag,
    MailDraft,
    Nature,
    Outbox,
    SentMail,
)
from jobs.press import Flaw, Press, Print
from jobs.safe import Safe
from jobs.trouble import Conflict, Refused, Trouble, Unavailable

__all__ = ["Answers", "Arrival", "Binder", "Conflict", "Document", "Flaw", "Form",
           "FormAnswer", "Handover", "Inbox", "Letter", "Mail", "MailDraft", "Mailbag", "Nature",
           "Outbox", "Ownership", "Press", "Print", "Refused", "Safe", "SentMail", "Tables",
           "Trouble",
           "Unavailable"]  # fmt: skip

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
    illegible: tuple[int, ...] = ()  # positions in the Journal of what is no event
    free_keys: int = 0  # pre-numbered rows of `Factures` that are still empty
    last_key: int = 0  # highest pre-numbered `Réf.`


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What the program's cells are to show; rows not named are left alone."""

    cells: Shown
    transmissions: tuple[Mapping[str, Cell], ...] = ()  # the rows of `Envois`, header → value
    closings: tuple[Mapping[str, Cell], ...] = ()  # the rows of `Clôtures`, header → value
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
class Lying:
    """A document as Drive lists it."""

    id: str
    name: str
    sha256: str
    is_trashed: bool = False


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

    def lying(self) -> Sequence[Lying]:
        """List every document of ours, Trash included; the newest may not be listed yet."""


class Keys(Protocol):
    """The secrets under which codes of approval are made."""

    def all(self) -> Mapping[str, Key]:
        """Return them by id: whole numbers, the highest is the one in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything within reach of a job."""

    workbook_id: str
    run_id: str
    ledger: Ledger
    tickets: Tickets
    archive: Archive
    outbox: Outbox
    inbox: Inbox
    form: Form
    keys: Keys
    handover: Handover
    ownership: Ownership
    safe: Safe
    account: str  # the agency's own, where it is told what happens if it names no address
    press: Press
    binder: Binder
    tables: Tables
    elapsed: Callable[[], timedelta]  # a stopwatch; durations are no instants
    world_time: Callable[[], datetime | None] = lambda: None  # Google's, of the last answer
    carried: Callable[[bytes], bytes] = lambda _: b""  # the XML that a PDF carries; b"": none
