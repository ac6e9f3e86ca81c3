"""A client's logo: read once a run, recorded with each document, and the same whenever printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from invoicing.document.invoice import Invoice
from invoicing.rows.tabs import Rows
from invoicing.values.canonical_json import from_json, sha256
from jobs.engine.run import End, run
from jobs.ports import Document
from tests.jobs.explorer.invariants import faults, history_of
from tests.jobs.explorer.rehearsal import BILLING, TWO, Rehearsal
from tests.jobs.explorer.scheduler import (
    A_LONG_WHILE,
    FAIL_BEFORE,
    KILL_AFTER,
    KILL_BEFORE,
    Trace,
    Twist,
)
from tests.jobs.explorer.test_killed_anywhere import deaths
from tests.jobs.test_billing import billed, numbers, shown
from tests.jobs.world.asking import Story
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import a_buyer, a_client, an_invoice, workbook_rows
from tests.jobs.world.presses import UNUSABLE
from tests.jobs.world.world import World, a_world

OLD, NEW, COPY = "old logo", "new logo", "old logo again"
WITH_A_NEIGHBOUR = workbook_rows(
    an_invoice("F0001", "ADA"),
    an_invoice("F0002", "BOB"),
    clients=(a_client(), a_client("PETIT")),
    buyers=(a_buyer(), a_buyer("BOB", "PETIT")),
)


def with_logo(rows: Rows, file_id: str = OLD) -> Rows:
    """MARTIN has a logo; the others have none."""
    clients = (replace(c, logo=file_id) if c.code == "MARTIN" else c for c in rows.clients)
    return replace(rows, clients=tuple(clients))


def deposited(world: World, file_id: str = OLD, content: bytes = b"LOGO OLD") -> World:
    world.logos[file_id] = Document(name="logo.png", content=content)
    return world


def there(world: World) -> None:
    """The logo has been deposited."""
    deposited(world)


def drawn(world: World) -> list[str]:
    """The logos of the files that were filed."""
    return [file.content.decode().split("\n")[3] for file in world.files.values()]


def calls(world: World) -> list[str]:
    """What one run asks of the world."""
    played = Rehearsal(rows=world.workbook.rows, take_over=(False,), before=there).play(())[0]
    return [name for _, name in played.calls]


def of_client(world: World, code: str = "MARTIN") -> str:
    return str(world.workbook.shown["Clients"][code]["Problème"])


def test_the_logo_is_read_once_a_run_and_recorded_with_each_document() -> None:
    world = deposited(a_world(with_logo(TWO)))
    assert calls(world).count("archive.get") == 1
    billed(world)
    assert faults(world) == []
    assert drawn(world) == ["LOGO OLD"] * 2
    contents = [row.content for row in world.workbook.journal if row.event == "numbered"]
    sellers = [from_json(Invoice, text).draft.seller for text in contents]
    assert {(s.logo, s.logo_file) for s in sellers} == {(sha256(b"LOGO OLD"), OLD)}


def test_without_a_logo_nothing_more_is_asked() -> None:
    assert "archive.get" not in calls(a_world(TWO))


def test_a_look_at_a_quiet_workbook_reads_no_logo() -> None:
    world = deposited(a_world(with_logo(TWO)))
    billed(world)
    world.logos.clear()
    assert run(BILLING, a_desk(world, "look"), world.now) is End.IDLE


@pytest.mark.parametrize(("content", "code"), [(None, "logo-gone"), (UNUSABLE, "logo-unusable")])
def test_a_logo_that_cannot_be_used_stops_its_client_before_any_number(
    content: bytes | None, code: str
) -> None:
    world = a_world(with_logo(WITH_A_NEIGHBOUR))
    if content is not None:
        deposited(world, content=content)
    billed(world)
    assert numbers(world) == {"F0002": "PETIT-2026-0001"}
    assert of_client(world).count(f"[{code}]") == 1
    assert "(logo)" in of_client(world)
    assert of_client(world, "PETIT") == ""
    assert shown(world, "F0001", "Statut") == "Bloquée : voir Problème"
    assert str(shown(world, "F0001", "Problème")).endswith("[client-problem]")

    billed(deposited(world))
    assert faults(world) == []
    assert (of_client(world), numbers(world)["F0001"]) == ("", "MARTIN-2026-0001")


def test_a_logo_that_cannot_be_read_is_asked_for_once() -> None:
    rows = with_logo(TWO, "nowhere")
    assert calls(a_world(rows)).count("archive.get") == 1


def test_a_logo_that_fails_for_a_moment_stops_its_client_for_this_run_only() -> None:
    rehearsal = Rehearsal(rows=with_logo(WITH_A_NEIGHBOUR), take_over=(False,), before=there)
    trace, world = rehearsal.play(at(rehearsal, "archive.get", FAIL_BEFORE))
    assert trace.ends == {0: End.DONE}
    assert numbers(world) == {"F0002": "PETIT-2026-0001"}
    assert rehearsal.rest(world) == []


def at(rehearsal: Rehearsal, name: str, act: str) -> tuple[Twist, ...]:
    played: Trace = rehearsal.play(())[0]
    step = next(step for step, (_, called) in enumerate(played.calls, 1) if called == name)
    return (Twist(step, act),)


def renewed(world: World) -> None:
    """The client has a new logo; the old file still lies there."""
    deposited(world, NEW, b"LOGO NEW")
    world.workbook.rows = with_logo(world.workbook.rows, NEW)


def put_again(world: World) -> None:
    """The old file is gone, and the same picture has been put there again."""
    deposited(world, COPY).logos.pop(OLD)
    world.workbook.rows = with_logo(world.workbook.rows, COPY)


@pytest.mark.parametrize("deed", [renewed, put_again])
def test_what_was_numbered_is_printed_with_the_logo_it_was_recorded_with(
    deed: Callable[[World], None],
) -> None:
    rehearsal = Rehearsal(rows=with_logo(TWO), take_over=(False,), before=there, between=deed)
    _, world = rehearsal.play(at(rehearsal, "archive.put", KILL_BEFORE))
    assert len(numbers(world)) == 2
    assert rehearsal.rest(world) == []
    assert drawn(world) == ["LOGO OLD"] * 2


def test_without_its_recorded_logo_a_document_is_not_printed_at_all() -> None:
    rows = with_logo(WITH_A_NEIGHBOUR)
    rehearsal = Rehearsal(rows=rows, take_over=(False,), before=there)
    _, world = rehearsal.play(at(rehearsal, "archive.put", KILL_BEFORE))
    world.logos[OLD] = Document(name="logo.png", content=b"ANOTHER")
    world.wait(A_LONG_WHILE)
    billed(world)
    assert [sent.mail.to for sent in world.sent] == [("bob@buyer.test",)]
    assert of_client(world).count("[logo-differs]") == 1

    billed(deposited(world))
    assert faults(world) == []


@pytest.mark.parametrize("act", [KILL_BEFORE, KILL_AFTER])
def test_a_run_killed_at_any_call_is_completed_under_a_new_logo(act: str) -> None:
    rehearsal = Rehearsal(rows=with_logo(TWO), take_over=(False,), before=there, between=renewed)
    for schedule, world in deaths(act, rehearsal):
        recorded = len(history_of(world).documents)
        assert rehearsal.rest(world) == [], schedule
        assert drawn(world) == ["LOGO OLD"] * recorded + ["LOGO NEW"] * (2 - recorded), schedule


def test_a_draft_keeps_its_logo_and_an_approval_outlives_a_new_one() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(approval="Toutes", logo=OLD),))
    story = Story("2026-11-24 09:00", rows)
    deposited(story.world)
    story.run()
    assert drawn(story.world) == ["LOGO OLD"]
    renewed(story.world)
    story.at("2026-11-24 10:00").answers(approves=True).at("2026-11-24 10:15")
    assert drawn(story.world) == ["LOGO OLD", "LOGO NEW"]
    assert shown(story.world, "F0001", "Statut") == "Envoyée"
