"""Where a document stands.  Facts are stored; the state is derived from them, never read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, unique

from invoicing.calendar import run_after, seller_date
from invoicing.drafts import Candidate
from invoicing.history import Issued, Key, Seen
from invoicing.problems import Problem
from invoicing.rows import InvoiceRow
from invoicing.ties import Outcome

STRAIGHT_ON = "Aucune"  # `Faire valider` of a client whose documents need no approval


@unique
class State(Enum):
    """In life order."""

    UNTOUCHED = "not ticked"
    BLOCKED = "blocked"
    LATER = "its date has not come"
    UNSEEN = "its content is new, and not yet recorded"
    SETTLING = "its content is too young"
    AWAITING_APPROVAL = "waits for the client"
    READY = "ready to be numbered"
    NUMBERED = "has a number"
    FILED = "lies in the archive"
    DRAFTED = "its mail is ready"
    LOST = "its mail is gone"
    SENT = "sent"


UNDERWAY = frozenset({State.NUMBERED, State.FILED, State.DRAFTED})  # issued, and not yet out


class NotIssued(Exception):
    """The document of an entry was asked for before it had a number: a bug in a job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document: what its row asks for now, and what has happened to it."""

    key: Key
    row: InvoiceRow | None  # None: the row is gone
    candidate: Candidate | None = None  # None: not ticked
    document: Issued | None = None
    seen: Seen | None = None
    problems: tuple[Problem, ...] = ()  # of the candidate, its client, its identity
    remarks: tuple[Problem, ...] = ()  # of the candidate; they stop nothing
    outcome: Outcome | None = None  # what a later document made of it
    delay: timedelta = timedelta(0)

    @property
    def issued(self) -> Issued:
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

    def state(self, now: datetime) -> State:
        """Derive the state at *now* (aware)."""
        if self.document is not None:
            return _state_of(self.document)
        if self.candidate is None:
            return State.UNTOUCHED
        if self.problems or self.candidate.draft is None:
            return State.BLOCKED
        if (self.candidate.row.issue_from or date.min) > seller_date(now):
            return State.LATER
        return self._patience(now)

    def _patience(self, now: datetime) -> State:
        if self.delay:
            if self.settled_at is None:
                return State.UNSEEN
            if now < self.settled_at:
                return State.SETTLING
        return State.AWAITING_APPROVAL if self.needs_approval else State.READY

    @property
    def needs_approval(self) -> bool:
        """Whether the client is asked first: unless his `Faire valider` is `Aucune`."""
        if self.candidate is None or self.candidate.client is None:
            return True
        straight_on = self.candidate.client.approval == STRAIGHT_ON
        return not straight_on or self.candidate.row.approval == "Oui"

    @property
    def next_run(self) -> datetime | None:
        """The regular run at which the content will be old enough."""
        return run_after(self.settled_at) if self.settled_at else None


def _state_of(document: Issued) -> State:
    main = document.main
    if main.sent_at is not None:
        return State.SENT
    if main.lost:
        return State.LOST
    if main.draft_id:
        return State.DRAFTED
    return State.FILED if document.sha256 else State.NUMBERED
