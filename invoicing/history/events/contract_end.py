"""Events of a contract's end: the steps that are done, and what of a step has been begun.

All steps bear one name in the Journal, and are told apart by `step`; all attempts bear another,
and are told apart by `what`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, unique
from typing import Annotated, ClassVar

from invoicing.history.events.journal_event import Fact, JournalEvent


@unique
class ClosingStep(Enum):
    """In order; each needs the one before."""

    CONFIRMED = "confirmed"  # by the agency, under a code
    STOPPED = "stopped"  # no new document; open approvals are withdrawn
    FORWARDED = "forwarded"  # mail goes on to the client's own address
    KIT = "kit"  # everything lies in the client's folder
    CREDENTIALS = "credentials"  # handed over, sealed
    RECEIVED = "received"  # the client, or the agency for him, says so
    LET_GO = "let-go"  # our grant is dead


@unique
class Account(Enum):
    """Whose the mailbox is: it decides what can be done by program."""

    WORKSPACE = "Compte Workspace"
    CONSUMER = "Compte Gmail"
    OWN = "Boîte du client"


Always = Fact(always=True)
Words = Annotated[tuple[str, ...], Fact(always=True, separator=" ")]
Lines = Annotated[tuple[str, ...], Fact(always=True, separator="\n")]
Step = Annotated[ClosingStep, Always]
What = Annotated[str, Always]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEvent(JournalEvent):
    """An event of a contract's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEvent(ContractEvent):
    """A step is done."""

    wire: ClassVar[str] = "closing"

    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureConfirmed(StepEvent):
    """The agency confirmed that the contract ends."""

    step: Step = field(default=ClosingStep.CONFIRMED, init=False)
    end: Annotated[date | None, Always] = None  # `Fin de contrat`, as it was confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingStopped(StepEvent):
    """No new document is issued."""

    step: Step = field(default=ClosingStep.STOPPED, init=False)
    on: date | None = None  # the mandate's last day
    numbers: Words = ()  # the last of each series
    withdrawn: Lines = ()  # the `Réf.` of what was still asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class MailForwarded(StepEvent):
    """Mail goes on to the client's own address."""

    step: Step = field(default=ClosingStep.FORWARDED, init=False)
    box: str = ""  # hash of the mailbox
    account: Annotated[Account | None, Fact(name="how")] = None
    to: str = ""  # hash of the address; "" where nothing is forwarded


@dataclass(frozen=True, slots=True, kw_only=True)
class KitLaid(StepEvent):
    """Everything lies in the client's folder; the hashes are those of what lies there."""

    step: Step = field(default=ClosingStep.KIT, init=False)
    zip: Annotated[str, Always] = ""
    slip: Annotated[str, Always] = ""
    documents: Words = ()
    count: Annotated[int, Always] = 0  # of issued documents


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialsGiven(StepEvent):
    """The credentials are handed over; the content is who noted it, and when."""

    step: Step = field(default=ClosingStep.CREDENTIALS, init=False)
    account: Annotated[Account | None, Fact(name="how")] = None  # where nothing was to hand over
    file_id: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptNoted(StepEvent):
    """The client has received everything."""

    step: Step = field(default=ClosingStep.RECEIVED, init=False)
    is_by_hand: Annotated[bool, Fact(name="how", always=True, words=("form", "hand"))] = False
    on: date | None = None  # of what was noted by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo(StepEvent):
    """Nobody of ours enters the mailbox any more."""

    step: Step = field(default=ClosingStep.LET_GO, init=False)
    is_by_hand: Annotated[bool, Fact(name="how", words=("", "hand"))] = False
    on: date | None = None
    files: Annotated[str, Always] = ""  # whose the files of the kit are
    are_others_ended: Annotated[bool, Fact(name="others", words=("", "ended"))] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRestored(StepEvent):
    """A kit that was read back tells that the step had been done."""

    how: What = field(default="restore", init=False)
    withdrawn: Lines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEvent(ContractEvent):
    """Something of a step has been begun."""

    wire: ClassVar[str] = "tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingBegun(AttemptEvent):
    """Google is about to be told to ask the client."""

    what: What = field(default="forwarding", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingRequested(AttemptEvent):
    """Google has taken the request to ask the client."""

    what: What = field(default="forwarding-requested", init=False)
    to: str  # hash of the address


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingTurnedOn(AttemptEvent):
    """Mail may go on from now."""

    what: What = field(default="turned-on", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoReplySet(AttemptEvent):
    """The mailbox may answer of itself from now."""

    what: What = field(default="answer", init=False)
    until: Annotated[datetime | None, Always] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KitReserved(AttemptEvent):
    """The ids of the kit's files are reserved."""

    what: What = field(default="kit", init=False)
    zip: str
    slip: str
    documents: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KitVolumeLaid(AttemptEvent):
    """A ZIP of documents lies in the client's folder."""

    number: Annotated[int, Fact(name="what", prefix="kit-")]  # from 1
    sha256: str
    absent: Words = ()  # planned paths of what is not there


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialsReserved(AttemptEvent):
    """The id of the sealed file is reserved."""

    what: What = field(default="credentials", init=False)
    file_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretsDestroyed(AttemptEvent):
    """What the vault held of the client is destroyed."""

    what: What = field(default="forgotten", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAttempt(AttemptEvent):
    """What another version of the program began."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(ContractEvent):
    """The closing was called off, or the client has come back."""

    wire: ClassVar[str] = "reopened"
