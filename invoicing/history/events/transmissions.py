"""Events of a transmission: a document's to somebody in a role, or a letter's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from invoicing.history.events.journal_event import Fact, JournalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionEvent(JournalEvent):
    """An event of a transmission."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(TransmissionEvent):
    """A mail lies written, unsent; its content is to whom."""

    wire: ClassVar[str] = "drafted"

    draft_id: str
    message_id: str
    thread_id: str
    box: str = ""  # hash of the mailbox
    to: str = ""  # hash of the addresses
    about: str = ""  # of a letter: hash of what it speaks of
    until: datetime | None = None  # of a letter: the deadline that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDropped(TransmissionEvent):
    """The draft has been deleted: it was edited, or is no longer wanted."""

    wire: ClassVar[str] = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving(TransmissionEvent):
    """It is about to leave by a channel whose doing consumes nothing that was prepared."""

    wire: ClassVar[str] = "leaving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(TransmissionEvent):
    """The mail has left."""

    wire: ClassVar[str] = "sent"

    message_id: str
    message_header: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FateUnknown(TransmissionEvent):
    """The draft is gone and no sent mail was found: a person must look."""

    wire: ClassVar[str] = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut(TransmissionEvent):
    """The ids of what a person is to deliver are reserved."""

    wire: ClassVar[str] = "laid-out"

    channel: str
    file_id: str
    note_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand(TransmissionEvent):
    """What a person is to deliver lies there."""

    wire: ClassVar[str] = "at-hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(TransmissionEvent):
    """A person has delivered it."""

    wire: ClassVar[str] = "delivered"

    on: date
    deposit_reference: Annotated[str, Fact(name="reference")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted(TransmissionEvent):
    """A new attempt begins."""

    wire: ClassVar[str] = "again"

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEvent(TransmissionEvent):
    """A mailbox got something that tells of a mail; its content is the sender and the words."""

    message: str  # its id
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(DeliveryEvent):
    """The mail bounced."""

    wire: ClassVar[str] = "came-back"

    is_permanent: Annotated[bool, Fact(name="permanent", always=True)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delayed(DeliveryEvent):
    """The mail has not arrived yet."""

    wire: ClassVar[str] = "delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WasRead(DeliveryEvent):
    """Somebody's mail program says that the mail was read."""

    wire: ClassVar[str] = "was-read"


@dataclass(frozen=True, slots=True, kw_only=True)
class WasAnswered(DeliveryEvent):
    """A person answered the mail."""

    wire: ClassVar[str] = "was-answered"
