"""In-memory Sheet, Drive and press for jobs.  They keep state, like the real ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from invoicing.rows.tabs import normalised
from invoicing.values.problems import Problem
from jobs.ports import (
    ArchivedFile,
    Desk,
    Document,
    JournalRow,
    Projection,
    Reading,
    Refused,
    Ticket,
    Unavailable,
)
from tests.jobs.world.binding import FakeTables, PlainBinder
from tests.jobs.world.leaving import FakeHandover, FakeOwnership, FakeSafe
from tests.jobs.world.listening import FakeForm, FakeInbox, FakeKeys
from tests.jobs.world.mailboxes import FakeOutbox, KeepingOutbox
from tests.jobs.world.presses import PlainPress
from tests.jobs.world.world import WORKBOOK, Gate, OpenGate, Workbook, World

LATE = 9  # calls after which a late batch lands


@dataclass(frozen=True)
class FakeLedger:
    """One workbook.  An append may land late, or over the one before it."""

    book: Workbook
    gate: Gate

    def read(self) -> Reading:
        return self.gate.call("ledger.read", self._read)

    def _read(self) -> Reading:
        shown = {tab: dict(rows) for tab, rows in self.book.shown.items()}
        journal = tuple(replace(row, content="") for row in self.book.journal)
        return Reading(rows=self.book.rows, journal=journal, shown=shown, free_keys=200)

    def append(self, rows: Sequence[JournalRow]) -> None:
        batch = list(rows)
        self.gate.call(
            "ledger.append",
            lambda: self.book.land(batch, len(self.book.journal)),
            late=lambda: self._late(batch),
            over=lambda: self.book.land(batch, self.book.last_append),
        )

    def _late(self, batch: list[JournalRow]) -> None:
        self.book.late.append((LATE, batch))
        raise Unavailable("append")

    def tail(self, after: int) -> Sequence[JournalRow]:
        return self.gate.call("ledger.tail", lambda: self.book.journal[after:])

    def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:
        return self.gate.call("ledger.contents", lambda: [self._content(row) for row in rows])

    def _content(self, row: JournalRow) -> str:
        lying = self.book.journal[row.position : row.position + 1]
        return lying[0].content if lying else ""

    def project(self, projection: Projection) -> Sequence[Problem]:
        return self.gate.call("ledger.project", partial(self._project, projection))

    def _project(self, projection: Projection) -> Sequence[Problem]:
        for tab, rows in projection.cells.items():
            shown = self.book.shown.setdefault(tab, {})
            for identity, cells in rows.items():
                shown[identity] = {**shown.get(identity, {}), **cells}
        grown = {"Envois": projection.transmissions, "Clôtures": projection.closings}
        for tab, lines in grown.items():
            lying = self.book.shown.setdefault(tab, {})
            for row in lines:
                key = str(row["Clé"])  # where people type too, a key has one spelling
                identity = f"{normalised(key) if tab == 'Clôtures' else key}#1"
                lying[identity] = {**lying.get(identity, {}), **row}
        return ()


@dataclass(frozen=True)
class FakeTickets:
    """Drive files under reserved ids."""

    world: World
    gate: Gate

    def get(self, ticket_id: str) -> Ticket | None:
        return self.gate.call("tickets.get", lambda: self._get(ticket_id))

    def _get(self, ticket_id: str) -> Ticket | None:
        if ticket_id not in self.world.tickets:
            return None
        ticket, opened_at = self.world.tickets[ticket_id]
        return replace(ticket, age=self.world.now - opened_at)

    def open(self, ticket: Ticket) -> Ticket | None:
        return self.gate.call("tickets.open", lambda: self._open(ticket))

    def _open(self, ticket: Ticket) -> Ticket | None:
        if ticket.id in self.world.tickets:
            return None
        if ticket.id not in self.world.reserved:
            raise Refused("an id that Drive never gave")
        self.world.tickets[ticket.id] = (ticket, self.world.now)
        return self._get(ticket.id)

    def commit(self, ticket: Ticket) -> Ticket:
        return self.gate.call("tickets.commit", lambda: self._commit(ticket))

    def _commit(self, ticket: Ticket) -> Ticket:
        known, opened_at = self.world.tickets[ticket.id]
        self.world.tickets[ticket.id] = (replace(ticket, taken=known.taken), opened_at)
        return replace(ticket, taken=known.taken, age=self.world.now - opened_at)

    def take(self, ticket_id: str, run: str) -> Ticket:
        return self.gate.call("tickets.take", lambda: self._take(ticket_id, run))

    def _take(self, ticket_id: str, run: str) -> Ticket:
        known, opened_at = self.world.tickets[ticket_id]
        self.world.tickets[ticket_id] = (replace(known, taken=run), opened_at)
        return replace(known, taken=run, age=self.world.now - opened_at)


@dataclass(frozen=True)
class FakeArchive:
    """A Drive that gives each reserved id once, and answers with what lies there."""

    world: World
    gate: Gate

    def reserve(self, count: int) -> Sequence[str]:
        return self.gate.call(
            "archive.reserve", lambda: [self.world.reserve() for _ in range(count)]
        )

    def make_folder(self, folder_id: str, name: str, *, parent: str) -> None:
        self.gate.call(
            "archive.make_folder", lambda: self.world.folders.setdefault(folder_id, (parent, name))
        )

    def share(self, folder_id: str, address: str) -> None:
        self.gate.call("archive.share", lambda: self.world.shared.add((folder_id, address)))

    def put(
        self, file_id: str, document: Document, *, folder: str, properties: Mapping[str, str]
    ) -> str:
        return self.gate.call(
            "archive.put", lambda: self._put(file_id, document, folder, properties)
        )

    def _put(
        self, file_id: str, document: Document, folder: str, properties: Mapping[str, str]
    ) -> str:
        if folder not in self.world.folders:
            raise Refused("no such folder")
        self.world.properties.setdefault(file_id, properties)
        self.world.parents.setdefault(file_id, folder)
        return self.world.files.setdefault(file_id, document).sha256

    def get(self, file_id: str, name: str) -> Document:  # noqa: ARG002  (the port's)
        return self.gate.call("archive.get", lambda: self._get(file_id))

    def _get(self, file_id: str) -> Document:
        lying = self.world.files | self.world.logos
        if file_id not in lying:
            raise Refused("no such file")
        return lying[file_id]

    def lock(self, file_ids: Sequence[str]) -> None:
        self.gate.call("archive.lock", lambda: self.world.locked.update(file_ids))

    def lying(self) -> Sequence[ArchivedFile]:
        return self.gate.call(
            "archive.lying",
            lambda: [
                ArchivedFile(id=file_id, name=lying.name, sha256=lying.sha256)
                for file_id, lying in self.world.files.items()
            ],
        )


@dataclass(frozen=True, kw_only=True)
class Fakes:
    """What a desk is made of; a test may put worse ones in their place."""

    ledger: type[FakeLedger] = FakeLedger
    tickets: type[FakeTickets] = FakeTickets
    archive: type[FakeArchive] = FakeArchive
    outbox: type[FakeOutbox] = FakeOutbox
    inbox: type[FakeInbox] = FakeInbox
    form: type[FakeForm] = FakeForm
    believed: str = ""  # the workbook that the run takes its own for
    stopwatch: bool = True


HONEST = Fakes()
KEEPING = Fakes(outbox=KeepingOutbox)  # sending consumes no draft


def a_desk(
    world: World,
    run: str = "run",
    *,
    gate: Gate | None = None,
    workbook: str = WORKBOOK,
    fakes: Fakes = HONEST,
) -> Desk:
    """Lay everything within reach of one run."""
    gate = gate or OpenGate()
    began = world.now
    return Desk(
        workbook_id=fakes.believed or workbook,
        run_id=run,
        ledger=fakes.ledger(world.workbooks[workbook], gate),
        tickets=fakes.tickets(world, gate),
        archive=fakes.archive(world, gate),
        outbox=fakes.outbox(world, gate),
        inbox=fakes.inbox(world, gate),
        form=fakes.form(world, gate),
        keys=FakeKeys(world, gate),
        handover=FakeHandover(world, gate),
        ownership=FakeOwnership(world, gate),
        safe=FakeSafe(world, gate),
        account="agence@agence.test",
        press=PlainPress(),
        binder=PlainBinder(),
        tables=FakeTables(world, gate),
        elapsed=lambda: world.now - began if fakes.stopwatch else timedelta(0),
    )
