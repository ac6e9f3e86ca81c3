"""What is recorded of a contract's end."""

from __future__ import annotations

from invoicing.closing import Closing, Step
from invoicing.events import Event, Kind
from invoicing.history import History


def closing_of(history: History, code: str) -> Closing:
    """How far it has come."""
    return history.closings.get(code, Closing())


def done(code: str, step: Step, **facts: str) -> list[Event]:
    """Say that a step is done."""
    return [Event(kind=Kind.CLOSING, seller=code, facts={"step": step.value, **facts})]


def tried(code: str, what: str, **facts: str) -> Event:
    """Say that something of a step has been begun."""
    return Event(kind=Kind.TRIED, seller=code, facts={"what": what, **facts})
