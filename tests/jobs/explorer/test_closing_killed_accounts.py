"""A run dies at any call while the contract of an account of the agency's making ends.

Every call of every stage, before its effect and after it, for a Workspace account and a consumer's.
A client's own mailbox is test_closing_killed.py's; tests/jobs/on_request has the credentials, and
tests/jobs/handover_kit the kit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy

import pytest

from jobs.on_request.hand_over_credentials import hand_over
from tests.jobs.closing.test_closing import steps
from tests.jobs.explorer.invariants import harms
from tests.jobs.explorer.test_closing_killed import deadly, dies
from tests.jobs.on_request.test_credentials import DiesAt
from tests.jobs.world.asking import CLIENT, Story, named
from tests.jobs.world.closings import (
    CONSUMER,
    WORKSPACE,
    accepted,
    called_off,
    confirmed_one,
    received,
)
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, submit

Begin = Callable[[str], Story]


def over(story: Story, box: str) -> list[str]:
    """What is wrong once the closing has come to its end."""
    story.at("2026-12-04 12:00")
    if story.world.forwarding.get((box, CLIENT)) != "on":
        story.world.forwarding[box, CLIENT] = "accepted"
    story.at("2026-12-04 13:00")
    if steps(story)["credentials"] == "en cours":
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    story.at("2026-12-04 14:00")
    for sent in named(story, "Avez-vous bien tout reçu")[:1]:
        submit(story.world, buttons(sent)[0])
    story.at("2026-12-04 15:00").at("2026-12-04 16:00")
    undone = [step for step, state in steps(story).items() if state != "fait"]
    return [*harms(story.world), *twice(story), *undone, *alive(story, box)]


def twice(story: Story) -> list[str]:
    subjects = Counter(sent.mail.letter.subject for sent in story.world.sent)
    return [f"twice: {subject}" for subject, count in subjects.items() if count > 1]


def alive(story: Story, box: str) -> list[str]:
    """What of our accesses is left."""
    left = story.world.left[box]
    wanted = ("signed out", "withdrawn") if box == WORKSPACE else ("revoked",)
    return [f"never {what}" for what in wanted if what not in left]


def opened_again(story: Story, _box: str) -> list[str]:
    """What is wrong once the contract goes on."""
    story.at("2026-12-04 12:00").at("2026-12-05 12:00")
    told = [len(named(story, words)) for words in ("Clôture annulée", "Le contrat continue")]
    undone = [step for step, state in steps(story).items() if state != "annulée"]
    return [*harms(story.world), *twice(story), *undone, *([] if told == [1, 1] else [str(told)])]


@pytest.mark.parametrize("box", [WORKSPACE, CONSUMER])
@pytest.mark.parametrize("begin", [confirmed_one, accepted, received, called_off])
def test_a_closing_survives_a_death_at_any_call(begin: Begin, box: str) -> None:
    fresh, counting = begin(box), DiesAt(nth=0, after=False)
    assert not dies(deepcopy(fresh), counting)
    ended = opened_again if begin is called_off else over
    for nth in deadly(counting, f"{begin.__name__} {box}"):
        for after in (False, True):
            story = deepcopy(fresh)
            assert dies(story, DiesAt(nth=nth, after=after))
            assert ended(story, box) == [], (nth, after)
