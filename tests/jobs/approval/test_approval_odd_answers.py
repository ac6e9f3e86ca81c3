"""Answers that are odd: of nobody, doubled, edited, under several codes or another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from jobs.engine.run import End
from tests.jobs.explorer.invariants import harms
from tests.jobs.world.asking import (
    AGENCY,
    BUYER,
    CLIENT,
    Story,
    asking_rows,
    cell,
    number,
    requests,
    to,
)
from tests.jobs.world.listening import answer, buttons, codes
from tests.jobs.world.people import a_buyer, a_client, an_invoice, settings, workbook_rows
from tests.jobs.world.world import World

TUESDAY = "2026-11-24 14:15"
ONLY_WEEKDAYS = settings(hours=replace(settings().hours, days=frozenset(range(5))))


def test_of_a_thousand_answers_of_nobody_one_note_is_written_and_a_true_one_still_heard() -> None:
    story = Story(TUESDAY).run()
    for nth in range(1000):
        answer(story.world, f"1-{nth:A>16}", approves=True)
    story.answers(approves=True).at("2026-11-24 15:00")
    assert number(story)
    for minutes in range(15, 121, 15):
        story.world.wait(timedelta(minutes=minutes))
        story.run()
    assert story.end is End.IDLE
    assert sum("sans code valable" in subject for subject in to(story, AGENCY)) == 1
    assert harms(story.world) == []


def resubmit(world: World, *, approves: bool) -> None:
    """He follows « Modifier votre réponse » and changes his mind."""
    first = world.answers[-1]
    world.answers.remove(first)
    world.answers.append(replace(first, at=world.now, approves=approves))


def test_an_answer_edited_into_an_objection_is_one() -> None:
    rows = replace(asking_rows(), settings=ONLY_WEEKDAYS)
    story = Story("2026-11-28 10:00", rows).run().answers(approves=True).at("2026-11-28 11:00")
    assert cell(story, "Validée par") == "Formulaire"
    story.waits_until("2026-11-28 11:30")
    resubmit(story.world, approves=False)
    story.at("2026-11-30 09:00")
    assert (number(story), cell(story, "Statut")) == ("", "Correction demandée")


def test_an_answer_edited_into_an_approval_is_refused() -> None:
    story = Story(TUESDAY).run().answers(approves=False).at("2026-11-24 15:00")
    resubmit(story.world, approves=True)
    story.at("2026-11-24 15:15")
    assert cell(story, "Statut") == "Correction demandée"
    assert any("Une seule réponse" in subject for subject in to(story, CLIENT))


def test_of_several_codes_a_forged_one_spoils_no_other() -> None:
    rows = replace(asking_rows(), invoices=(an_invoice("F0001"), an_invoice("F0002")))
    story = Story(TUESDAY, rows).run()
    one, other = codes(buttons(requests(story)[0])[-1])
    answer(story.world, one, other[:-1] + ("A" if other[-1] != "A" else "B"), approves=True)
    story.at("2026-11-24 15:00")
    assert cell(story, "Statut", "F0001") == "Envoyée"
    assert cell(story, "Statut", "F0002") == "En attente du client"


def test_the_code_of_one_client_opens_nothing_of_another() -> None:
    rows = workbook_rows(
        an_invoice("F0001"),
        an_invoice("F0002", "BOB"),
        clients=(a_client(approval="Toutes"), a_client("DURAND", approval="Toutes")),
        buyers=(a_buyer(), a_buyer("BOB", "DURAND")),
    )
    story = Story(TUESDAY, rows).run()
    mine, theirs = (codes(buttons(request)[0])[0].split("-") for request in requests(story))
    answer(story.world, "-".join((mine[0], theirs[1], mine[2])), approves=True)
    story.at("2026-11-24 15:00")
    assert [sent for sent in story.world.sent if "Facture" in sent.mail.letter.subject] == []


def test_an_approval_that_is_sent_again_is_told_that_it_was_done() -> None:
    story = Story(TUESDAY).run().answers(approves=True).at("2026-11-24 15:00")
    story.answers(approves=True).at("2026-11-24 15:15")
    assert len(to(story, BUYER)) == 1
    assert any("déjà fait" in subject for subject in to(story, CLIENT))


def test_an_answer_is_recorded_once_though_a_run_hears_it_twice() -> None:
    story = Story(TUESDAY).run().answers(approves=True).at("2026-11-24 17:15")
    assert number(story) == "MARTIN-2026-0001"
    given = [row for row in story.world.workbook.journal if row.event == "answered"]
    assert len(given) == 1
