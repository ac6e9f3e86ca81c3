"""What a run would do, said without doing it (``--dry-run``)."""

from __future__ import annotations

from datetime import datetime

from invoicing.books import opened
from invoicing.lifecycle import State
from invoicing.states import next_step, status
from jobs.ports import Desk
from jobs.run import caught_up, look


def plan(desk: Desk, now: datetime) -> list[tuple[str, str, str]]:
    """Return (client, `Réf.`, next step) of every document that is not over."""
    reading, ticket = look(desk)
    reading, history = caught_up(desk, reading, ticket)
    books = opened(reading.rows, history, now)
    hours = reading.rows.settings.hours
    return [
        (*entry.key, next_step(entry, hours, now) or status(entry, now))
        for entry in books.entries
        if entry.state(now) not in {State.UNTOUCHED, State.SENT}
    ]
