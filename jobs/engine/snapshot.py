"""The memory as it stands, for jobs that only read: no ticket is taken, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.history.history import History
from invoicing.values.mail_addresses import box_hash, is_address
from jobs.engine.election import caught_up, look, newest, remembered
from jobs.engine.journal_chain import Head
from jobs.ports import Desk, JournalRow, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The workbook, and what its Journal proves."""

    desk: Desk
    reading: Reading
    history: History
    rows: tuple[JournalRow, ...]  # the chain, oldest first
    head: Head
    reads_mails: bool = True  # else they are left where they are

    @property
    def boxes(self) -> dict[str, str]:
        """Every mailbox that the workbook names, by its hash."""
        return {box_hash(box): box for box in _named(self)}


def recalled(desk: Desk) -> Snapshot:
    """Read, and check every link from the newest ticket's head back.  Raises ``Conflict``."""
    reading, ticket = look(desk)
    last = newest(desk, ticket)
    reading, history = caught_up(desk, reading, last)
    rows, _ = remembered(reading, last)
    head = Head(batch=last.head, hash=last.head_hash)
    return Snapshot(desk=desk, reading=reading, history=history, rows=tuple(rows), head=head)


def _named(memory: Snapshot) -> Iterator[str]:
    rows = memory.reading.rows
    boxes = (rows.settings.agency.email, *(client.mailbox for client in rows.clients))
    yield from (box.strip() for box in (*boxes, memory.desk.account) if is_address(box.strip()))
