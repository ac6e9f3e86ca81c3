"""A further channel is one adapter, and one line in the registry."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from invoicing.history.events.transmissions import Leaving
from invoicing.history.records import Stage
from invoicing.values.channels import BY_HAND, Channel
from jobs.channels import registry
from jobs.channels.by_hand import ByHand
from jobs.channels.by_mail import ByMail
from jobs.engine.journal_chain import event_of
from jobs.engine.run import End, run
from tests.jobs.explorer.invariants import history_of, reached
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import a_buyer, an_invoice, workbook_rows
from tests.jobs.world.platforms import ByPlatform, Platform
from tests.jobs.world.world import Killed, World, a_world

A_WHILE = timedelta(minutes=41)
BUYERS = (a_buyer(channel=Channel.PLATFORM, email=""), a_buyer("BOB"))


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Platform:
    """Put the third channel into the registry: a person serves the platform no more."""
    platform = Platform()
    third = lambda context, _dispatch, _documents: ByPlatform(context, platform)  # noqa: E731
    monkeypatch.setattr(registry, "CHANNELS", (ByMail, ByHand, third))
    assert isinstance(BY_HAND, dict)
    monkeypatch.delitem(BY_HAND, Channel.PLATFORM)
    return platform


def twelve(buyer: str = "ADA") -> World:
    invoices = (an_invoice(f"F{n:04}", buyer) for n in range(1, 13))
    return a_world(workbook_rows(*invoices, buyers=BUYERS))


def billed(world: World, after: timedelta = timedelta(0)) -> End:
    world.wait(after)
    return run(BILLING, a_desk(world, f"run at {world.now}"), world.now)


def stages(world: World) -> Counter[Stage]:
    return Counter(document.main.stage for document in history_of(world).documents.values())


def test_what_is_for_the_platform_is_deposited_there_once_and_nowhere_else(
    platform: Platform,
) -> None:
    world = twelve()
    assert billed(world) is End.DONE
    assert len(set(platform.deposits)) == len(platform.deposits) == 12
    assert stages(world) == {Stage.SETTLED: 12}
    assert {each.main.channel for each in history_of(world).documents.values()} == {
        Channel.PLATFORM
    }
    assert not world.sent
    assert billed(world, A_WHILE) is End.IDLE


def test_ten_deposits_at_most_are_recorded_as_leaving_at_once(platform: Platform) -> None:
    world = twelve()
    billed(world)
    batches = Counter(row.batch for row in reached(world) if isinstance(event_of(row)[0], Leaving))
    assert sorted(batches.values()) == [2, 10]
    assert len(platform.deposits) == 12


@pytest.mark.parametrize(("dies", "deposited"), [("before", 2), ("after", 3)])
def test_what_may_have_been_deposited_is_only_looked_for(
    platform: Platform, dies: str, deposited: int
) -> None:
    world, platform.dies = twelve(), dies
    with pytest.raises(Killed):
        billed(world)
    assert stages(world) == {Stage.OUT: 10, Stage.PREPARED: 2}
    platform.is_blind = True
    billed(world, A_WHILE)
    assert stages(world) == {Stage.OUT: 10, Stage.SETTLED: 2}
    platform.is_blind = False
    billed(world, A_WHILE)
    assert len(set(platform.deposits)) == len(platform.deposits) == deposited
    billed(world, timedelta(hours=24))
    assert stages(world) == {Stage.SETTLED: 12}
    documents = history_of(world).documents.values()
    assert sum(each.main.is_unknown for each in documents) == 12 - deposited


def test_mails_go_on_beside_it(platform: Platform) -> None:
    world = twelve("BOB")
    billed(world)
    assert len(world.sent) == 12
    assert not platform.deposits


def test_what_the_platform_may_have_is_not_sent_by_mail_when_the_channel_is_changed(
    platform: Platform,
) -> None:
    world, platform.dies = twelve(), "after"
    with pytest.raises(Killed):
        billed(world)
    rows = workbook_rows(*world.workbook.rows.invoices, buyers=(a_buyer(), a_buyer("BOB")))
    world.workbook.rows = rows
    billed(world, A_WHILE)
    assert not [sent for sent in world.sent if sent.mail.attachments]
