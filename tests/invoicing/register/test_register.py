"""A register after some events is the register that is opened on the longer history."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from invoicing.document.invoice import DocumentType
from invoicing.history.history import History
from invoicing.register.register import Register
from tests.invoicing.people import MONDAY, a_client, an_invoice
from tests.invoicing.register.lives import Chance, Recorded, history_of
from tests.invoicing.shelves import Shelf

LIVES = 1000


def opened() -> Register:
    """Return four rows: one issued, one that credits it, and two of which nothing is known."""
    shelf = Shelf(tabs={"clients": (a_client(approval="Toutes", email="client@martin.example"),)})
    shelf.issue(an_invoice())
    credit_note = an_invoice(
        "F0002", row=3, document_type=DocumentType.CREDIT_NOTE, original="MARTIN-2026-0001",
        reason="Geste", period_start=None,
    )  # fmt: skip
    others = [
        an_invoice(f"F000{rank}", row=rank + 1, period_start=date(2026, 11, rank))
        for rank in (3, 4)
    ]
    books = shelf.books(credit_note, *others)
    rows = replace(books.rows, settings=replace(books.rows.settings, delay_minutes=10))
    return Register.opened(rows, books.history, MONDAY + timedelta(days=2), books.originals)


def parts(register: Register) -> dict[str, Any]:
    """Return all of a register but its reading; two readings, or links, are never the same."""
    found = {each.name: getattr(register, each.name) for each in fields(register)}
    del found["rows"]
    links = found.pop("ties")
    return found | {each.name: getattr(links, each.name) for each in fields(links)}


def batches(die: random.Random, events: list[Recorded]) -> Iterator[list[Recorded]]:
    while events:
        size = die.choice((1, 10, 25, 50))
        yield events[:size]
        events = events[size:]


def test_after_equals_opening_anew() -> None:
    begun = opened()
    happened: Counter[str] = Counter()
    for seed in range(LIVES):
        die = random.Random(seed)  # noqa: S311  (no secret)
        events = history_of(Chance(die=die), begun.entries[1:])
        happened.update(event.wire for event, _ in events)
        register, past = begun, begun.history
        for batch in batches(die, events):
            register, past = register.after(batch), past.then(batch)
            anew = Register.opened(register.rows, past, register.now, register.originals)
            assert parts(register) == parts(anew), f"seed {seed}"
        whole = begun.history.then(events)
        assert register.history == whole, f"seed {seed}"
    assert min(happened.values()) > LIVES // 40, happened


def test_after_equals_a_reading_of_its_own() -> None:
    """What one reading says is kept from one register to the next: it is what it would be anew."""
    begun = opened()
    for seed in range(LIVES // 20):
        die = random.Random(seed)  # noqa: S311  (no secret)
        events = history_of(Chance(die=die), begun.entries[1:])
        anew = Register.opened(
            replace(begun.rows), begun.history.then(events), begun.now, begun.originals
        )
        assert parts(begun.after(events)) == parts(anew), f"seed {seed}"


def test_nothing_happened_is_the_same_register() -> None:
    begun = opened()
    assert parts(begun.after(())) == parts(begun)
    assert begun.history != History()
