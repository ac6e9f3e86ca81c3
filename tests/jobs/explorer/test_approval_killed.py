"""A run of the approval stages is killed at every call to the outside, and run again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from invoicing.rows.tabs import Rows
from jobs.engine.run import run
from jobs.ports import IncomingKind
from tests.jobs.explorer import sabotage
from tests.jobs.explorer.invariants import faults, harms, history_of
from tests.jobs.explorer.rehearsal import BILLING, Rehearsal
from tests.jobs.explorer.scheduler import KILL_AFTER, KILL_BEFORE, SWITCH, Bounds, Twist
from tests.jobs.explorer.test_explored import explore
from tests.jobs.explorer.test_killed_anywhere import deaths
from tests.jobs.explorer.test_protections import KILLS, wrongs
from tests.jobs.world.asking import paris
from tests.jobs.world.fakes import Fakes, a_desk
from tests.jobs.world.listening import answer, buttons, comes_in, submit
from tests.jobs.world.people import a_buyer, a_client, an_invoice, retyped, workbook_rows
from tests.jobs.world.world import Sent, World

both_sides = pytest.mark.parametrize("act", [KILL_BEFORE, KILL_AFTER])
START = "2026-11-24 14:15"
NEW_IBAN = "FR1420041010050500013M02606"
ASKED = workbook_rows(
    an_invoice("F0001"),
    an_invoice("F0002"),
    an_invoice("F0003"),
    an_invoice("F0004", "BOB"),
    clients=(a_client(approval="Toutes"), a_client("DURAND", approval="Toutes")),
    buyers=(a_buyer(), a_buyer("BOB", "DURAND")),
)


def waiting(*keys: str, seller: str = "MARTIN") -> frozenset[str]:
    return frozenset(f"('{seller}', '{key}') is waits for the client" for key in keys)


ALL = waiting("F0001", "F0002", "F0003") | waiting("F0004", seller="DURAND")


def of(world: World, word: str) -> list[Sent]:
    """What has left under a subject that begins with *word*."""
    return [sent for sent in world.sent if sent.mail.letter.subject.startswith(word)]


def afternoon(world: World) -> None:
    """It is a Tuesday."""
    world.now = paris(START)


def asked(world: World) -> None:
    """The requests have left."""
    afternoon(world)
    run(BILLING, a_desk(world, "earlier"), world.now)
    assert len(of(world, "À valider")) == 2


def half_way(world: World) -> None:
    """A day has gone by."""
    asked(world)
    world.wait(timedelta(hours=24, minutes=15))


def silent(world: World) -> None:
    """Nobody has said anything, and the time is over."""
    asked(world)
    world.now = paris("2026-11-26 14:45")


def answered(world: World) -> None:
    """One yes, one no, one reply by mail, one request that came back, and some nonsense."""
    asked(world)
    world.wait(timedelta(hours=2))
    martin, durand = of(world, "À valider")
    links = buttons(martin)
    submit(world, links[0])
    submit(world, links[3], comment="Le prix est de 90")
    answer(world, "n’importe quoi", approves=True)
    comes_in(world, durand, text="appelez-moi")


def bounced(world: World) -> None:
    """A request came back; somebody else approved everything."""
    asked(world)
    martin, durand = of(world, "À valider")
    submit(world, buttons(martin)[-1])
    comes_in(world, durand, nature=IncomingKind.BOUNCE)
    world.wait(timedelta(hours=2))


def approved(world: World) -> None:
    """All invoices have left."""
    asked(world)
    martin, durand = of(world, "À valider")
    submit(world, buttons(martin)[-1])
    submit(world, buttons(durand)[0])
    world.wait(timedelta(hours=1))
    run(BILLING, a_desk(world, "second"), world.now)
    assert len(of(world, "Facture")) == 4


def too_late(world: World) -> None:
    """After the invoices, an objection and one more approval."""
    approved(world)
    world.wait(timedelta(hours=1))
    martin, durand = of(world, "À valider")
    submit(world, buttons(martin)[1], comment="zut")
    submit(world, buttons(durand)[0])


def changed(world: World) -> None:
    """Money is to go elsewhere; one more row is ticked."""
    approved(world)
    rows = world.workbook.rows
    client = replace(rows.clients[0], iban=NEW_IBAN, approver="autre@client.test")
    world.workbook.rows = replace(
        rows,
        clients=(client, *rows.clients[1:]),
        invoices=(*rows.invoices, an_invoice("F0005", approval="Non")),
    )
    world.wait(timedelta(hours=1))


def confirmed(world: World) -> None:
    """… and the client says that it was he."""
    changed(world)
    run(BILLING, a_desk(world, "third"), world.now)
    submit(world, buttons(of(world, "À confirmer")[0])[0])
    world.wait(timedelta(hours=1))


def corrected(world: World) -> None:
    """Every row is changed: one is to be asked anew on a person's word, one was agreed to."""
    asked(world)
    submit(world, buttons(of(world, "À valider")[0])[1], comment="non")
    run(BILLING, a_desk(world, "second"), world.now)
    rows = retyped(world.workbook.rows, "F0001", net_price=Decimal(90),
                   action="Remettre en validation")  # fmt: skip
    rows = retyped(rows, "F0002", quantity=Decimal(3))
    rows = retyped(rows, "F0004", quantity=Decimal(2), agreed_on=paris(START).date(),
                   agreed_by="Téléphone", noted_by="Léa")  # fmt: skip
    world.workbook.rows = rows
    world.wait(timedelta(hours=1))


