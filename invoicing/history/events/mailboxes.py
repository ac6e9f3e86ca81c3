"""Events of a mailbox, which facts name by its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from invoicing.history.events.journal_event import JournalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxEvent(JournalEvent):
    """An event of a mailbox."""

    box: str  # hash


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxRead(MailboxEvent):
    """The mailbox has been read up to a mark."""

    wire: ClassVar[str] = "read"

    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxDied(MailboxEvent):
    """The mailbox lets us in no more; the content is its address and whose it is."""

    wire: ClassVar[str] = "box-died"

    client: str  # code: the column is empty, for the news are the agency's
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxBack(MailboxEvent):
    """The mailbox lets us in again."""

    wire: ClassVar[str] = "box-back"
