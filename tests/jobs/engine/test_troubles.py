"""What a run does when the world is not as it should be: it stops, says so, and does no harm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from invoicing.document.invoice import Invoice
from jobs.engine.run import End, run
from jobs.ports import Conflict, Document, Flaw, JournalRow, Refused, Trouble, Unavailable
from tests.jobs.explorer.invariants import faults, history_of, tickets_of
from tests.jobs.explorer.rehearsal import BILLING, TWO
from tests.jobs.explorer.scheduler import FAIL_BEFORE, KILL_BEFORE
from tests.jobs.test_billing import ALONE, a_billed_world, billed, killed_at, shown
from tests.jobs.world.fakes import FakeLedger, Fakes, a_desk
from tests.jobs.world.people import an_invoice, two_clients, workbook_rows
from tests.jobs.world.presses import PlainPress
from tests.jobs.world.world import World, a_world


def said(world: World, kind: type[Trouble]) -> list[str]:
    """Run, and return the codes of what it says of the memory."""
    with pytest.raises(kind) as caught:
        run(BILLING, a_desk(world), world.now)
    return [problem.code for problem in caught.value.problems]


def empty(world: World) -> None:
    world.workbook.journal.clear()


def forge(world: World) -> None:
    forged = replace(world.workbook.journal[-1], batch="forged.1")
    world.workbook.land([forged], len(world.workbook.journal))


def edit(world: World) -> None:
    world.workbook.journal[0] = replace(world.workbook.journal[0], facts="{}")


@pytest.mark.parametrize(
    ("deed", "code"),
    [(empty, "journal-empty"), (forge, "ticket-unknown"), (edit, "workbook-restored")],
)
def test_a_journal_that_was_tampered_with_stops_the_run(
    deed: Callable[[World], None], code: str
) -> None:
    world = a_world(TWO)
    deed(world)
    assert said(world, Conflict) == [code]
    assert (tickets_of(world), world.files, world.sent) == (1, {}, [])


class DeafLedger(FakeLedger):
    """Takes every append, and keeps none."""

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Lose them."""


def test_a_batch_that_never_appears_stops_the_run_and_the_next_one_goes_on() -> None:
    world = a_world(TWO)
    with pytest.raises(Unavailable):
        run(BILLING, a_desk(world, fakes=Fakes(ledger=DeafLedger)), world.now)
    assert world.files == {}
    assert run(BILLING, a_desk(world, "next"), world.now) is End.DONE
    assert faults(world) == []


def test_a_clock_eleven_minutes_wrong_is_refused() -> None:
    world = a_world(TWO)
    desk = replace(a_desk(world), world_time=lambda: world.now + timedelta(minutes=11))
    with pytest.raises(Refused) as caught:
        run(BILLING, desk, world.now)
    assert [problem.code for problem in caught.value.problems] == ["clock"]
    assert tickets_of(world) == 1


def test_no_number_is_dated_before_the_last_of_its_series() -> None:
    world = a_billed_world(TWO)
    world.now -= timedelta(days=1)
    world.workbook.rows = workbook_rows(*TWO.invoices, an_invoice("F0003"))
    assert said(world, Conflict) == ["series-date"]
    assert len(history_of(world).documents) == 2


def test_a_file_that_somebody_replaced_is_not_sent() -> None:
    world = killed_at("outbox.draft")
    file_id = next(iter(world.files))
    world.files[file_id] = Document(name="MARTIN-2026-0001.pdf", content=b"another\nanother")
    world.wait(timedelta(minutes=41))
    _, work = billed(world)
    assert work is not None
    codes = [problem.code for problem in work.failures.stops["MARTIN"].problems]
    assert (codes, world.sent) == (["file-changed"], [])


def test_a_mail_that_left_and_cannot_be_read_back_is_sent_once() -> None:
    world = killed_at("outbox.sent", FAIL_BEFORE)
    assert len(world.sent) == 2
    assert ALONE.rest(world) == []


class BrokenPress(PlainPress):
    """Cannot print for one client."""

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:  # noqa: ARG002
        if invoice.number.startswith("MARTIN"):
            raise ValueError
        return ()


def test_a_bug_stops_its_client_and_nobody_else() -> None:
    world = a_world(two_clients())
    _, work = billed(world, BrokenPress())
    assert work is not None
    assert work.failures.stops["MARTIN"].end is End.BUG
    assert [issued.number for issued in history_of(world).documents.values()] == [
        "DURAND-2026-0001"
    ]


def test_an_upload_that_fails_is_done_by_the_next_run() -> None:
    world = killed_at("archive.put", KILL_BEFORE, nth=1)
    assert len(world.files) == 1
    assert ALONE.rest(world) == []
    assert shown(world, "F0002", "Statut") == "Envoyée"