BLOCKED = "is the client wants it corrected", "is the client has written: a person must read it"
STORIES: dict[str, tuple[Callable[[World], None], Rows, frozenset[str]]] = {
    "asked": (afternoon, ASKED, ALL),
    "reminded": (half_way, ASKED, ALL),
    "silent": (silent, ASKED, frozenset()),
    "answered": (answered, ASKED, waiting("F0003") | {
        f"('MARTIN', 'F0002') {BLOCKED[0]}", f"('DURAND', 'F0004') {BLOCKED[1]}"}),
    "bounced": (bounced, ASKED, frozenset({
        "('DURAND', 'F0004') is silence says nothing: a person must ask again"})),
    "late": (too_late, ASKED, frozenset()),
    "changed": (changed, ASKED, frozenset({"('MARTIN', 'F0005') is blocked"})),
    "confirmed": (confirmed, ASKED, frozenset()),
    "corrected": (corrected, ASKED, waiting("F0001", "F0002", "F0003")),
}  # fmt: skip
MAILS = {  # in all, however often the runs died
    "asked": 2, "reminded": 4, "silent": 6, "answered": 6, "bounced": 6, "late": 9, "changed": 7,
    "confirmed": 8, "corrected": 5,
}  # fmt: skip


def a_rehearsal(story: str, runs: int = 1) -> Rehearsal:
    before, rows, left = STORIES[story]
    return Rehearsal(rows=rows, before=before, left=left, take_over=(False,) * runs)


@both_sides
@pytest.mark.parametrize("story", STORIES)
def test_what_a_killed_run_began_is_done_once_by_the_next(story: str, act: str) -> None:
    rehearsal = a_rehearsal(story)
    for schedule, world in deaths(act, rehearsal):
        assert rehearsal.rest(world) == [], schedule
        subjects = [sent.mail.letter.subject for sent in world.sent]
        assert len(subjects) == MAILS[story], (schedule, subjects)


@pytest.mark.parametrize("story", STORIES)
def test_two_runs_of_approval_are_as_one_in_every_order(story: str) -> None:
    explore(a_rehearsal(story, runs=2), Bounds(switches=1))


@pytest.mark.parametrize("story", STORIES)
def test_a_call_that_fails_once_loses_and_doubles_nothing(story: str) -> None:
    explore(a_rehearsal(story), Bounds(runs=1, switches=0, faults=1))


@both_sides
def test_a_killed_run_of_approval_is_taken_over_on_a_person_s_word(act: str) -> None:
    for schedule, world in deaths(act, a_rehearsal("answered")):
        run(BILLING, a_desk(world, "second"), world.now, take_over=True)
        assert set(faults(world)) == STORIES["answered"][2], schedule
        assert len(world.sent) == MAILS["answered"]


def objecting(world: World) -> None:
    """He says no at last."""
    submit(world, buttons(of(world, "À valider")[1])[1], comment="non !")


def test_a_no_counts_at_any_moment_of_the_run_that_takes_silence_for_consent() -> None:
    rehearsal = replace(a_rehearsal("silent"), person=objecting)
    numbered = 0
    for step in range(1, len(rehearsal.play(())[0].calls)):
        trace, world = rehearsal.play((Twist(step, SWITCH, 1),))
        said = trace.calls.index((1, "person"))
        is_heard = (0, "form.answers") in trace.calls[said:]
        documents = history_of(world).documents
        assert (("DURAND", "F0004") in documents) is not is_heard, step
        numbered += not is_heard
        assert harms(world) == []
    assert numbered


@pytest.mark.parametrize(
    ("off", "harm"),
    [
        (Fakes(outbox=sabotage.HastyOutbox), "asked twice"),
        (Fakes(archive=sabotage.WastefulArchive), "filed twice: BROUILLON"),
    ],
)
def test_without_its_protection_approval_does_the_harm(off: Fakes, harm: str) -> None:
    rehearsal = replace(a_rehearsal("asked"), fakes=off)
    assert any(wrong.startswith(harm) for wrong in wrongs(rehearsal, KILLS))
