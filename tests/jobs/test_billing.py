"""The stages, on in-memory services: what the world looks like after a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from invoicing.history.records import DocumentKey
from invoicing.register.entry import DocumentState
from invoicing.rows.tabs import Rows
from invoicing.values.calendar import SendingHours
from jobs.billing import bill, due
from jobs.engine.context import Context
from jobs.engine.run import End, Job, Run, run
from jobs.engine.stages import SLICE
from jobs.ports import Cell, Flaw
from tests.jobs.explorer.invariants import faults, history_of
from tests.jobs.explorer.rehearsal import TWO, Rehearsal
from tests.jobs.explorer.scheduler import KILL_AFTER, KILL_BEFORE, Twist
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import (
    MONDAY,
    a_buyer,
    a_client,
    an_invoice,
    retyped,
    settings,
    two_clients,
    workbook_rows,
)
from tests.jobs.world.presses import PlainPress
from tests.jobs.world.world import World, a_world, edit_drafts

ALWAYS = SendingHours(start=time(0), end=time.max, days=frozenset(range(7)))
AT_NIGHT = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
ALONE = Rehearsal(take_over=(False,))


def billed(world: World, press: PlainPress | None = None) -> tuple[End, Context | None]:
    """Let a run bill what is due; also what it worked with, if it worked."""
    works: list[Context] = []

    def work(held: Run) -> None:
        works.append(Context.of(held))
        bill(works[-1])

    desk = replace(a_desk(world), press=press or PlainPress())
    end = run(Job(name="billing", due=due, work=work), desk, world.now)
    return end, works[0] if works else None


def a_billed_world(rows: Rows, now: datetime = MONDAY) -> World:
    world = a_world(rows, now)
    billed(world)
    return world


def numbers(world: World) -> dict[str, str]:
    """`Réf.` → number."""
    return {key.reference: issued.number for key, issued in history_of(world).documents.items()}


def shown(world: World, key: str, header: str) -> Cell:
    """What a person sees in the row of *key*."""
    return world.workbook.shown["Factures"][key][header]


def killed_at(name: str, act: str = KILL_BEFORE, nth: int = 0) -> World:
    """A world whose run died at its nth call of *name*."""
    calls = ALONE.play(())[0].calls
    steps = [step for step, (_, called) in enumerate(calls, 1) if called == name]
    return ALONE.play((Twist(steps[nth], act),))[1]


def test_an_invoice_goes_straight_through_in_one_run() -> None:
    world = a_billed_world(TWO)
    assert faults(world) == []
    assert numbers(world) == {"F0001": "MARTIN-2026-0001", "F0002": "MARTIN-2026-0002"}
    assert [sent.mail.to for sent in world.sent] == [("ada@buyer.test",)] * 2
    assert shown(world, "F0001", "Statut") == "Envoyée"
    assert world.locked == set(world.files)


def test_an_invoice_whose_client_wants_to_be_asked_waits() -> None:
    world = a_billed_world(workbook_rows(an_invoice(), clients=(a_client(approval="Toutes"),)))
    assert [sent.mail.to for sent in world.sent] == [("martin@client.test",)]
    assert numbers(world) == {}
    assert shown(world, "F0001", "Statut") == "En attente du client"


def test_a_wrong_row_stops_only_itself() -> None:
    wrong = an_invoice("F0001", net_price=Decimal(-1))
    world = a_billed_world(workbook_rows(wrong, an_invoice("F0002")))
    assert numbers(world) == {"F0002": "MARTIN-2026-0001"}
    assert "prix" in str(shown(world, "F0001", "Problème")).casefold()


def test_an_invoice_that_cannot_be_printed_gets_no_number_and_says_why() -> None:
    world = a_world(TWO)
    _, work = billed(world, PlainPress(flawed={"Conseil F0001": Flaw(code="negative-total")}))
    assert numbers(world) == {"F0002": "MARTIN-2026-0001"}
    assert work is not None
    assert [key.reference for key in work.failures.flaws] == ["F0001"]
    assert shown(world, "F0001", "Problème")


def test_a_dead_mailbox_stops_its_client_before_a_number_is_taken() -> None:
    world = a_world(two_clients())
    world.dead.add("martin@agence.test")
    _, work = billed(world)
    assert work is not None
    assert list(work.failures.stops) == ["MARTIN"]
    assert numbers(world) == {"F0002": "DURAND-2026-0001"}
    world.dead.clear()
    assert ALONE.rest(world) == []


def test_outside_sending_hours_nothing_is_numbered_or_sent() -> None:
    world = a_billed_world(TWO, AT_NIGHT)
    assert (world.sent, numbers(world), world.drafts) == ([], {}, {})
    assert str(shown(world, "F0001", "Prochaine étape")).startswith("part au passage")


def test_a_document_numbered_by_day_and_not_sent_waits_for_the_morning() -> None:
    world = killed_at("outbox.send")
    world.now = AT_NIGHT
    billed(world)
    assert world.sent == []
    world.now = AT_NIGHT + timedelta(hours=12)
    billed(world)
    assert len(world.sent) == 2


def test_a_content_must_be_ten_minutes_old_before_it_is_numbered() -> None:
    world = a_world(workbook_rows(an_invoice(), settings=settings(delay_minutes=10)))
    billed(world)
    world.wait(timedelta(minutes=9))
    assert (billed(world)[0], numbers(world)) == (End.IDLE, {})
    world.wait(timedelta(minutes=1))
    billed(world)
    assert numbers(world) == {"F0001": "MARTIN-2026-0001"}


def test_a_row_retyped_within_ten_minutes_waits_ten_more() -> None:
    world = a_world(workbook_rows(an_invoice(), settings=settings(delay_minutes=10)))
    billed(world)
    world.wait(timedelta(minutes=9))
    world.workbook.rows = retyped(world.workbook.rows, "F0001", item_name="Autre chose")
    billed(world)
    world.wait(timedelta(minutes=9))
    billed(world)
    assert numbers(world) == {}


def test_a_draft_that_somebody_edited_is_replaced_by_ours() -> None:
    world = killed_at("outbox.send")
    edit_drafts(world)
    assert ALONE.rest(world) == []
    assert [sent.edited for sent in world.sent] == [False, False]


def test_a_draft_that_is_gone_is_found_in_its_thread_and_not_sent_again() -> None:
    world = killed_at("outbox.send", KILL_AFTER)
    assert ALONE.rest(world) == []
    assert len(world.sent) == 2


def test_a_draft_that_is_gone_and_not_found_is_lost_and_never_sent_again() -> None:
    world = killed_at("outbox.send")
    world.drafts["martin@agence.test"].popitem()
    assert ALONE.rest(world) == []
    states = {key.reference: _state(world, key) for key in history_of(world).documents}
    assert states == {"F0001": DocumentState.SENT, "F0002": DocumentState.LOST}
    assert len(world.sent) == 1
    assert "MARTIN-2026-0002" in str(shown(world, "F0002", "À vérifier"))


def _state(world: World, key: DocumentKey) -> DocumentState:
    main = history_of(world).documents[key].main
    return DocumentState.LOST if main.is_unknown else DocumentState.SENT


def test_a_row_edited_after_numbering_changes_nothing_that_is_sent() -> None:
    world = killed_at("archive.put")
    number_of = numbers(world)
    world.workbook.rows = retyped(TWO, "F0001", item_name="Autre chose", net_price=Decimal(1))
    ALONE.rest(world)
    assert numbers(world) == number_of
    assert len(world.sent) == 2
    assert "MARTIN-2026-0001" in str(shown(world, "F0001", "Problème"))


def test_a_row_deleted_after_numbering_is_sent_all_the_same() -> None:
    world = killed_at("archive.put")
    world.workbook.rows = workbook_rows()
    assert ALONE.rest(world) == []
    assert len(world.sent) == 2


def test_an_issued_row_whose_reference_is_retyped_is_not_billed_again() -> None:
    world = a_billed_world(TWO)
    world.workbook.rows = retyped(TWO, "F0001", key="F0099", identity="F0099")
    billed(world)
    assert len(world.sent) == 2
    assert "MARTIN-2026-0001" in str(shown(world, "F0099", "Problème"))


def test_a_client_whose_code_is_retyped_is_stopped() -> None:
    world = a_billed_world(TWO)
    world.workbook.rows = workbook_rows(
        an_invoice("F0003", "BOB"),
        clients=(replace(a_client(), code="MARTEAU"),),
        buyers=(a_buyer("BOB", "MARTEAU"),),
    )
    billed(world)
    assert len(world.sent) == 2
    assert world.workbook.shown["Clients"]["MARTIN"]["Problème"]


def test_a_new_year_begins_at_midnight_in_paris() -> None:
    rows = workbook_rows(an_invoice(), settings=settings(hours=ALWAYS))
    world = a_billed_world(rows, datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    world.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    billed(world)
    assert numbers(world) == {"F0001": "MARTIN-2026-0001", "F0002": "MARTIN-2027-0001"}


def test_a_series_goes_on_after_the_last_number_before_the_take_over() -> None:
    clients = (a_client(last_number="MARTIN-2026-0041"),)
    world = a_billed_world(workbook_rows(an_invoice(), clients=clients))
    assert numbers(world) == {"F0001": "MARTIN-2026-0042"}


def test_251_invoices_are_numbered_in_order_in_two_records() -> None:
    invoices = [an_invoice(f"F{rank:04}") for rank in range(1, SLICE + 2)]
    world = a_billed_world(workbook_rows(*invoices))
    given = list(numbers(world).values())
    assert given == [f"MARTIN-2026-{rank:04}" for rank in range(1, SLICE + 2)]
    batches = {row.batch for row in world.workbook.journal if row.event == "numbered"}
    assert len(batches) == 2
    assert len(world.sent) == SLICE + 1


def test_a_row_of_a_later_day_is_issued_from_midnight_in_paris_on() -> None:
    rows = workbook_rows(an_invoice(issue_from=date(2026, 12, 1)), settings=settings(hours=ALWAYS))
    world = a_billed_world(rows, datetime(2026, 11, 30, 22, 30, tzinfo=UTC))
    assert numbers(world) == {}
    world.now = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    billed(world)
    assert numbers(world) == {"F0001": "MARTIN-2026-0001"}
