"""How far a transmission has come is told by its events alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import (
    AtHand,
    Attempted,
    CameBack,
    Delivered,
    DraftDropped,
    Drafted,
    FateUnknown,
    LaidOut,
    Leaving,
    Sent,
)
from invoicing.history.history import History
from invoicing.history.records import Fate, Stage, Transmission

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
ROLE = "Validation A"
DRAFTED = Drafted(client_code="MARTIN", role=ROLE, draft_id="d", message_id="m", thread_id="t")
DROPPED = DraftDropped(client_code="MARTIN", role=ROLE)
LEAVING = Leaving(client_code="MARTIN", role=ROLE)
SENT = Sent(client_code="MARTIN", role=ROLE, message_id="m", message_header="h", sent_at=NOW)
UNKNOWN = FateUnknown(client_code="MARTIN", role=ROLE)
LAID_OUT = LaidOut(client_code="MARTIN", role=ROLE, channel="Portail", file_id="f", note_id="n")
AT_HAND = AtHand(client_code="MARTIN", role=ROLE)
DELIVERED = Delivered(client_code="MARTIN", role=ROLE, on=date(2026, 11, 24), deposit_reference="R")
AGAIN = Attempted(client_code="MARTIN", role=ROLE, why="asked")


def after(*events: Event) -> Transmission:
    history = History().then((event, NOW) for event in events)
    return history.letters.get(("MARTIN", ROLE), Transmission())


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ((), Stage.NEW),
        ((DRAFTED,), Stage.PREPARED),
        ((LAID_OUT,), Stage.PREPARED),
        ((LAID_OUT, AT_HAND), Stage.PREPARED),
        ((DRAFTED, DROPPED), Stage.NEW),
        ((DRAFTED, LEAVING), Stage.OUT),
        ((DRAFTED, LEAVING, DROPPED), Stage.NEW),
        ((DRAFTED, LEAVING, SENT), Stage.SETTLED),
        ((DRAFTED, LEAVING, UNKNOWN), Stage.SETTLED),
        ((DRAFTED, SENT), Stage.SETTLED),
        ((DRAFTED, UNKNOWN), Stage.SETTLED),
        ((LAID_OUT, AT_HAND, DELIVERED), Stage.SETTLED),
        ((DRAFTED, SENT, AGAIN), Stage.NEW),
    ],
)
def test_a_transmission_knows_its_stage(events: tuple[Event, ...], stage: Stage) -> None:
    assert after(*events).stage is stage


@pytest.mark.parametrize(
    ("events", "fate"),
    [
        ((DRAFTED,), Fate.UNSENT),
        ((DRAFTED, LEAVING), Fate.LEAVING),
        ((DRAFTED, UNKNOWN), Fate.UNKNOWN),
        ((DRAFTED, UNKNOWN, SENT), Fate.SENT),
    ],
)
def test_a_transmission_knows_its_fate(events: tuple[Event, ...], fate: Fate) -> None:
    known = after(*events)
    assert known.fate is fate
    assert known.is_unknown == (fate is Fate.UNKNOWN)


def test_since_when_a_mail_may_be_leaving_is_recorded() -> None:
    assert after(DRAFTED, LEAVING).leaving_at == NOW


def test_a_mail_refused_for_good_stays_so_whatever_comes_back_later() -> None:
    hard = CameBack(client_code="MARTIN", role=ROLE, message="1", at=NOW, is_permanent=True)
    soft = CameBack(client_code="MARTIN", role=ROLE, message="2", at=NOW, is_permanent=False)
    bounce = after(DRAFTED, SENT, hard, soft).bounce
    assert bounce is not None
    assert bounce.is_permanent
    assert bounce.message == "1"
