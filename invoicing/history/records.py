"""What events make of documents, mails, rows and folders: the values of a history."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, unique
from typing import NamedTuple

from invoicing.document.invoice import DocumentType
from invoicing.values.roles import Role


class DocumentKey(NamedTuple):
    """What names a row, and the document that it becomes."""

    client: str  # the client's code
    reference: str = ""  # the document's `Réf.`; "" of what concerns the client himself


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryNews:
    """What a mailbox or a person said of a transmission."""

    at: datetime
    message: str = ""  # Gmail's id of what came in
    record: str = ""  # SHA-256 of its words, which stand in the Journal's content
    is_permanent: bool = False  # of a bounce: a hard one


@unique
class Fate(Enum):
    """What became of a mail that was prepared."""

    UNSENT = "unsent"
    EDITED = "edited"
    SENT = "sent"
    LEAVING = "leaving"  # it may be leaving right now
    UNKNOWN = "unknown"  # gone, and not found again: a person must look


@unique
class Stage(Enum):
    """How far a transmission has come."""

    NEW = "new"  # nothing is prepared
    PREPARED = "prepared"  # what was prepared is recorded, and has not left
    OUT = "out"  # it may be leaving: whoever finds it only looks
    SETTLED = "settled"  # it has left, or nothing more will be done of itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """Sending a document to someone: prepared → recorded → done, then what became of it."""

    channel: str = "E-mail"
    draft_id: str = ""  # by mail
    message_id: str = ""
    thread_id: str = ""
    box: str = ""  # hash of the mailbox
    to: str = ""  # hash of the addresses
    about: str = ""  # of a letter: hash of what it speaks of
    until: datetime | None = None  # the deadline that its words name
    drafted_at: datetime | None = None
    message_header: str = ""
    fate: Fate = Fate.UNSENT
    leaving_at: datetime | None = None  # since when it may be leaving
    file_id: str = ""  # by hand: of the copy in « À déposer »
    note_id: str = ""  # … and of the page that says what to do
    is_laid_out: bool = False  # both lie there
    reference: str = ""  # what the platform or post gave back
    sent_at: datetime | None = None  # when it was done, by mail or by hand
    bounce: DeliveryNews | None = None
    delay: DeliveryNews | None = None
    reading: DeliveryNews | None = None  # RFC 8098: a hint
    answer: DeliveryNews | None = None
    earlier: tuple[Transmission, ...] = ()  # attempts before this one

    @property
    def attempt(self) -> int:
        """Which attempt it is, from 1."""
        return len(self.earlier) + 1

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.is_out:
            return Stage.SETTLED
        if self.leaving_at is not None:
            return Stage.OUT
        return Stage.PREPARED if self.draft_id or self.file_id else Stage.NEW

    def without(self, channels: Container[str]) -> Transmission:
        """Return it as if what one of *channels* has prepared were not there."""
        return Transmission(earlier=self.earlier) if self.channel in channels else self

    def carried_by(self, channel: str) -> str:
        """Return the channel that serves it: the one that has prepared it, else *channel*."""
        return channel if self.stage is Stage.NEW else self.channel

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows if it has left: a person must look."""
        return self.fate is Fate.UNKNOWN

    @property
    def is_out(self) -> bool:
        """Whether it has been done, or nothing more will be done of itself."""
        return self.sent_at is not None or self.is_unknown

    def was_delivered(self, on: date | None, reference: str) -> bool:
        """Whether an earlier attempt was, on that day and under that reference."""
        done = [each for each in self.earlier if each.is_laid_out]
        days = {(each.sent_at.date(), each.reference) for each in done if each.sent_at}
        return (on, reference) in days


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocument:
    """A document that has a number."""

    client_code: str
    reference: str
    number: str  # BT-1
    issue_date: date  # BT-2
    siren: str
    numbered_at: datetime
    content: str  # hash of what was approved
    asked: str  # hash of what was typed
    record: str  # SHA-256 of the frozen content's text
    file_id: str
    document_type: DocumentType = DocumentType.INVOICE
    buyer: str = ""  # hash of the buyer's code
    affair: str = ""  # hash of `Affaire`, "" without one
    after: tuple[str, ...] = ()  # numbers that it credits, corrects, deducts or follows
    roles: tuple[Role, ...] = (Role.BUYER,)  # to whom it goes
    ends: str = ""  # the number of which it leaves nothing: replaced, or wholly credited
    sha256: str = ""  # of the archived file; "" until filed
    name: str = ""  # of the archived file
    locked: bool = False
    transmissions: Mapping[str, Transmission] = field(default_factory=dict)

    @property
    def key(self) -> DocumentKey:
        """What names it."""
        return DocumentKey(client=self.client_code, reference=self.reference)

    @property
    def main(self) -> Transmission:
        """The transmission to the buyer."""
        return self.transmissions.get(Role.BUYER, Transmission())


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSight:
    """Since when a row has had the content it has."""

    content: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFolder:
    """A folder of the archive."""

    id: str
    made: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedDetails:
    """Where a client wants to be paid, and who speaks for him, as far as he has confirmed it."""

    iban: str  # hash
    approver: str  # hash of the addresses
    record: str  # SHA-256 of the event's content, which holds both


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAction:
    """An `Action` that has been done, on which row; "" once its cell was cleared."""

    action: str
    asked: str
    is_withdrawn: bool = False  # by this one, or one before it that `Aperçu` has only followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A row as it was when somebody wanted to see it: it is nobody's document."""

    client_code: str
    reference: str
    content: str  # hash of what is shown
    record: str  # SHA-256 of its text
    file_id: str
    at: datetime
    sha256: str = ""  # of the file; "" until it lies there
    name: str = ""

    @property
    def key(self) -> DocumentKey:
        """Whose row it shows."""
        return DocumentKey(client=self.client_code, reference=self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """Up to where a mailbox has been read."""

    mark: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a person is to be told once."""

    id: str  # unlike any other's
    client_code: str
    reference: str
    code: str  # of invoicing/texts/mails/notices.py
    at: datetime
    record: str = ""  # SHA-256 of its words in the Journal
    others: tuple[str, ...] = ()  # `Réf.` of the documents that one message concerns besides

    @property
    def key(self) -> DocumentKey:
        """The first document that it concerns."""
        return DocumentKey(client=self.client_code, reference=self.reference)

    @property
    def references(self) -> tuple[str, ...]:
        """`Réf.` of all that it concerns."""
        return (self.reference, *self.others)
