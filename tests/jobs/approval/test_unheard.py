"""Silence that cannot be counted: the row says why, and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invoicing.values.problems import Problem, Source
from jobs.engine.run import End
from tests.jobs.approval.test_approval_meanwhile import ONLY_WEEKDAYS
from tests.jobs.explorer.invariants import faults
from tests.jobs.world.asking import Story, asking_rows, cell, named, number
from tests.jobs.world.people import settings

FRIDAY, SUNDAY, MONDAY = "2026-11-27 14:15", "2026-11-29 15:00", "2026-11-30 08:00"
BROKEN = Problem(code="form-closed", source=Source(tab="Paramètres"))
MAILBOX = "martin@agence.test"
NEXT = "attend : le silence n’est pas compté, voir Problème"


def silent() -> Story:
    """Sunday's silence, to be numbered on Monday."""
    return Story(FRIDAY, replace(asking_rows(), settings=ONLY_WEEKDAYS)).run().at(SUNDAY)


def refuses(story: Story, what: str) -> None:
    """The Form, or the mailbox, cannot be read."""
    if what == "broken":
        story.world.form_flaws = (BROKEN,)
    else:
        story.world.dead.add(what)


def mends(story: Story) -> None:
    story.world.dead.clear()
    story.world.form_flaws = ()


@pytest.mark.parametrize(
    ("what", "said", "remedy"),
    [
        ("form", "le formulaire de validation n’a pas pu être lu", "le prochain passage réessaie"),
        ("broken", "n’accepte pas de réponse", "python cli.py setup"),
        (MAILBOX, f"la boîte {MAILBOX}", "authorize"),
    ],
)
def test_a_document_approved_by_silence_that_waits_says_why(
    what: str, said: str, remedy: str
) -> None:
    story = silent()
    refuses(story, what)
    story.at(MONDAY)
    assert not number(story)
    assert cell(story, "Statut") == "Bloquée : voir Problème"
    assert cell(story, "Prochaine étape") == NEXT
    problem = cell(story, "Problème")
    assert "le silence n’est pas compté : " in problem
    assert said in problem
    assert remedy in problem

    mends(story)
    assert number(story.at("2026-11-30 08:15"))
    assert (cell(story, "Statut"), cell(story, "Problème")) == ("Envoyée", "")
    assert faults(story.world) == []


def test_a_deadline_at_which_the_form_cannot_be_read_is_explained() -> None:
    story = Story("2026-11-24 14:15").run()
    refuses(story, "form")
    story.at("2026-11-26 15:00")
    assert cell(story, "Prochaine étape") == NEXT
    assert "[silence-form-unread]" in cell(story, "Problème")
    mends(story)
    assert number(story.at("2026-11-26 15:15"))


def test_at_night_it_is_said_once_and_costs_no_run_after_run() -> None:
    story = silent()
    refuses(story, "form")
    assert story.at("2026-11-29 22:00").end is End.IDLE
    story.at(MONDAY).at("2026-11-30 18:45")
    assert story.at("2026-11-30 23:00").end is End.IDLE
    assert "[silence-form-unread]" in cell(story, "Problème")


def test_the_day_s_summary_says_it_once() -> None:
    rows = replace(asking_rows(), settings=replace(ONLY_WEEKDAYS, digest=True))
    story = Story(FRIDAY, rows).run().at(SUNDAY)
    refuses(story, "form")
    story.at(MONDAY)
    (text,) = [s.mail.letter.text for s in named(story, "Facturation : bilan du 30/11")]
    assert text.count("le silence n’est pas compté") == 1


def test_an_approval_that_was_given_needs_no_form() -> None:
    rows = replace(asking_rows(), settings=settings())
    story = Story("2026-11-24 14:15", rows).run().answers(approves=True).at("2026-11-24 20:00")
    refuses(story, "form")
    assert number(story.at("2026-11-25 08:00"))
