"""What a run would do, said without doing it (``--dry-run``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from invoicing.register.entry import DocumentState
from invoicing.register.statuses import next_step
from invoicing.values.problems import Problem
from jobs.engine.election import caught_up, look, newest
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.one_client import known_client
from jobs.engine.originals import opened
from jobs.ports import Desk

OVER = frozenset({DocumentState.UNTOUCHED, DocumentState.WITHDRAWN, DocumentState.SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """What would happen to one document."""

    seller: str
    key: str
    text: str  # French
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every document that is not over, and what is wrong with the clients."""

    steps: tuple[PlannedStep, ...]
    problems: tuple[Problem, ...]


def plan(desk: Desk, now: datetime, *, seller: str = "") -> Plan:
    """Look, and say.  *seller*: one client's code, "" for all; ``Refused`` when there is none."""
    reading, ticket = look(desk)
    only = known_client(seller, reading.rows)
    reading, history = caught_up(desk, reading, newest(desk, ticket))
    contents = FrozenContents(ledger=desk.ledger, journal=reading.journal)
    books = opened(contents, reading.rows, history, now)
    hours = reading.rows.settings.hours
    steps = [
        PlannedStep(seller=entry.client_code, key=entry.key.reference,
             text=next_step(entry, hours, now),
             problems=entry.problems or (entry.sight.problems if entry.sight else ()))
        for entry in books.entries
        if only in {"", entry.client_code}
        and (entry.problems or entry.sight or entry.state(now) not in OVER)
    ]  # fmt: skip
    of_clients = (said for code, said in books.client_problems.items() if only in {"", code})
    return Plan(steps=tuple(steps), problems=tuple(each for said in of_clients for each in said))
