"""Events to the Journal's facts and back: the one place where facts are text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, get_args, get_type_hints

from invoicing.history.events.contract_end import (
    AttemptEvent,
    KitVolumeLaid,
    OtherAttempt,
    StepEvent,
    StepRestored,
)
from invoicing.history.events.event import AttemptEvents, Event, StepEvents
from invoicing.history.events.journal_event import JournalEvent
from invoicing.history.events.spelling import Spelling, spelling_of

COLUMNS = frozenset({"client_code", "reference", "content"})  # of the Journal, beside the facts
VOLUME, RESTORED = "kit-", "restore"


def facts_of(event: JournalEvent) -> dict[str, str]:
    """Return the facts of an event as the Journal keeps them."""
    found: dict[str, str] = {}
    for spelling in SPELLINGS[type(event)]:
        value = getattr(event, spelling.field)
        if spelling.is_always_written or value != spelling.default:
            found[spelling.fact] = spelling.write(value)
    return found


def event_from(
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
        for spelling in SPELLINGS[kind]
        if spelling.is_read and (spelling.fact in facts or spelling.default is MISSING)
    }
    return kind(client_code=client_code, reference=reference, content=content, **values)


def _class_of(wire: str, facts: Mapping[str, str]) -> type[Event]:
    if wire == AttemptEvent.wire:
        return _attempt(facts["what"])
    is_step = wire == StepEvent.wire
    if is_step and facts.get("how") == RESTORED:
        return StepRestored
    found = STEPS.get(facts["step"]) if is_step else CLASSES.get(wire)
    if found is None:
        raise ValueError(wire)
    return found


def _attempt(what: str) -> type[Event]:
    if what.startswith(VOLUME) and what.removeprefix(VOLUME).isdecimal():
        return KitVolumeLaid
    return ATTEMPTS.get(what, OtherAttempt)


def _spelt(kind: type[JournalEvent]) -> tuple[Spelling, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        spelling_of(each, hints[each.name]) for each in fields(kind) if each.name not in COLUMNS
    )


def _told_apart(kinds: object, name: str) -> Iterator[tuple[str, type[Any]]]:
    """The classes of a union, by what one of their fields always is."""
    for kind in get_args(kinds):
        for spelling in SPELLINGS[kind]:
            if spelling.fact == name and not spelling.is_read:
                yield spelling.write(spelling.default), kind


SPELLINGS: Mapping[type[JournalEvent], tuple[Spelling, ...]] = {
    kind: _spelt(kind) for kind in get_args(Event)
}
STEPS: Mapping[str, type[Event]] = dict(_told_apart(StepEvents, "step"))
ATTEMPTS: Mapping[str, type[Event]] = dict(_told_apart(AttemptEvents, "what"))
CLASSES: Mapping[str, type[Event]] = {
    kind.wire: kind
    for kind in get_args(Event)
    if kind.wire not in {StepEvent.wire, AttemptEvent.wire}
}
