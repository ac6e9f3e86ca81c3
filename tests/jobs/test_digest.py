"""The day's summary: what the agency is told, and when it is told nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invoicing.calendar import SendingHours
from invoicing.rows import Rows
from tests.jobs.asking import Story, asking_rows, named
from tests.jobs.invariants import harms
from tests.jobs.people import a_buyer, an_invoice, settings, workbook_rows

WEEKDAYS = SendingHours(days=frozenset(range(5)))


def telling(rows: Rows) -> Rows:
    return replace(rows, settings=settings(digest=True, hours=WEEKDAYS))


def told(story: Story) -> list[str]:
    """The summaries that have left, as text."""
    return [sent.mail.letter.text for sent in named(story, "Facturation : bilan")]


def test_a_day_with_something_to_say_is_told_once() -> None:
    story = Story("2026-11-24 14:15", telling(asking_rows())).run()
    (text,) = told(story.at("2026-11-24 15:00"))
    assert "En attente du client" in text
    assert "jusqu’à jeu. 26/11 à 14 h 30" in text
    assert harms(story.world) == []


def test_silence_is_worth_a_call() -> None:
    story = Story("2026-11-24 14:15", telling(asking_rows())).run().at("2026-11-25 08:00")
    story.at("2026-11-26 14:45").at("2026-11-27 08:00")
    assert "Validées par silence" in told(story)[-1]


def test_a_quiet_day_says_nothing_but_monday_does() -> None:
    story = Story("2026-11-24 14:15", telling(workbook_rows(an_invoice()))).run()
    story.at("2026-11-25 09:00")  # tells what left on Tuesday, after that day's summary
    before = len(told(story))
    story.at("2026-11-26 09:00").at("2026-11-27 09:00").at("2026-11-28 09:00")
    assert len(told(story)) == before
    assert len(told(story.at("2026-11-30 09:00"))) == before + 1
    assert "Rien à signaler" in told(story)[-1]


def test_work_that_is_done_and_not_billed_is_named() -> None:
    undone = an_invoice("F0002", ready=False, period_start=date(2026, 11, 2))
    story = Story("2026-11-24 14:15", telling(workbook_rows(undone))).run()
    assert "Prestations faites, pas encore facturées" in told(story)[0]
    assert "F0002" in told(story)[0]
    assert "fin du mois" in told(story.at("2026-11-30 09:00"))[-1]


def test_tasks_are_named_until_they_are_done() -> None:
    rows = workbook_rows(an_invoice(), buyers=(a_buyer(channel="Portail"),))
    story = Story("2026-11-24 14:15", telling(rows)).run().at("2026-11-27 09:00")
    assert "en retard" in told(story)[-1]
    story.types(deposited_on=date(2026, 11, 27)).at("2026-11-27 10:00").at("2026-11-30 09:00")
    assert "À déposer" not in told(story)[-1]


def test_the_last_run_is_shown_every_working_day() -> None:
    story = Story("2026-11-24 14:15", workbook_rows(an_invoice())).run().at("2026-11-25 08:15")
    shown = story.world.workbook.shown["Clients"]["MARTIN"]["Dernier passage"]
    assert shown == story.world.now
