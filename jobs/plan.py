"""What a run would do, said without doing it (``--dry-run``)."""

from __future__ import annotations

from datetime import datetime

from invoicing.books import opened
from invoicing.lifecycle import State
from invoicing.states import next_step, status
from jobs.election import caught_up, look, newest
from jobs.ports import Desk


def plan(desk: Desk, now: datetime) -> list[tuple[str, str, str]]:
    """Return (client, `Réf.`, next step) of every document that is not over."""
    reading, ticket = look(desk)
    reading, history = caught_up(desk, reading, newest(desk, ticket))
    books = opened(reading.rows, history, now)
    hours = reading.rows.settings.hours
    return [
        (*entry.key, next_step(entry, hours, now) or status(entry, now))
        for entry in books.entries
        if entry.state(now) not in {State.UNTOUCHED, State.SENT}
    ]
