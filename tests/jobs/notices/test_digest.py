"""The day's summary: what the agency is told, and when it is told nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from invoicing.document.invoice import DocumentType
from invoicing.rows.tabs import Rows
from invoicing.values.amounts import ZERO
from invoicing.values.calendar import SendingHours
from jobs.engine.run import End
from tests.jobs.explorer.invariants import harms
from tests.jobs.world.asking import Story, asking_rows, named
from tests.jobs.world.people import a_buyer, an_invoice, settings, two_clients, workbook_rows

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


def test_a_client_who_has_a_change_to_confirm_is_told_first_and_once() -> None:
    story = Story("2026-11-24 14:15", telling(workbook_rows(an_invoice()))).run()
    rows = story.world.workbook.rows
    changed = replace(rows.clients[0], iban="FR1420041010050500013M02606")
    more = (*rows.invoices, an_invoice("F0002"), an_invoice("F0003"))
    story.world.workbook.rows = replace(rows, clients=(changed,), invoices=more)
    text = told(story.at("2026-11-25 09:00"))[-1]
    assert text.index("Clients arrêtés") < text.index("MARTIN : l’IBAN a changé")
    assert "À corriger" not in text


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
    assert "Faites, pas encore facturées (1)" in told(story)[0]
    assert "F0002 – Ada SAS (faite le 02/11/2026)" in told(story)[0]
    assert "fin du mois" in told(story.at("2026-11-30 09:00"))[-1]


def test_tasks_are_named_until_they_are_done() -> None:
    rows = workbook_rows(an_invoice(), buyers=(a_buyer(channel="Portail"),))
    story = Story("2026-11-24 14:15", telling(rows)).run().at("2026-11-27 09:00")
    assert "en retard" in told(story)[-1]
    story.types(deposited_on=date(2026, 11, 27)).at("2026-11-27 10:00").at("2026-11-30 09:00")
    assert "à déposer" not in told(story)[-1]


def test_the_counts_come_first_and_what_left_comes_last() -> None:
    wrong = an_invoice("F0002", quantity=ZERO)
    story = Story("2026-11-24 14:15", telling(workbook_rows(an_invoice(), wrong))).run()
    text = told(story)[0].replace("\u00a0", " ")
    assert text.startswith("À corriger : 1 · Envoyées : 1\n")
    assert text.index("À corriger (1)") < text.index("Envoyées (1)")


def test_a_long_list_is_cut_and_says_where_the_rest_is() -> None:
    rows = workbook_rows(*(an_invoice(f"F{rank:04}", quantity=ZERO) for rank in range(1, 13)))
    (text,) = told(Story("2026-11-24 14:15", telling(rows)).run())
    assert "À corriger (12)" in text
    assert "F0012" in text  # the newest: what has just gone wrong is not buried
    assert "F0007" not in text
    assert "… et 7 autres : filtre « À corriger »" in text


def test_a_reference_that_stands_twice_is_told_once() -> None:
    twice = workbook_rows(an_invoice(), an_invoice())
    (text,) = told(Story("2026-11-24 14:15", telling(twice)).run())
    assert "À corriger (1)" in text
    assert text.count("MARTIN F0001") == 1


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("Chorus Pro", "à déposer sur Chorus Pro"),
        ("Courrier", "à poster"),
        ("Remis par le client", "à remettre au client"),
    ],
)
def test_a_task_says_what_is_to_be_done(channel: str, said: str) -> None:
    rows = workbook_rows(an_invoice(), buyers=(a_buyer(channel=channel),))
    story = Story("2026-11-24 14:15", telling(rows)).run()
    assert f"MARTIN-2026-0001 – Ada SAS : {said}" in told(story)[-1]


def test_the_last_run_is_shown_every_working_day() -> None:
    story = Story("2026-11-24 14:15", workbook_rows(an_invoice())).run().at("2026-11-25 08:15")
    shown = story.world.workbook.shown["Clients"]["MARTIN"]["Dernier passage"]
    assert shown == story.world.now


def test_it_leaves_from_a_mailbox_that_lets_us_in_where_the_agency_has_none() -> None:
    story = Story("2026-11-23 14:15", telling(two_clients())).run()
    first = story.world.sent[-1].mail.mailbox
    story.world.revoked.add(first)
    story.at("2026-11-30 09:00").at("2026-11-30 09:15")
    assert story.world.sent[-1].mail.mailbox not in {"", first}
    assert "bilan du 30/11" in story.world.sent[-1].mail.letter.subject
    assert story.at("2026-11-30 09:30").end is End.IDLE


def test_a_credit_note_is_told_as_one_and_is_never_due() -> None:
    credit = an_invoice(
        "F0002", document_type=DocumentType.CREDIT_NOTE, original="MARTIN-2026-0001",
        reason="Retour", item_name="", net_price=None,
    )  # fmt: skip
    story = Story("2026-11-24 14:15", telling(workbook_rows(an_invoice()))).run()
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, credit))
    story.at("2026-11-24 15:00").at("2026-11-25 09:00")
    assert "MARTIN-2026-0002 – Ada SAS (avoir)" in "".join(told(story))
    shown = story.world.workbook.shown["Factures"]
    assert (shown["F0001"]["Échéance"], shown["F0002"]["Échéance"]) == (date(2026, 12, 24), None)
