"""A run that closes a contract, killed at every call: the next goes on, and nothing is twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from invoicing.document.parties import Agency
from jobs.billing import bill, due
from jobs.engine.context import Context
from jobs.engine.run import Job, Run, run
from jobs.on_request.hand_over_credentials import hand_over
from tests.jobs.closing.test_closing import confirmed, noted, steps
from tests.jobs.explorer.invariants import harms
from tests.jobs.explorer.scheduler import labels
from tests.jobs.on_request.test_credentials import DiesAt
from tests.jobs.world.asking import CLIENT, Story, named
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import a_client, an_invoice, settings, workbook_rows
from tests.jobs.world.world import Killed
from tests.sampling import sampled


def _billing(held: Run) -> None:
    bill(Context.of(held))


def dies(story: Story, gate: DiesAt) -> bool:
    """Let a run die; False when it came through."""
    job = Job(name="billing", due=due, work=_billing)
    try:
        run(job, a_desk(story.world, gate=gate), story.world.now)
    except Killed:
        return True
    return False


def deadly(counting: DiesAt, of: str) -> list[int]:
    """Return the calls at which the run is to die: every one, or a sample with all kinds."""
    calls = [(0, name) for name in counting.names]
    return sampled(range(1, len(calls) + 1), partial(labels, calls), of)


def asked() -> Story:
    """The agency has confirmed; the next run stops, and asks the client for his receipt."""
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = confirmed(Story("2026-11-30 10:00", rows))
    return story.waits_until("2026-11-30 10:15")


def answering() -> Story:
    """A Workspace account whose new address is accepted; the next run forwards and answers."""
    agency = Agency(name="Agence", email="bureau@agence.test")
    clients = (a_client(auto_reply=True),)
    rows = workbook_rows(an_invoice(), clients=clients, settings=settings(agency=agency))
    story = confirmed(Story("2026-11-30 10:00", rows), agency.email).at("2026-11-30 10:15")
    story.world.forwarding["martin@agence.test", CLIENT] = "accepted"
    return story.waits_until("2026-11-30 11:00")


def received() -> Story:
    """The client has his kit; the next run lets go."""
    return noted(asked().at("2026-11-30 10:15"), "received").waits_until("2026-12-04 11:00")


def over(story: Story) -> list[str]:
    """What is wrong once the closing has come to its end."""
    story.at("2026-12-04 12:00")
    if steps(story)["credentials"] == "en cours":
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    story.at("2026-12-04 13:00")
    for sent in named(story, "Avez-vous bien tout reçu")[:1]:
        submit(story.world, buttons(sent)[0])
    story.at("2026-12-04 14:00").at("2026-12-04 15:00").at("2026-12-04 16:00")
    subjects = Counter(sent.mail.letter.subject for sent in story.world.sent)
    twice = [f"twice: {subject}" for subject, count in subjects.items() if count > 1]
    undone = [step for step, state in steps(story).items() if state != "fait"]
    return [*harms(story.world), *twice, *undone]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("begin", [asked, answering, received])
def test_a_closing_survives_a_death_at_any_call(begin: Callable[[], Story], *, after: bool) -> None:
    counting = DiesAt(nth=0, after=False)
    assert not dies(begin(), counting)
    for nth in deadly(counting, f"{begin.__name__} {after}"):
        story = begin()
        assert dies(story, DiesAt(nth=nth, after=after))
        assert over(story) == [], nth
