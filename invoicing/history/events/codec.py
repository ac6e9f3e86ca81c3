"""Events to the Journal's facts and back: the one place where facts are text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, get_args, get_type_hints

from invoicing.history.events.contract_end import (
    AttemptEvent,
    KitVolumeLaid,
    OtherAttempt,
    StepEvent,
    StepRestored,
)
from invoicing.history.events.event import AttemptEvents, Event, StepEvents
from invoicing.history.events.spelling import Spelling, spelling_of

COLUMNS = frozenset({"client_code", "reference", "content"})  # of the Journal, beside the facts
VOLUME, RESTORED = "kit-", "restore"


def facts_of(event: Event) -> dict[str, str]:
    """Return the facts of an event as the Journal keeps them."""
    found: dict[str, str] = {}
    for spelling in _spellings(type(event)):
        value = getattr(event, spelling.field)
        if spelling.is_always_written or value != spelling.default:
            found[spelling.fact] = spelling.write(value)
    return found


def event_of(
    wire: str,
    facts: Mapping[str, str],
    *,
    client_code: str = "",
    reference: str = "",
    content: str = "",
) -> Event:
    """Read an event; facts that it does not know are left aside.

    Raises ``ValueError`` for a name that no event bears, ``KeyError`` where a fact is missing.
    """
    kind = _class_of(wire, facts)
    values = {
        spelling.field: spelling.read(facts[spelling.fact])
        for spelling in _spellings(kind)
        if spelling.is_read and (spelling.fact in facts or spelling.default is MISSING)
    }
    return kind(client_code=client_code, reference=reference, content=content, **values)


def _class_of(wire: str, facts: Mapping[str, str]) -> type[Event]:
    if wire == StepEvent.wire:
        return StepRestored if facts.get("how") == RESTORED else STEPS[facts["step"]]
    if wire == AttemptEvent.wire:
        what = facts["what"]
        return KitVolumeLaid if what.startswith(VOLUME) else ATTEMPTS.get(what, OtherAttempt)
    if wire not in CLASSES:
        raise ValueError(f"no event is called {wire}")
    return CLASSES[wire]


@cache
def _spellings(kind: type[Event]) -> tuple[Spelling, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        spelling_of(each, hints[each.name]) for each in fields(kind) if each.name not in COLUMNS
    )


def _told_apart(kinds: object, name: str) -> Iterator[tuple[str, type[Any]]]:
    """The classes of a union, by what one of their fields always is."""
    for kind in get_args(kinds):
        fixed: Field[Any] | None = kind.__dataclass_fields__.get(name)
        if fixed is not None and not fixed.init:
            yield getattr(fixed.default, "value", fixed.default), kind


STEPS: Mapping[str, type[Event]] = dict(_told_apart(StepEvents, "step"))
ATTEMPTS: Mapping[str, type[Event]] = dict(_told_apart(AttemptEvents, "what"))
CLASSES: Mapping[str, type[Event]] = {
    kind.wire: kind
    for kind in get_args(Event)
    if kind.wire not in {StepEvent.wire, AttemptEvent.wire}
}
