"""Where a document stands.  Facts are stored; the state is derived from them, never read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, unique

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.reasons import Reason
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.records import (
    DocumentKey,
    FirstSight,
    IssuedDocument,
    Preview,
    RowAction,
    Stage,
    Transmission,
)
from invoicing.related.links import LaterOutcome
from invoicing.rows.drafts import TickedRow
from invoicing.rows.recipients import Recipient
from invoicing.rows.tabs import InvoiceRow
from invoicing.rows.typed_consent import PREVIEW, WITHDRAW, agreement
from invoicing.values.calendar import seller_date
from invoicing.values.channels import BY_HAND, Channel
from invoicing.values.mail_addresses import addresses_hash
from invoicing.values.problems import Problem
from invoicing.values.roles import Role

HOURS = 48  # `Délai de validation (h)`
ATTEMPTS = 3  # of a mail that is put off


@unique
class DocumentState(Enum):
    """The states of a document, in the order of its life."""

    UNTOUCHED = "not ticked"
    WITHDRAWN = "taken back"
    BLOCKED = "blocked"
    LATER = "its date has not come"
    UNSEEN = "its content is new, and not yet recorded"
    SETTLING = "its content is too young"
    UNASKED = "the client is to be asked"
    ASKING = "its request is about to leave"
    AWAITING_APPROVAL = "waits for the client"
    MUTE = "silence says nothing: a person must ask again"
    REPLY = "the client has written: a person must read it"
    CORRECTION = "the client wants it corrected"
    READY = "ready to be numbered"
    NUMBERED = "has a number"
    FILED = "lies in the archive"
    DRAFTED = "its mail is ready"
    TO_DELIVER = "a person is to deliver it"
    LOST = "its mail is gone"
    UNDELIVERED = "its mail came back"
    SENT = "sent"


UNDERWAY = frozenset({
    DocumentState.NUMBERED,
    DocumentState.FILED,
    DocumentState.DRAFTED,
})  # issued, and not yet out


class NotIssued(Exception):
    """The document of an entry was asked for before it had a number: a bug in a job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPreview:
    """A row as it would be billed now, ticked or not."""

    candidate: TickedRow
    problems: tuple[Problem, ...] = ()  # all that would stop it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document: what its row asks for now, and what has happened to it."""

    key: DocumentKey
    row: InvoiceRow | None  # None: the row is gone
    candidate: TickedRow | None = None  # None: not ticked
    document: IssuedDocument | None = None
    seen: FirstSight | None = None
    reasons: tuple[Reason, ...] = ()  # why the client is asked; (): he is not
    dossier: ApprovalFile = field(default_factory=ApprovalFile)
    letter: Transmission | None = None  # of the current request
    wish: RowAction | None = None  # the last `Action` that was done
    sight: RowPreview | None = None  # what `Aperçu` is to show
    previews: tuple[Preview, ...] = ()  # what it has shown, oldest first
    problems: tuple[Problem, ...] = ()  # of the candidate, its client, its identity
    remarks: tuple[Problem, ...] = ()  # of the candidate; they stop nothing
    recipients: tuple[Recipient, ...] = ()  # to whom an issued document goes
    outcome: LaterOutcome | None = None  # what a later document made of it
    delay: timedelta = timedelta(0)

    @property
    def client_code(self) -> str:
        """The client's code."""
        return self.key.client

    @property
    def issued(self) -> IssuedDocument:
        """The facts of an issued document."""
        if self.document is None:
            raise NotIssued(self.key)
        return self.document

    @property
    def content(self) -> str:
        """The content hash of what the row asks for, "" where there is none."""
        return self.candidate.content if self.candidate else ""

    @property
    def settled_at(self) -> datetime | None:
        """From when on the content is old enough; ``None`` until it has been seen."""
        if self.seen is None or self.seen.content != self.content:
            return None
        return self.seen.at + self.delay

    def state(self, now: datetime) -> DocumentState:
        """Derive the state at *now* (aware)."""
        if self.document is not None:
            return state_of(self.document)
        if self.candidate is None:
            return DocumentState.UNTOUCHED
        if is_withdrawn(self):
            return DocumentState.WITHDRAWN
        if self.problems or self.candidate.draft is None:
            return DocumentState.BLOCKED
        if (self.candidate.row.issue_from or date.min) > seller_date(now):
            return DocumentState.LATER
        return self._patience(now)

    def _patience(self, now: datetime) -> DocumentState:
        if self.delay:
            if self.settled_at is None:
                return DocumentState.UNSEEN
            if now < self.settled_at:
                return DocumentState.SETTLING
        return self._consent(now)

    def _consent(self, now: datetime) -> DocumentState:
        """Derive the state from what the client has answered, whether he was asked or not."""
        if self.is_approved:
            return DocumentState.READY
        if self.dossier.objection is not None:
            return DocumentState.CORRECTION
        if self.dossier.reply is not None:
            return DocumentState.REPLY
        return self._question(now) if self.reasons else DocumentState.READY

    def _question(self, now: datetime) -> DocumentState:
        version = self.dossier.current
        if version is None or version.claim.content != self.content:
            return DocumentState.UNASKED
        is_dead = self.dossier.bounce or self.dossier.is_mute or version.claim.expires <= now
        if is_dead or (self.letter and self.letter.is_unknown):
            return DocumentState.MUTE
        is_out = self.letter is not None and self.letter.sent_at is not None
        if not is_out and version.claim.approver != self._approver:
            return DocumentState.UNASKED
        return DocumentState.AWAITING_APPROVAL if is_out else DocumentState.ASKING

    @property
    def _approver(self) -> str:
        """Hash of whom the client's row names now."""
        client = self.candidate.client if self.candidate else None
        return addresses_hash(approvers(client)) if client else ""

    @property
    def is_approved(self) -> bool:
        """Whether the client has consented to this very content."""
        approval = self.dossier.approval
        return approval is not None and approval.content == self.content

    @property
    def deadline(self) -> datetime | None:
        """Until when the client may answer: elapsed hours from the instant it was sent (UTC).

        Never before the deadline that the mail itself names.
        """
        version, letter = self.dossier.current, self.letter
        if version is None or letter is None or letter.sent_at is None:
            return None
        return max(letter.sent_at + timedelta(hours=version.hours), letter.until or letter.sent_at)


