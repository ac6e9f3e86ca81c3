"""A change of IBAN, or of the address for approvals, that cannot be asked about as it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jobs.engine.run import End
from tests.jobs.explorer.invariants import faults
from tests.jobs.on_request.test_confirming import DEAD, NEW, OLD, confirmed, retype
from tests.jobs.on_request.test_confirming import shown as change_of
from tests.jobs.test_billing import numbers
from tests.jobs.world.asking import CLIENT, Story, named, number
from tests.jobs.world.people import a_client, an_invoice, workbook_rows

TUESDAY, LATER, LATER_STILL = "2026-11-24 14:15", "2026-11-24 14:30", "2026-11-24 14:45"


def billed_once(**cells: Any) -> Story:
    """A client who has been billed, and has another row waiting."""
    story = Story(TUESDAY, workbook_rows(an_invoice(), clients=(a_client(**cells),))).run()
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    return story


def said(story: Story) -> str:
    """`Problème` of the client's row."""
    return str(story.world.workbook.shown["Clients"]["MARTIN"]["Problème"])


@pytest.mark.parametrize(
    ("cells", "code"),
    [({"iban": "FR76 3000 6"}, "[iban]"), ({"approver": "martin@@client.test"}, "[email]")],
)
def test_nobody_is_asked_about_a_slip_of_the_pen(cells: dict[str, str], code: str) -> None:
    story = billed_once()
    retype(story, **cells)
    story.at(LATER)
    assert code in said(story)
    assert "-changed]" not in said(story)
    assert "F0002" not in numbers(story.world)
    assert named(story, "À confirmer") == []
    retype(story, iban=NEW, approver="")
    assert len(named(story.at(LATER_STILL), "À confirmer")) == 1


def test_a_mistyped_address_is_found_before_it_is_taken_for_known() -> None:
    cells = a_client(approver="martin@@client.test")
    story = Story(TUESDAY, workbook_rows(an_invoice(), clients=(cells,))).run()
    assert "« martin@@client.test » n’est pas une adresse mail" in said(story)
    retype(story, approver="")
    assert number(story.at(LATER))
    assert said(story) == ""
    assert faults(story.world) == []


def test_where_no_address_was_known_a_person_is_asked_and_no_mail_written_to_nobody() -> None:
    story = billed_once(email="")
    retype(story, email=CLIENT)
    story.at(LATER)
    assert "[nobody-to-confirm]" in said(story)
    assert all(sent.mail.to for sent in story.world.sent)
    assert story.at(LATER_STILL).end is End.IDLE
    confirmed(story, change_of(story))
    story.at("2026-11-24 15:00")
    assert "F0002" in numbers(story.world)


def test_what_was_put_back_before_the_mail_left_is_not_asked() -> None:
    story = billed_once()
    story.world.dead.add("martin@agence.test")
    retype(story, iban=NEW)
    story.at(LATER)
    story.world.dead.clear()
    retype(story, iban=OLD)
    story.at(LATER_STILL)
    assert named(story, "À confirmer") == []
    assert "F0002" in numbers(story.world)
    assert faults(story.world) == []


def test_a_change_that_no_mailbox_can_ask_about_is_worth_no_run() -> None:
    story = billed_once()
    retype(story, iban=NEW, mailbox="")
    story.at(LATER).at(LATER_STILL)
    assert story.at("2026-11-24 15:00").end is End.IDLE
    retype(story, mailbox="martin@agence.test")
    assert len(named(story.at("2026-11-24 15:15"), "À confirmer")) == 1


def test_an_iban_that_is_taken_away_is_said_to_be() -> None:
    story = billed_once()
    retype(story, iban="")
    (asked,) = named(story.at(LATER), "À confirmer")
    assert asked.mail.to == (DEAD,)
    assert "Nouvel%20IBAN%20%3A%20%28vide%29" in asked.mail.letter.text


def test_an_iban_is_shown_and_confirmed_as_one() -> None:
    story = billed_once()
    retype(story, iban=NEW)
    (asked,) = named(story.at(LATER), "À confirmer")
    lines = asked.mail.letter.text.splitlines()
    grouped = " ".join(NEW[at : at + 4] for at in range(0, len(NEW), 4))
    assert f"Nouvel IBAN : {grouped}" in lines
    assert "Oui, c’est mon IBAN" in lines
    retype(story, email="nouvelle@client.test")
    both = named(story.at(LATER_STILL), "À confirmer")[-1]
    assert "C’est bien moi" in both.mail.letter.text.splitlines()
