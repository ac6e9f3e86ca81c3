"""What a run could not finish, the next one does: locks, addresses, and a slice out of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from invoicing.values.problems import Problem, Source
from jobs.dry_run import plan
from jobs.engine.run import LAST_EFFECT, End
from jobs.ports import Archive, Refused, Unavailable
from jobs.report import billing
from tests.jobs.explorer.invariants import faults, history_of
from tests.jobs.explorer.rehearsal import TWO
from tests.jobs.test_billing import a_billed_world, killed_at
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import an_invoice, retyped, two_clients, workbook_rows
from tests.jobs.world.world import World, a_world


def run_again(world: World, **parts: object) -> End:
    return billing(replace(a_desk(world), **parts), world.now).end  # type: ignore[arg-type]


@dataclass
class Unlocking:
    """A Drive that locks nothing today."""

    archive: Archive

    def __getattr__(self, name: str) -> object:
        return getattr(self.archive, name)

    def lock(self, file_ids: Sequence[str]) -> None:  # noqa: ARG002  (the port's)
        raise Unavailable("lock")


def test_a_lock_that_failed_is_tried_again_by_the_next_run_with_something_to_do() -> None:
    world = a_world(TWO)
    run_again(world, archive=Unlocking(a_desk(world).archive))
    assert len(world.sent) == 2
    assert not world.locked
    world.workbook.rows = replace(TWO, invoices=(*TWO.invoices, an_invoice("F0009", "ADA")))
    run_again(world)
    assert world.locked == set(world.files)
    assert all(issued.locked for issued in history_of(world).documents.values())


def test_an_address_that_a_dead_run_did_not_show_is_shown_by_the_next() -> None:
    world = killed_at("ledger.project")
    world.wait(timedelta(minutes=41))
    run_again(world)
    shown = world.workbook.shown["Envois"].values()
    assert len(shown) == 2
    assert all(row["Envoyé à"] for row in shown)


def test_what_was_done_before_time_ran_out_is_recorded() -> None:
    world = a_world(TWO)
    spent = [timedelta(0)]

    class Slow:
        """An outbox whose first sending takes all the time there is."""

        def __init__(self) -> None:
            self.outbox = a_desk(world).outbox

        def __getattr__(self, name: str) -> object:
            return getattr(self.outbox, name)

        def send(self, mailbox: str, draft_id: str) -> str:
            spent[0] = LAST_EFFECT
            return self.outbox.send(mailbox, draft_id)

    assert run_again(world, outbox=Slow(), elapsed=lambda: spent[0]) is End.DONE
    sent = [issued.main.sent_at is not None for issued in history_of(world).documents.values()]
    assert (len(world.sent), sent.count(True)) == (1, 1)
    run_again(world)
    assert len(world.sent) == 2
    assert faults(world) == []


def test_a_client_who_does_not_exist_is_told() -> None:
    world = a_world(two_clients())
    report = billing(a_desk(world), world.now, seller="nobody")
    assert (report.end, [problem.code for problem in report.problems]) == (
        End.REFUSED,
        ["no-client"],
    )
    assert not world.sent
    billing(a_desk(world), world.now)
    assert billing(a_desk(world), world.now, seller="nobody").end is End.REFUSED


def test_a_row_of_no_client_is_reported_too() -> None:
    world = a_world(workbook_rows(an_invoice("F0001", "NOBODY")))
    answer = billing(a_desk(world), world.now).as_json()
    assert [problem["code"] for problem in answer["problems"]] == ["unknown-buyer"]


def test_wrong_settings_are_shown_in_every_clients_row() -> None:
    place = Source(tab="Paramètres", row=9, column="B", header="Valeur")
    wrong = Problem(code="setting-hours", source=place, values={"value": "n'importe"})
    world = a_world(replace(two_clients(), problems=(wrong,)))
    run_again(world)
    shown = [row["Problème"] for row in world.workbook.shown["Clients"].values()]
    assert len(shown) == 2
    assert all("Paramètres!B9" in str(said) for said in shown)
    assert not world.sent


def test_a_plan_is_of_one_client_and_says_what_is_wrong() -> None:
    world = a_world(two_clients())
    code = two_clients().clients[0].code
    assert [step.seller for step in plan(a_desk(world), world.now, seller=code).steps] == [code]
    with pytest.raises(Refused):
        plan(a_desk(world), world.now, seller="nobody")
    billing(a_desk(world), world.now)
    assert plan(a_desk(world), world.now).steps == ()
    world.workbook.rows = retyped(world.workbook.rows, "F0001", subject="Autre")
    (step,) = plan(a_desk(world), world.now).steps
    assert [problem.code for problem in step.problems] == ["changed-after-issue"]
    assert step.text == "attend votre correction"


def test_one_client_is_served_alone_however_the_code_is_typed() -> None:
    world = a_world(two_clients())
    code = two_clients().clients[0].code
    billing(a_desk(world), world.now, seller=f" {code.lower()} ")
    assert len(world.sent) == 1


def test_a_row_edited_after_issue_still_shows_what_was_issued() -> None:
    world = a_billed_world(workbook_rows(an_invoice("F0001")))
    world.workbook.rows = retyped(world.workbook.rows, "F0001", net_price=None, item_name="")
    run_again(world)
    row = world.workbook.shown["Factures"]["F0001"]
    assert row["Statut"] == "Bloquée : voir Problème"
    assert str(row["Total TTC"]) == "120.00"