def pending_agreement(entry: Entry) -> str:
    """Return the hash of an agreement by hand that has not counted yet, or ""."""
    found = agreement(entry.candidate.row) if entry.candidate else ""
    return "" if found in entry.dossier.agreements else found


def state_of(document: IssuedDocument) -> DocumentState:
    """Where an issued document stands: its main transmission does."""
    main = document.main
    if is_undelivered(main):
        return DocumentState.UNDELIVERED
    if main.is_out:
        return DocumentState.LOST if main.is_unknown else DocumentState.SENT
    if main.without(BY_HAND).stage is not Stage.NEW:
        return DocumentState.DRAFTED
    if main.is_laid_out:
        return DocumentState.TO_DELIVER
    return DocumentState.FILED if document.sha256 else DocumentState.NUMBERED


def is_undelivered(transmission: Transmission) -> bool:
    """Whether it came back for good: refused, or put off more often than is tried again."""
    bounce = transmission.bounce
    return bounce is not None and (bounce.is_permanent or transmission.attempt >= ATTEMPTS)


def is_withdrawn(entry: Entry) -> bool:
    """Whether `Retirer` says so, or said so before `Aperçu`: looking at a row sends nothing."""
    action = entry.candidate.row.action if entry.candidate else ""
    looked_at = action == PREVIEW and entry.wish is not None and entry.wish.is_withdrawn
    return action == WITHDRAW or looked_at


def mended(entry: Entry) -> tuple[Recipient, ...]:
    """Return the recipients whose mail came back and whose address was corrected since."""
    known = entry.document.transmissions if entry.document else {}
    return tuple(
        recipient
        for recipient in entry.recipients
        if _has_moved(recipient, known.get(recipient.role, Transmission()))
    )


def _has_moved(recipient: Recipient, known: Transmission) -> bool:
    is_mail = recipient.channel == Channel.MAIL and bool(recipient.to) and bool(known.to)
    return is_undelivered(known) and is_mail and addresses_hash(recipient.to) != known.to


def under_way(entry: Entry) -> tuple[Recipient, ...]:
    """Return the recipients to whom an archived document still goes by program."""
    document = entry.document
    if document is None or not document.sha256:
        return ()
    return tuple(
        recipient
        for recipient in entry.recipients
        if _is_under_way(recipient, document.transmissions.get(recipient.role, Transmission()))
    )


def _is_under_way(recipient: Recipient, known: Transmission) -> bool:
    """Whether its transmission can begin or has begun; a mail that is drafted may have left."""
    if known.is_out or known.is_laid_out:
        return False
    can_begin = (
        bool(recipient.to) or recipient.channel != Channel.MAIL or recipient.role == Role.BUYER
    )
    return can_begin or known.without(BY_HAND).stage is not Stage.NEW
