"""A step that must be taken once: what consumes nothing is recorded as leaving before it is done.

A slice of at most ten is one record; whoever finds it in a later run only looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import DraftDropped, Leaving
from jobs.engine.context import Context
from jobs.engine.stages import OfOneClient, attempt, each

MOST = 10  # transmissions in one record: so many a run that dies leaves for a person to look at


class Departure(OfOneClient, Protocol):
    """One transmission that is prepared, and recorded."""

    @property
    def reference(self) -> str:
        """`Réf.` of the document; "" of a letter."""

    @property
    def role(self) -> str:
        """To whom it goes."""

    @property
    def origin(self) -> str:
        """Name the mailbox, or the account, that it leaves from."""


T = TypeVar("T", bound=Departure)


def admit(_item: Departure) -> bool:
    """Let everything leave."""
    return True


def depart(
    context: Context,
    items: Sequence[T],
    step: Callable[[T], Sequence[Event]],
    *,
    consumes: bool,
    admits: Callable[[T], bool] = admit,
) -> None:
    """Take *step* once with each item that the channel *admits*.

    *consumes*: taking the step again changes nothing, or finds nothing left to do it with.
    """
    if consumes:
        each(context, items, lambda item: step(item) if admits(item) else ())
        return
    for part in _slices(items):
        _leave(context, _admitted(context, part, admits), step)


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Part *items* by their origin, and each origin's into slices."""
    origins: dict[str, list[T]] = {}
    for item in items:
        origins.setdefault(item.origin, []).append(item)
    for some in origins.values():
        for start in range(0, len(some), MOST):
            yield some[start : start + MOST]


def _admitted(context: Context, part: Sequence[T], admits: Callable[[T], bool]) -> Sequence[T]:
    found: list[T] = []
    for item in part:
        if context.goes_on(item.client_code) and not context.is_over:
            with context.answering_for(item.client_code):
                context.run.may_act()
                found += [item] if admits(item) else []
    return found


def _leave(context: Context, part: Sequence[T], step: Callable[[T], Sequence[Event]]) -> None:
    """Record that *part* is leaving; then let each leave.

    What this very run has not begun is given up, and is prepared anew by the next.
    """
    context.record([_event(Leaving, item) for item in part])
    begun: list[T] = []

    def once(item: T) -> Sequence[Event]:
        context.run.may_act()
        begun.append(item)
        return step(item)

    events = [event for item in part for event in attempt(context, once, item)]
    left_over = [item for item in part if item not in begun]
    context.record([*events, *(_event(DraftDropped, item) for item in left_over)])


def _event(kind: type[Leaving | DraftDropped], item: Departure) -> Leaving | DraftDropped:
    return kind(client_code=item.client_code, reference=item.reference, role=item.role)
