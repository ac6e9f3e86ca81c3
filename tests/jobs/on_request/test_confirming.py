"""A person's word for a new IBAN or address, when nobody reads the old address any more."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from jobs.engine.run import End
from jobs.on_request.confirm_details import DetailChange, change_of, trust
from jobs.ports import Refused
from tests.jobs.test_billing import numbers
from tests.jobs.world.asking import Story, cell, to
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import submit
from tests.jobs.world.people import a_client, an_invoice, workbook_rows

TUESDAY = "2026-11-24 14:15"
OLD, NEW = "FR7630006000011234567890189", "FR7630001007941234567890185"
DEAD = "martin@client.test"


@pytest.fixture
def story() -> Story:
    """A client who has been billed once, and then gets another bank."""
    told = Story(TUESDAY, workbook_rows(an_invoice())).run()
    retype(told, iban=NEW)
    rows = told.world.workbook.rows
    told.world.workbook.rows = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    return told


def retype(story: Story, **cells: Any) -> None:
    """Somebody types into the client's row."""
    rows = story.world.workbook.rows
    changed = replace(rows.clients[0], **cells)
    story.world.workbook.rows = replace(rows, clients=(changed,))


def confirmed(story: Story, change: DetailChange) -> End:
    return trust(a_desk(story.world, "hand"), story.world.now, change, noted_by="Zoé")


def shown(story: Story) -> DetailChange:
    """What the person at the command line reads."""
    found = change_of(a_desk(story.world), "martin")
    assert found is not None
    return found


def test_what_is_confirmed_is_shown_beside_what_was_known(story: Story) -> None:
    before = story.world.fingerprint
    change = shown(story)
    assert change.iban == (OLD, NEW)
    assert change.approvers == (DEAD, DEAD)
    assert story.world.fingerprint == before


def test_a_word_lets_the_client_go_on_and_is_kept_with_its_name(story: Story) -> None:
    story.at("2026-11-24 14:30")
    assert set(numbers(story.world)) == {"F0001"}
    assert confirmed(story, shown(story)) is End.DONE

    story.at("2026-11-24 14:45")

    assert set(numbers(story.world)) == {"F0001", "F0002"}
    kept = [row.content for row in story.world.workbook.journal if row.event == "trusted"]
    assert json.loads(kept[-1]) == [NEW, [DEAD], "Zoé"]
    assert "iban-changed" not in cell(story, "Problème", "F0002")


def test_nobody_is_asked_any_more_at_the_old_address(story: Story) -> None:
    assert confirmed(story, shown(story)) is End.DONE
    story.at("2026-11-24 14:30")
    assert [subject for subject in to(story, DEAD) if "confirmer" in subject] == []


def test_a_request_that_was_recorded_and_not_sent_is_no_longer_sent(story: Story) -> None:
    story.world.dead.add("martin@agence.test")
    story.at("2026-11-24 14:30")
    assert confirmed(story, shown(story)) is End.DONE
    story.world.dead.clear()
    story.at("2026-11-24 14:45")
    assert [subject for subject in to(story, DEAD) if "confirmer" in subject] == []


def test_an_old_request_cannot_undo_the_word(story: Story) -> None:
    story.at("2026-11-24 14:30")
    retype(story, iban=OLD)
    retype(story, iban=NEW, approver="neuf@client.test")
    assert confirmed(story, shown(story)) is End.DONE
    sent = [each for each in story.world.sent if "confirmer" in each.mail.letter.subject]
    link = next(word for word in sent[0].mail.letter.text.split() if "yes" in word)
    story.waits_until("2026-11-24 15:00")
    submit(story.world, link)
    story.at("2026-11-24 15:15")
    assert change_of(a_desk(story.world), "MARTIN") is None


def test_nothing_to_confirm_is_said_and_takes_no_ticket(story: Story) -> None:
    change = shown(story)
    retype(story, iban=OLD)
    tickets = len(story.world.tickets)
    assert change_of(a_desk(story.world), "MARTIN") is None
    assert confirmed(story, change) is End.IDLE
    assert len(story.world.tickets) == tickets


def test_a_client_who_was_never_billed_has_nothing_to_confirm() -> None:
    story = Story(TUESDAY, workbook_rows(clients=(a_client(),)))
    assert change_of(a_desk(story.world), "MARTIN") is None


def test_what_was_not_shown_is_not_confirmed(story: Story) -> None:
    change = shown(story)
    retype(story, iban="DE89370400440532013000")
    with pytest.raises(Refused) as caught:
        confirmed(story, change)
    assert [problem.code for problem in caught.value.problems] == ["change-moved"]
    assert len([row for row in story.world.workbook.journal if row.event == "trusted"]) == 1


def test_a_row_that_has_gone_meanwhile_is_not_confirmed(story: Story) -> None:
    change = shown(story)
    story.world.workbook.rows = replace(story.world.workbook.rows, clients=())
    with pytest.raises(Refused) as caught:
        confirmed(story, change)
    assert [problem.code for problem in caught.value.problems] == ["no-client"]


def test_one_client_among_several_is_meant(story: Story) -> None:
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, clients=(a_client("DURAND"), *rows.clients))
    assert shown(story).seller == "MARTIN"


def test_an_unknown_client_is_refused(story: Story) -> None:
    with pytest.raises(Refused):
        change_of(a_desk(story.world), "NOBODY")


def test_old_values_that_were_emptied_are_said_to_be(story: Story) -> None:
    book = story.world.workbook
    book.journal = [replace(row, content="") for row in book.journal]
    change = shown(story)
    assert (change.is_known, change.iban) == (False, ("", NEW))
