"""A run is killed at every call to the outside, before and after its effect, and run again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from invoicing.document.invoice import DocumentType
from invoicing.rows.tabs import Rows
from jobs.engine.run import End, run
from tests.jobs.explorer.invariants import faults, harms, history_of, tickets_of
from tests.jobs.explorer.rehearsal import BILLING, TWO, Rehearsal
from tests.jobs.explorer.scheduler import KILL_AFTER, KILL_BEFORE, Schedule, Twist, labels
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import (
    a_buyer,
    a_client,
    an_invoice,
    retyped,
    two_clients,
    workbook_rows,
)
from tests.jobs.world.world import World, a_world
from tests.jobs.world.years import a_payment
from tests.sampling import sampled

ALONE = Rehearsal(take_over=(False,))
both_sides = pytest.mark.parametrize("act", [KILL_BEFORE, KILL_AFTER])


def deaths(act: str, rehearsal: Rehearsal = ALONE) -> Iterator[tuple[Schedule, World]]:
    """Play one run for each of its calls, at which it dies; of a sample, for each kind of them."""
    calls = rehearsal.play(())[0].calls
    assert len(calls) > 20
    of = f"{act} {rehearsal.before.__name__} {rehearsal.between.__name__}"
    for step in sampled(range(1, len(calls) + 1), partial(labels, calls), of):
        trace, world = rehearsal.play((Twist(step, act),))
        assert trace.ends == {0: "killed"}
        yield (Twist(step, act),), world


@both_sides
def test_a_run_killed_at_any_call_is_completed_41_minutes_later(act: str) -> None:
    for schedule, world in deaths(act):
        assert ALONE.rest(world) == [], schedule
        assert sorted(issued.number for issued in history_of(world).documents.values()) == [
            "MARTIN-2026-0001",
            "MARTIN-2026-0002",
        ]


@both_sides
def test_a_run_killed_at_any_call_is_completed_for_two_clients(act: str) -> None:
    rehearsal = Rehearsal(rows=two_clients(), take_over=(False,))
    for schedule, world in deaths(act, rehearsal):
        assert rehearsal.rest(world) == [], schedule


@both_sides
def test_a_run_killed_at_any_call_is_taken_over_at_once_on_a_person_s_word(act: str) -> None:
    for schedule, world in deaths(act):
        run(BILLING, a_desk(world, "second"), world.now, take_over=True)
        assert faults(world) == [], schedule
        assert run(BILLING, a_desk(world, "third"), world.now) is End.IDLE


@both_sides
def test_a_run_killed_at_any_call_holds_the_workbook_for_40_minutes(act: str) -> None:
    for schedule, world in deaths(act):
        tickets = tickets_of(world)
        mails = len(world.sent)
        if run(BILLING, a_desk(world, "second"), world.now) is End.BUSY:
            assert (tickets_of(world), len(world.sent)) == (tickets, mails), schedule
        assert harms(world) == [], schedule


def issued_before(world: World) -> None:
    """A deposit that was paid, an invoice and a situation; then rows that hang on each of them."""
    deposit = an_invoice("F0001", document_type=DocumentType.DEPOSIT, affair="A")
    works: dict[str, Any] = {
        "document_type": DocumentType.SITUATION,
        "affair": "B",
        "item_name": "Toit",
    }
    first = an_invoice("F0003", progress=Decimal(30), **works)
    rows = workbook_rows(deposit, an_invoice("F0002"), first)
    world.workbook.rows = rows
    run(BILLING, a_desk(world, "earlier"), world.now)
    back: dict[str, Any] = {
        "document_type": DocumentType.CREDIT_NOTE,
        "item_name": "",
        "net_price": None,
    }
    hanging = (
        an_invoice("F0004", document_type=DocumentType.FINAL, affair="A", net_price=Decimal(300)),
        an_invoice("F0005", original="MARTIN-2026-0002", reason="Retour", **back),
        an_invoice("F0006", progress=Decimal(70), **works),
    )
    payments = (a_payment("MARTIN-2026-0001", "120", world.now.date()),)
    world.workbook.rows = replace(rows, invoices=(*rows.invoices, *hanging), payments=payments)


@both_sides
def test_what_hangs_on_earlier_documents_is_issued_once_wherever_the_run_dies(act: str) -> None:
    rehearsal = Rehearsal(take_over=(False,), before=issued_before)
    for schedule, world in deaths(act, rehearsal):
        assert rehearsal.rest(world) == [], schedule
        shown = world.workbook.shown["Factures"]
        assert len(history_of(world).documents) == 6
        assert shown["F0002"]["Statut"] == "Annulée par avoir"
        totals = [shown[key]["Total HT"] for key in ("F0004", "F0005", "F0006")]
        assert totals == [Decimal(300), Decimal(100), Decimal(40)], schedule


def inserted(rows: Rows) -> Rows:
    """Somebody inserts a row above all others, and sorts the rest."""
    return replace(rows, invoices=(an_invoice("F0003"), *reversed(rows.invoices)))


@both_sides
def test_a_row_inserted_after_a_kill_shifts_no_number(act: str) -> None:
    def insert(world: World) -> None:
        world.workbook.rows = inserted(world.workbook.rows)

    rehearsal = Rehearsal(take_over=(False,), between=insert)
    for schedule, world in deaths(act, rehearsal):
        before = {file.content for file in world.files.values()}
        assert rehearsal.rest(world) == [], schedule
        assert before <= {file.content for file in world.files.values()}
        assert len(world.sent) == 3


@both_sides
def test_a_row_deleted_after_a_kill_takes_back_no_number(act: str) -> None:
    def delete(world: World) -> None:
        world.workbook.rows = replace(TWO, invoices=TWO.invoices[1:])

    rehearsal = Rehearsal(take_over=(False,), between=delete)
    for schedule, world in deaths(act, rehearsal):
        numbered = bool(history_of(world).documents)
        assert rehearsal.rest(world) == [], schedule
        assert len(world.sent) == (2 if numbered else 1)


@both_sides
def test_a_row_edited_after_a_kill_changes_no_document_that_has_a_number(act: str) -> None:
    def edit(world: World) -> None:
        world.workbook.rows = retyped(TWO, "F0001", item_name="Autre chose")

    rehearsal = Rehearsal(take_over=(False,), between=edit)
    for schedule, world in deaths(act, rehearsal):
        before = {key: issued.record for key, issued in history_of(world).documents.items()}
        rehearsal.rest(world)
        assert harms(world) == [], schedule
        after = history_of(world).documents
        assert before.items() <= {key: issued.record for key, issued in after.items()}.items()
        assert len(world.sent) == 2


def test_a_run_with_nothing_to_do_takes_no_ticket() -> None:
    world = a_world(workbook_rows(an_invoice(), clients=(a_client(),), buyers=(a_buyer(),)))
    assert run(BILLING, a_desk(world), world.now) is End.DONE
    before = world.fingerprint
    assert run(BILLING, a_desk(world, "again"), world.now) is End.IDLE
    assert world.fingerprint == before
