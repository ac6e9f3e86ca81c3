"""Events of an approval: what was asked, what was answered, and what silence meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from invoicing.history.approval_file import AnswerOutcome
from invoicing.history.events.journal_event import Fact, JournalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalEvent(JournalEvent):
    """An event of an approval, or of a client's details."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsTrusted(ApprovalEvent):
    """A client's details count; the content is what they are, and who noted it."""

    wire: ClassVar[str] = "trusted"

    iban: str  # hash
    approver: str  # hash of the addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested(ApprovalEvent):
    """An approval, or an answer to a question, is asked for; the content is what is asked."""

    wire: ClassVar[str] = "requested"

    request: str  # its id
    version: int
    content_hash: Annotated[str, Fact(name="content")]
    approver: str  # hash of the addresses that are asked
    expires: datetime
    signed_with: str  # id of the key
    reasons: Annotated[tuple[str, ...], Fact(always=True)] = ()  # codes
    is_silent: Annotated[bool, Fact(name="silence", always=True)] = False  # silence is consent
    hours: Annotated[int, Fact(always=True)] = 0
    letter: str  # role of the mail that asks
    file_id: str = ""  # of a draft
    iban: str = ""  # of a client's change: hash
    newcomer: str = ""  # of a client's change: hash of the new addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFiled(ApprovalEvent):
    """The draft that a request shows lies in the archive."""

    wire: ClassVar[str] = "draft-filed"

    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(ApprovalEvent):
    """The Form was answered; the content is the comment."""

    wire: ClassVar[str] = "answered"

    response: str
    at: datetime
    outcome: AnswerOutcome
    request: str
    subjects: Annotated[tuple[str, ...], Fact(always=True)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalEvent(ApprovalEvent):
    """A mail came in about a request; its content is the sender and the words."""

    message: str  # its id
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied(ArrivalEvent):
    """A person wrote instead of answering on the Form."""

    wire: ClassVar[str] = "replied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced(ArrivalEvent):
    """The request did not arrive."""

    wire: ClassVar[str] = "bounced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted(ApprovalEvent):
    """The Form could not have been answered while an answer was waited for."""

    wire: ClassVar[str] = "muted"

    code: str  # why


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented(ApprovalEvent):
    """Silence was taken for consent."""

    wire: ClassVar[str] = "consented"

    request: str
    content_hash: Annotated[str, Fact(name="content")]
    at: datetime  # the deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(ApprovalEvent):
    """Somebody noted an agreement in the row; the content is who, when and how."""

    wire: ClassVar[str] = "agreed"

    content_hash: Annotated[str, Fact(name="content")]
    by: str  # Téléphone, Mail, …
    agreement: str  # hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(ApprovalEvent):
    """The cells of an agreement are empty again: the same agreement may count anew."""

    wire: ClassVar[str] = "forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted(ApprovalEvent):
    """The approval begins anew, on a person's word."""

    wire: ClassVar[str] = "restarted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone(ApprovalEvent):
    """The row is away while the client is asked."""

    wire: ClassVar[str] = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(ApprovalEvent):
    """The row has stayed away: the request counts no more."""

    wire: ClassVar[str] = "withdrawn"

    request: str
    at: datetime
