"""Events and their text in the Journal: it is read for ever, and never changes."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.history.events.codec import CLASSES as BY_WIRE
from invoicing.history.events.codec import event_from, facts_of
from invoicing.history.events.contract_end import KitVolumeLaid, OtherAttempt, StepRestored
from invoicing.history.events.event import Event
from invoicing.history.events.journal_event import Fact, JournalEvent
from invoicing.history.events.transmissions import Drafted, Leaving
from invoicing.texts.pages.proof import HAPPENED

TEXT = json.loads(Path(__file__).with_name("journal_text.json").read_text(encoding="utf-8"))
CLASSES: tuple[type[Event], ...] = get_args(Event)
UNWRITTEN: set[type[JournalEvent]] = {
    Leaving,
    OtherAttempt,
}  # nothing records them yet, or any more
FILLED_IN = {"mail", "outcome", "words", "to"}  # what a proof tells in its own words

Row = dict[str, str]
instants = st.datetimes(timezones=st.just(UTC))
STRATEGIES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    bool: st.booleans(),
    int: st.integers(0, 9999),
    date: st.dates(),
    datetime: instants,
    date | None: st.none() | st.dates(),
    datetime | None: st.none() | instants,
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type; the parts of a tuple hold no separator, and are not empty."""
    if get_origin(kind) is Annotated:
        return values(get_args(kind)[0])
    if kind in STRATEGIES:
        return STRATEGIES[kind]
    if get_origin(kind) is tuple:
        parts = st.text(alphabet="abcdé-0123/.", min_size=1, max_size=5)
        return st.lists(parts, max_size=3).map(tuple)
    members = [each for each in (get_args(kind) or (kind,)) if each is not type(None)]
    enum = st.sampled_from(list(members[0]))
    return enum | st.none() if get_args(kind) else enum


def events(kind: type[Event]) -> st.SearchStrategy[Event]:
    hints = get_type_hints(kind, include_extras=True)
    names = {each.name for each in fields(kind) if each.init} - {"record"}
    made: st.SearchStrategy[Event] = st.builds(
        kind, **{name: values(hints[name]) for name in names}
    )
    return made.filter(lambda event: not isinstance(event, OtherAttempt) or _is_strange(event.what))


def _is_strange(what: str) -> bool:
    return isinstance(event_from("tried", {"what": what}), OtherAttempt)


def read(row: Row) -> Event:
    return event_from(
        row["event"],
        json.loads(row["facts"]),
        client_code=row["seller"],
        reference=row["key"],
        content=row["content"],
    )


def written(event: Event) -> str:
    return json.dumps(facts_of(event), sort_keys=True, ensure_ascii=False)


@pytest.mark.parametrize("kind", CLASSES)
@settings(max_examples=10, deadline=None)  # for each of some sixty classes
@given(data=st.data())
def test_every_event_is_read_back_as_it_was_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(events(kind))
    row = {
        "event": event.wire,
        "facts": written(event),
        "seller": event.client_code,
        "key": event.reference,
        "content": event.content,
    }
    assert read(row) == event


@pytest.mark.parametrize("row", TEXT)
def test_the_text_of_the_journal_stays_byte_for_byte(row: Row) -> None:
    assert written(read(row)) == row["facts"]


def test_every_event_that_is_recorded_has_an_example_of_its_text() -> None:
    assert {type(read(row)) for row in TEXT} == set(CLASSES) - UNWRITTEN


def test_a_fact_of_another_version_is_left_aside() -> None:
    facts = {"role": "Destinataire", "message_id": "m", "message_header": "h", "colour": "red",
             "sent_at": "2026-11-24T06:00:00+00:00"}  # fmt: skip
    assert "colour" not in facts_of(event_from("sent", facts))


def test_what_an_older_version_did_not_record_has_its_default() -> None:
    facts = {"role": "Destinataire", "draft_id": "d", "message_id": "m", "thread_id": "t"}
    older = event_from("drafted", facts)
    assert older == Drafted(role="Destinataire", draft_id="d", message_id="m", thread_id="t")


def test_an_attempt_of_another_version_is_kept() -> None:
    assert event_from("tried", {"what": "kit-x"}) == OtherAttempt(what="kit-x")
    volume = event_from("tried", {"what": "kit-12", "sha256": "s", "absent": ""})
    assert volume == KitVolumeLaid(number=12, sha256="s")


def test_a_step_that_a_kit_tells_of_is_no_step_of_ours() -> None:
    assert isinstance(event_from("closing", {"step": "kit", "how": "restore"}), StepRestored)


@pytest.mark.parametrize(("wire", "facts"), [("painted", {}), ("closing", {"step": "painted"})])
def test_a_name_that_no_event_bears_is_refused(wire: str, facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=wire):
        event_from(wire, facts)


def test_an_event_knows_the_hash_of_its_content() -> None:
    facts = {"role": "Destinataire", "message": "m", "at": "2026-11-24T06:00:00+00:00"}
    emptied = event_from("delayed", {**facts, "record": "kept"})
    assert (emptied.content, emptied.record) == ("", "kept")
    assert len(event_from("delayed", facts, content="[]").record) == 64


def test_a_proof_tells_of_facts_that_there_are() -> None:
    for wire, (_, more) in HAPPENED.items():
        kind = BY_WIRE[wire]
        names = {name for _, name, _, _ in Formatter().parse(more) if name} - FILLED_IN
        hints = get_type_hints(kind, include_extras=True)
        facts = {_fact(each.name, hints[each.name]) for each in fields(kind)}
        assert names <= facts, kind


def _fact(name: str, hint: Any) -> str:
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each.name for each in notes if isinstance(each, Fact) and each.name), name)
