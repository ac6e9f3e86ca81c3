"""What is going out in a run: drafts that lie in mailboxes, refused mails, what may still leave."""

from __future__ import annotations

from dataclasses import dataclass, field

from invoicing.history.records import DocumentKey
from invoicing.values.problems import Problem
from jobs.ports import MailDraft

MailKey = tuple[str, str, str]  # client code, `Réf.` ("" without a document), role


@dataclass(slots=True, kw_only=True)
class Dispatch:
    """What a run knows of the mails that are going out."""

    drafts: dict[str, dict[str, MailDraft]] = field(default_factory=dict)  # mailbox → id → draft
    refused: dict[MailKey, Problem] = field(default_factory=dict)  # mails that cannot be
    addressed: dict[MailKey, str] = field(default_factory=dict)  # to whom they were written
    quota: dict[str, int] = field(default_factory=dict)  # mailbox → mails that may still leave
    hourly: dict[str, int] = field(default_factory=dict)  # … in this hour
    promised: dict[str, int] = field(default_factory=dict)  # mailbox → mails of what has a number
    postponed: set[DocumentKey] = field(default_factory=set)  # what cannot be sent today
    full: set[str] = field(default_factory=set)  # mailboxes that may send no more today
    closed: set[str] = field(default_factory=set)  # mailboxes of the agency's that do not answer

    @property
    def state(self) -> tuple[object, ...]:
        """Return what changes when a mailbox stops sending."""
        return (frozenset(self.full), frozenset(self.closed))
