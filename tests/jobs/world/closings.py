"""Contracts on their way to their end, each as far as a run has something to do next."""

from __future__ import annotations

from typing import Any

from invoicing.document.parties import Agency
from jobs.on_request.hand_over_credentials import hand_over
from tests.jobs.closing.test_closing import MONDAY, changed, confirmed, noted
from tests.jobs.world.asking import CLIENT, Story
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import a_client, an_invoice, settings, workbook_rows

HOUSE = Agency(name="Agence", email="bureau@agence.test")  # its own mailbox goes on
WORKSPACE, CONSUMER = "martin@agence.test", "martin@gmail.com"


def a_story(*, agency: Agency = HOUSE, **client: Any) -> Story:
    """One client, one invoice, one Monday."""
    clients, paper = (a_client(**client),), settings(agency=agency)
    return Story(MONDAY, workbook_rows(an_invoice(), clients=clients, settings=paper))


def confirmed_one(box: str = WORKSPACE) -> Story:
    """The next run stops, and asks Google to ask the client, where it may."""
    story = confirmed(a_story(mailbox=box), HOUSE.email)
    story.world.secrets["handover/MARTIN"] = '{"password": "typed by the agency"}'
    return story.waits_until("2026-11-30 10:15")


def accepted(box: str = WORKSPACE) -> Story:
    """The next run forwards."""
    story = confirmed_one(box).at("2026-11-30 10:15")
    story.world.forwarding[box, CLIENT] = "accepted"
    return story.waits_until("2026-11-30 11:00")


def ready(box: str = WORKSPACE) -> Story:
    """The credentials are to be handed over."""
    return accepted(box).at("2026-11-30 11:00").waits_until("2026-11-30 12:00")


def received(box: str = WORKSPACE) -> Story:
    """The next run lets go."""
    story = ready(box)
    hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    return noted(story, "received").waits_until("2026-12-04 11:00")


def called_off(box: str = WORKSPACE) -> Story:
    """The next run opens the contract again, and says what is left behind."""
    story = changed(ready(box), closing=False)
    return story.waits_until("2026-12-04 11:00")
