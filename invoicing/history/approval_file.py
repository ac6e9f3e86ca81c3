"""What is known of a document's approval: requests, answers, silence, and what came of them.

Its folds are in approval_file_folds.py.  Nothing here knows what the row asks for today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique

from invoicing.history.approval_code import Claim

FORM, SILENCE, HAND = "form", "silence", "hand"  # how an approval was given


@unique
class AnswerOutcome(Enum):
    """What an answer of the Form is worth."""

    APPROVED = "approved"
    OBJECTED = "objected"
    LATE = "late"  # an objection after the number was taken: a wish for a correction
    SETTLED = "settled"  # an approval after the number was taken
    USED = "used"  # a second decision under one code
    STALE = "stale"  # an approval of what has been replaced or withdrawn
    EXPIRED = "expired"
    FORGED = "forged"
    UNKNOWN = "unknown"  # no code of ours


REFUSED = frozenset({
    AnswerOutcome.SETTLED,
    AnswerOutcome.USED,
    AnswerOutcome.STALE,
    AnswerOutcome.EXPIRED,
})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestVersion:
    """One request for approval: what was asked, under which code, and by which mail."""

    claim: Claim
    record: str  # SHA-256 of the frozen content's text
    signed_with: str  # id of the key
    reasons: tuple[str, ...]  # codes
    is_silent: bool  # whether silence is consent
    hours: int
    letter: str  # role of the mail that asks
    at: datetime
    file_id: str = ""  # of the draft in Drive
    sha256: str = ""
    name: str = ""
    is_decided: bool = False  # a decision was taken under its code
    against: datetime | None = None  # when the client objected to it, or wrote instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A consent."""

    content: str  # hash of what was approved
    how: str  # FORM, SILENCE, HAND
    at: datetime
    by: str = ""  # of HAND: Téléphone, Mail, …


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Something that stands against an approval: an objection, a reply, a bounce."""

    id: str  # of the answer or message
    at: datetime
    record: str = ""  # SHA-256 of its words, which stand in the Journal's content
    subjects: tuple[str, ...] = ()  # of an objection: Prix, Quantité, …


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFile:
    """Everything about one document's approval."""

    versions: tuple[RequestVersion, ...] = ()
    approval: Approval | None = None
    objection: Objection | None = None
    reply: Objection | None = None  # a person wrote instead of answering
    bounce: Objection | None = None  # the request did not arrive
    is_mute: bool = False  # the Form could not have been answered: silence says nothing
    is_over: bool = False  # to be asked anew, on a person's word
    late: Objection | None = None  # a correction asked for after the number was taken
    agreements: frozenset[str] = frozenset()  # agreements by hand that have counted, by hash

    @property
    def current(self) -> RequestVersion | None:
        """The last request, unless it is to be asked anew."""
        return self.versions[-1] if self.versions and not self.is_over else None

    def is_refused(self, content: str) -> bool:
        """Whether the client spoke against this very content: silence never makes up for it."""
        return any(each.against and each.claim.content == content for each in self.versions)
