"""Stages: a step is taken with each item that is ready, in slices, and each slice is one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Protocol, TypeVar

from invoicing.history.events.event import Event
from jobs.engine.context import Context
from jobs.ports import Print

SLICE = 250  # items
SLICE_TIME = timedelta(minutes=3)


class OfOneClient(Protocol):
    """Something that one client answers for."""

    @property
    def client_code(self) -> str:
        """The client's code."""


T = TypeVar("T", bound=OfOneClient)
E = TypeVar("E")  # events


def each(
    context: Context,
    items: Sequence[T],
    step: Callable[[T], Sequence[Event]],
    prints: Callable[[T], Print] | None = None,
) -> None:
    """Take *step* with each item, and record what came of it, slice by slice.

    *prints*: what the step will ask of the press.
    """
    for part in slices(context, items, prints):
        context.record([event for item in part for event in attempt(context, step, item)])


def attempt(context: Context, step: Callable[[T], Sequence[E]], item: T) -> Sequence[E]:
    """Take *step* with one item.  A failure stops one client: the next run goes on with him."""
    events: Sequence[E] = ()
    if item.client_code not in context.failures.stops and not context.is_over:
        with context.answering_for(item.client_code):
            events = step(item)
    return events


def slices(
    context: Context, items: Sequence[T], prints: Callable[[T], Print] | None = None
) -> Iterator[Iterator[T]]:
    """Part *items* into what one record takes: 250 of them, or three minutes' work."""
    left = iter(items)
    waiting = list(items)
    done = 0

    def part() -> Iterator[T]:
        nonlocal done
        began = context.run.held
        for count, item in enumerate(left, start=1):
            done += 1
            yield item
            if count == SLICE or context.run.held - began > SLICE_TIME:
                return

    while done < len(waiting):
        if prints is not None:
            foresee(context, waiting[done : done + SLICE], prints)
        yield part()


def foresee(context: Context, items: Sequence[T], prints: Callable[[T], Print]) -> None:
    """Tell the press what each of *items* will ask of it."""
    wanted: list[Print] = []
    for item in items:
        if item.client_code not in context.failures.stops and not context.is_over:
            with context.answering_for(item.client_code):
                wanted.append(prints(item))
    context.desk.press.foresee(wanted)
