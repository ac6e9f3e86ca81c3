"""Services of which each takes one protection away.  The explorer must find what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from jobs.engine.journal_chain import head_of
from jobs.ports import Document, Fate, JournalRow, Mail, MailDraft, Reading, SentMail, Ticket
from tests.jobs.world.fakes import FakeArchive, FakeLedger, FakeTickets
from tests.jobs.world.mailboxes import FakeOutbox, KeepingOutbox


class GenerousTickets(FakeTickets):
    """Gives one ticket to everybody who asks for it."""

    def _open(self, ticket: Ticket) -> Ticket | None:
        self.world.tickets[ticket.id] = (ticket, self.world.now)
        return ticket


class DiscreetTickets(FakeTickets):
    """Tells no run that another has taken over."""

    def _commit(self, ticket: Ticket) -> Ticket:
        return replace(super()._commit(ticket), taken="")


class TrustingTickets(FakeTickets):
    """Takes for the head whatever row stands last in the Journal."""

    def _get(self, ticket_id: str) -> Ticket | None:
        ticket = super()._get(ticket_id)
        head = head_of(self.world.workbook.journal)
        return ticket and replace(ticket, head=head.batch, head_hash=head.hash)


class ImpatientTickets(FakeTickets):
    """Says of every ticket that it is an hour old."""

    def _get(self, ticket_id: str) -> Ticket | None:
        ticket = super()._get(ticket_id)
        return ticket and replace(ticket, age=timedelta(hours=1))


@dataclass(frozen=True)
class BlindLedger(FakeLedger):
    """Shows at the tail what was appended, whether it is there or not."""

    believed: list[JournalRow] = field(default_factory=list)

    def append(self, rows: Sequence[JournalRow]) -> None:
        self.believed.extend(rows)
        super().append(rows)

    def tail(self, after: int) -> Sequence[JournalRow]:
        return [*super().tail(after), *self.believed]


@dataclass(frozen=True)
class StaleLedger(FakeLedger):
    """Reads once, and shows the same rows ever after."""

    first: list[Reading] = field(default_factory=list)

    def _read(self) -> Reading:
        self.first.append(super()._read())
        return replace(self.first[-1], rows=self.first[0].rows)


class WastefulArchive(FakeArchive):
    """Puts every upload under an id of its own."""

    def _put(
        self, file_id: str, document: Document, folder: str, properties: Mapping[str, str]
    ) -> str:
        if file_id in self.world.files:
            return super()._put(self.world.reserve(), document, folder, properties)
        return super()._put(file_id, document, folder, properties)


class HastyOutbox(FakeOutbox):
    """Sends a mail as soon as it is written, before its draft can be recorded."""

    def _draft(self, mail: Mail) -> MailDraft:
        draft = super()._draft(mail)
        self._send(mail.mailbox, draft.id)
        return draft


class FlatteringOutbox(FakeOutbox):
    """Shows every draft under the message id it was written with."""

    def _lying(self, mailbox: str) -> list[MailDraft]:
        return [lying.written for lying in self._box(mailbox).values()]


class WastefulOutbox(KeepingOutbox):
    """Says that sending consumes the draft, and leaves it where it is."""

    consumes = True


class CredulousOutbox(WastefulOutbox):
    """Takes, besides, a draft that lies there for one that was not sent."""

    def fate(
        self, mailbox: str, draft_id: str, *, message_id: str, thread_id: str, reference: str
    ) -> tuple[Fate, SentMail | None]:
        names = {"message_id": message_id, "thread_id": thread_id, "reference": reference}
        return FakeOutbox.fate(self, mailbox, draft_id, **names)
