"""How each event changes a transmission."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import assert_never

from invoicing.history.builder import HistoryBuilder
from invoicing.history.events.event import DeliveryEvents, SendingEvents, TransmissionEvents
from invoicing.history.events.transmissions import (
    AtHand,
    Attempted,
    CameBack,
    Delayed,
    Delivered,
    DeliveryEvent,
    DraftDropped,
    Drafted,
    FateUnknown,
    LaidOut,
    Leaving,
    Sent,
    WasAnswered,
    WasRead,
)
from invoicing.history.records import DeliveryNews, Fate, Transmission
from invoicing.values.calendar import SELLER_ZONE


def fold_transmission(past: HistoryBuilder, event: TransmissionEvents, at: datetime) -> None:
    """Change what *past* knows of a transmission; remember what was heard of it."""
    known = past.transmission(event)
    if isinstance(event, DeliveryEvent):
        past.transmit(event, _heard(known, event))
        place = f"{event.client_code}/{event.reference}/{event.role}"
        past.heard[f"{event.message}/{place}"] = event.key
        if _is_news(event):
            past.tell(event, event.wire, event.message)
    else:
        past.transmit(event, _moved(known, event, at))


def _moved(  # noqa: C901, PLR0911 - a table
    known: Transmission, event: SendingEvents, at: datetime
) -> Transmission:
    match event:
        case Drafted():
            return _drafted(known, event, at)
        case DraftDropped():
            return Transmission(earlier=known.earlier)
        case Leaving():
            return replace(known, fate=Fate.LEAVING, leaving_at=at)
        case Sent():
            return _sent(known, event)
        case FateUnknown():
            return replace(known, fate=Fate.UNKNOWN)
        case LaidOut():
            return _laid_out(known, event, at)
        case AtHand():
            return replace(known, is_laid_out=True)
        case Delivered():
            return _delivered(known, event)
        case Attempted():
            return Transmission(earlier=(*known.earlier, replace(known, earlier=())))
        case _:
            assert_never(event)


def _drafted(known: Transmission, event: Drafted, at: datetime) -> Transmission:
    return Transmission(
        draft_id=event.draft_id,
        message_id=event.message_id,
        thread_id=event.thread_id,
        box=event.box,
        to=event.to,
        about=event.about,
        until=event.until,
        drafted_at=at,
        earlier=known.earlier,
    )


def _sent(known: Transmission, event: Sent) -> Transmission:
    return replace(
        known,
        message_id=event.message_id,
        message_header=event.message_header,
        sent_at=event.sent_at,
        fate=Fate.SENT,
    )


def _laid_out(known: Transmission, event: LaidOut, at: datetime) -> Transmission:
    return Transmission(
        channel=event.channel,
        file_id=event.file_id,
        note_id=event.note_id,
        drafted_at=at,
        earlier=known.earlier,
    )


def _delivered(known: Transmission, event: Delivered) -> Transmission:
    """A person has delivered it, on a day of the seller's calendar."""
    noon = datetime.combine(event.on, time(12), SELLER_ZONE)
    return replace(known, sent_at=noon, reference=event.deposit_reference)


def _heard(known: Transmission, event: DeliveryEvents) -> Transmission:
    match event:
        case CameBack():
            is_hard = known.bounce is not None and known.bounce.is_permanent
            return known if is_hard else replace(known, bounce=_news(event))  # never softened
        case Delayed():
            return replace(known, delay=_news(event))
        case WasRead():
            return replace(known, reading=_news(event))
        case WasAnswered():
            return replace(known, answer=_news(event))
        case _:
            assert_never(event)


def _news(event: DeliveryEvents) -> DeliveryNews:
    is_permanent = isinstance(event, CameBack) and event.is_permanent
    return DeliveryNews(
        at=event.at, message=event.message, record=event.record, is_permanent=is_permanent
    )


def _is_news(event: DeliveryEvents) -> bool:
    """Whether somebody is told: of an answer, and of a bounce that is final."""
    return isinstance(event, WasAnswered) or (isinstance(event, CameBack) and event.is_permanent)
