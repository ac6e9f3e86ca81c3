"""Mail as jobs know it: what is written, what is sent, what comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from typing import Protocol

from invoicing.history.records import Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file: what is archived, and what is attached."""

    name: str  # ASCII, at most 50 characters
    content: bytes

    @property
    def sha256(self) -> str:
        """Hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBody:
    """The words of a mail."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail with its envelope."""

    mailbox: str  # the account it leaves from
    sender_name: str
    to: tuple[str, ...]
    reply_to: str = ""
    letter: MailBody
    attachments: tuple[Document, ...] = ()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one mailbox takes; ``None``: it states no limit."""

    largest_mail: int  # bytes of all that is attached, before it is coded
    mails_an_hour: int | None
    mails_a_day: int | None  # in any 24 hours


class Drafts(Protocol):
    """The drafts of the mailboxes that mail leaves from."""

    def drafts(self, mailbox: str) -> Sequence[MailDraft]:
        """List the drafts that lie in the mailbox."""

    def reference(self, mailbox: str, message_id: str) -> str:
        """Read our header of a draft; "" when it is somebody else's, or gone."""

    def draft(self, mail: Mail) -> MailDraft:
        """Write a draft, unsent."""

    def delete(self, mailbox: str, draft_id: str) -> None:
        """Delete a draft; one that is gone is fine."""


class Outbox(Drafts, Protocol):
    """The mailboxes that mail leaves from: one a client, and the agency's."""

    @property
    def consumes(self) -> bool:
        """Whether doing consumes what was prepared, as a draft that is sent is gone.

        Where it does not, the same mail could leave twice: what is about to leave is recorded
        before it does.
        """

    def send(self, mailbox: str, draft_id: str) -> str:
        """Send a draft and return the id of the message.  ``Refused`` when it is gone."""

    def sent(self, mailbox: str, message_id: str) -> SentMail:
        """Read back a sent message."""

    def fate(
        self, mailbox: str, draft_id: str, *, message_id: str, thread_id: str, reference: str
    ) -> tuple[Fate, SentMail | None]:
        """Tell what became of a draft of an earlier run, and return the mail if it was sent.

        *message_id* and *thread_id* are those that the draft was written with, *reference* is our
        header in it.  The drafts of a mailbox are listed once, however many are asked about.
        """

    def limits(self, mailbox: str) -> Limits:
        """Return how large a mail may be, and how many may leave."""


@unique
class IncomingKind(Enum):
    """What a message that came in is."""

    REPLY = "reply"  # a person wrote it
    AUTOMATIC = "automatic"  # out of office, a list, a machine (RFC 3834): never answered
    BOUNCE = "bounce"  # the mail did not arrive (RFC 3464, X-Failed-Recipients)
    DELAY = "delay"  # it has not arrived yet
    RECEIPT = "receipt"  # RFC 8098: a hint, no more


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """A message that came in, as far as it matters to what was sent."""

    message_id: str  # Gmail's
    thread_id: str
    at: datetime  # UTC, Gmail's internalDate
    nature: IncomingKind
    sender: str  # address, lower case
    text: str = ""  # what a person wrote, without what he quotes; at most 500 characters
    failed: tuple[str, ...] = ()  # addresses that a bounce or a delay names, lower case
    is_permanent: bool = False  # of a bounce: a hard one (5.x.x, but no full mailbox)
    detail: str = ""  # of a bounce: the diagnostic text, on one line, at most 200 characters
    about: tuple[str, ...] = ()  # Message-IDs it answers or returns, in angle brackets
    reference: str = ""  # our own header, of the message that a bounce returns


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMails:
    """What came in up to a point."""

    arrivals: tuple[IncomingMail, ...]  # oldest first
    mark: str  # the point: where the next reading begins (a history id)


class Inbox(Protocol):
    """What comes into the mailboxes that mail leaves from.  Spam and Trash are read as well."""

    def mark(self, mailbox: str) -> str:
        """Return the present point."""

    def since(self, mailbox: str, mark: str, at: datetime) -> IncomingMails:
        """Return all that came in after *mark*; where Gmail has forgotten that, since *at*.

        May return again what came before; each message has its id.
        """

    def thread(self, mailbox: str, thread_id: str) -> Sequence[IncomingMail]:
        """Return what came into one thread, read by its id."""

    def raw(self, mailbox: str, message_id: str) -> bytes:
        """Return a mail as it lies there, sent or received; b"" when it is gone."""

    def sent_since(self, mailbox: str, at: datetime) -> Sequence[str]:
        """Return the ids of all mails that were sent since *at*, newest first."""
