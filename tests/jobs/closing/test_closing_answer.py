"""The automatic reply of a mailbox whose contract ends."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from invoicing.history.events.contract_end import AutoReplySet
from invoicing.values.problems import Problem, Source
from jobs.ports import AutoReply, Refused
from tests.jobs.audit.test_audit_closings import record
from tests.jobs.closing.test_closing import MONDAY, changed, confirmed, steps
from tests.jobs.world.asking import CLIENT, Story, named
from tests.jobs.world.closings import CONSUMER, HOUSE, WORKSPACE, a_story
from tests.jobs.world.leaving import FakeHandover
from tests.jobs.world.people import a_client, an_invoice, settings, workbook_rows

BOX = "martin@agence.test"


def refused(_fake: FakeHandover, mailbox: str, _reply: AutoReply | None) -> None:
    """We have no right to: only a person can."""
    values = {"mailbox": mailbox}
    by_hand = Problem(code="answer-by-hand", source=Source(tab="Clients"), values=values)
    raise Refused("no right to", problems=[by_hand])


def forwarded(**client: Any) -> Story:
    """A Workspace account whose mail is sent on, where a reply is wanted."""
    rows = workbook_rows(an_invoice(), clients=(a_client(auto_reply=True, **client),))
    story = confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15")
    box = client.get("mailbox", "martin@agence.test")
    story.world.forwarding[box, CLIENT] = "accepted"
    return story.at("2026-11-30 11:00")


def test_whoever_writes_is_given_the_new_address_and_nothing_else() -> None:
    story = forwarded()
    assert steps(story)["forwarded"] == "fait"
    (reply,) = story.world.replies.values()
    assert re.findall(r"\S+@[\w.]*\w", reply.text) == [CLIENT]
    assert reply.until is not None
    assert reply.until - story.world.now == timedelta(days=90)


def test_a_reply_is_not_set_where_nobody_wants_it_and_may_have_no_end() -> None:
    story = changed(Story(MONDAY, workbook_rows(an_invoice())), account="Compte Workspace")
    confirmed(story).world.forwarding["martin@agence.test", CLIENT] = "accepted"
    assert story.at("2026-11-30 11:00").world.replies == {}

    endless = Story(MONDAY, workbook_rows(settings=settings(auto_reply_days=0)))
    changed(endless, auto_reply=True)
    confirmed(endless).world.forwarding["martin@agence.test", CLIENT] = "accepted"
    (reply,) = endless.at("2026-11-30 11:00").world.replies.values()
    assert reply.until is None


def test_a_reply_that_a_person_has_set_is_read_and_left() -> None:
    box, theirs = "martin@gmail.com", AutoReply(text=f"<p>Écrivez à {CLIENT.title()}</p>")
    rows = workbook_rows(clients=(a_client(auto_reply=True, mailbox=box),))
    story = confirmed(Story(MONDAY, rows))
    story.world.forwarding[box, CLIENT] = "accepted"
    story.world.replies[box] = theirs
    assert steps(story.at("2026-11-30 11:00"))["forwarded"] == "fait"
    assert story.world.replies == {box: theirs}


def test_a_closing_that_is_called_off_answers_no_more() -> None:
    story = changed(forwarded(), closing=False).at("2026-11-30 11:15")
    assert story.world.replies == {}


def test_a_reply_that_has_run_out_is_set_anew() -> None:
    story = changed(Story(MONDAY, workbook_rows()), auto_reply=True)
    confirmed(story).at("2026-11-30 10:15").world.forwarding[BOX, CLIENT] = "accepted"
    over = AutoReply(text=f"Écrivez à {CLIENT}", until=story.world.now - timedelta(days=5))
    story.world.replies[BOX] = over
    assert story.at("2026-11-30 11:00").world.replies[BOX] != over


def test_a_reply_that_its_owner_has_turned_off_does_not_hold_the_contract_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = changed(forwarded(), closing=False)
    monkeypatch.setattr(FakeHandover, "answer_automatically", refused)
    assert "annulée" not in steps(story.at("2026-11-30 11:15")).values()
    story.world.replies.clear()
    assert "annulée" in steps(story.at("2026-11-30 11:30")).values()


def test_an_end_that_passed_before_the_reply_could_be_set_is_put_off() -> None:
    story = changed(Story(MONDAY, workbook_rows()), auto_reply=True)
    confirmed(story).at("2026-11-30 10:15").world.forwarding[BOX, CLIENT] = "accepted"
    before = story.world.now
    record(story.world, [AutoReplySet(client_code="MARTIN", until=before)])
    story.at("2026-11-30 11:00")
    assert steps(story)["forwarded"] == "fait"
    until = story.world.replies[BOX].until
    assert until is not None
    assert until > story.world.now


def test_a_reply_that_names_an_earlier_address_is_taken_back_too() -> None:
    story = changed(forwarded(), email="autre@client.test", closing=False)
    assert story.at("2026-11-30 11:15").world.replies == {}


@pytest.mark.parametrize("box", [WORKSPACE, CONSUMER])
def test_mail_that_goes_on_already_is_told_though_the_reply_waits(
    box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeHandover, "answer_automatically", refused)
    story = confirmed(a_story(mailbox=box, auto_reply=True), HOUSE.email).at("2026-11-30 10:15")
    story.world.forwarding[box, CLIENT] = "accepted"
    assert steps(story.at("2026-11-30 11:00"))["forwarded"] == "en cours"
    assert story.world.forwarding[box, CLIENT] == "on"
    changed(story, closing=False).at("2026-11-30 11:15").at("2026-11-30 11:30")
    (told,) = named(story, "Clôture annulée")
    assert f"Le courrier de {box} continue d’aller aussi à {CLIENT}" in told.mail.letter.text
