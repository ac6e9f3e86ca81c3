"""Tickets as jobs know them: Drive files that elect one run and keep the Journal's head."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The Drive file that elects a run and keeps the Journal's head outside the workbook."""

    id: str
    workbook: str  # spreadsheet id
    run: str  # which process holds it
    head: str  # id of the last committed batch
    head_hash: str  # hash of its last row
    next: str  # reserved id of the ticket after it
    closed: bool = False
    taken: str = ""  # the run that passed over it
    age: timedelta = field(default=timedelta(0), compare=False)  # by Google's clock


class Tickets(Protocol):
    """Drive files under reserved ids: creating one twice is impossible."""

    def get(self, ticket_id: str) -> Ticket | None:
        """Return the ticket, or ``None`` when there is none of that id."""

    def open(self, ticket: Ticket) -> Ticket | None:
        """Create it; ``None`` when that id exists already."""

    def commit(self, ticket: Ticket) -> Ticket:
        """Write head, hash and state; the answer shows whether the ticket has been taken."""

    def take(self, ticket_id: str, run: str) -> Ticket:
        """Write ``taken``; the answer shows the head at that very moment."""
