"""How each event changes a transmission."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from invoicing.history.events import Event, Kind
from invoicing.history.records import DeliveryNews, Transmission
from invoicing.values.calendar import SELLER_ZONE


def drafted(known: Transmission, event: Event, at: datetime) -> Transmission:
    """A mail is written, unsent."""
    facts = event.facts
    return Transmission(
        draft_id=facts["draft_id"],
        message_id=facts["message_id"],
        thread_id=facts["thread_id"],
        box=facts.get("box", ""),
        to=facts.get("to", ""),
        about=facts.get("about", ""),
        until=datetime.fromisoformat(facts["until"]) if "until" in facts else None,
        drafted_at=at,
        earlier=known.earlier,
    )


def dropped(known: Transmission, event: Event, at: datetime) -> Transmission:
    """Its draft has been deleted; it is to be written anew."""
    return Transmission(earlier=known.earlier)


def sent(known: Transmission, event: Event, at: datetime) -> Transmission:
    """It has left."""
    facts = event.facts
    return replace(
        known,
        message_id=facts["message_id"],
        message_header=facts["message_header"],
        sent_at=datetime.fromisoformat(facts["sent_at"]),
        lost=False,
    )


def lost(known: Transmission, event: Event, at: datetime) -> Transmission:
    """Its draft is gone, and it was not found among what has left."""
    return replace(known, lost=True)


def laid_out(known: Transmission, event: Event, at: datetime) -> Transmission:
    """Ids are reserved for what a person is to deliver."""
    facts = event.facts
    return Transmission(
        channel=facts["channel"],
        file_id=facts["file_id"],
        note_id=facts["note_id"],
        drafted_at=at,
        earlier=known.earlier,
    )


def at_hand(known: Transmission, event: Event, at: datetime) -> Transmission:
    """Both files lie there."""
    return replace(known, is_laid_out=True)


def delivered(known: Transmission, event: Event, at: datetime) -> Transmission:
    """A person has delivered it, on a day of the seller's calendar."""
    on = datetime.combine(date.fromisoformat(event.facts["on"]), time(12), SELLER_ZONE)
    return replace(known, sent_at=on, reference=event.facts["reference"])


def _return(event: Event) -> DeliveryNews:
    facts = event.facts
    return DeliveryNews(
        at=datetime.fromisoformat(facts["at"]),
        message=facts["message"],
        record=facts.get("record", ""),
        is_permanent=facts.get("permanent") == "yes",
    )


def came_back(known: Transmission, event: Event, at: datetime) -> Transmission:
    """A hard bounce is never forgotten for a soft one that comes after it."""
    found = _return(event)
    if known.bounce is not None and known.bounce.is_permanent:
        return known
    return replace(known, bounce=found)


def delayed(known: Transmission, event: Event, at: datetime) -> Transmission:
    """It has not arrived yet."""
    return replace(known, delay=_return(event))


def was_read(known: Transmission, event: Event, at: datetime) -> Transmission:
    """Somebody's mail program says so."""
    return replace(known, reading=_return(event))


def was_answered(known: Transmission, event: Event, at: datetime) -> Transmission:
    """A person has answered it."""
    return replace(known, answer=_return(event))


def again(known: Transmission, event: Event, at: datetime) -> Transmission:
    """A new attempt."""
    return Transmission(earlier=(*known.earlier, replace(known, earlier=())))


FOLDS: Mapping[Kind, Callable[[Transmission, Event, datetime], Transmission]] = {
    Kind.DRAFTED: drafted,
    Kind.DROPPED: dropped,
    Kind.SENT: sent,
    Kind.LOST: lost,
    Kind.LAID_OUT: laid_out,
    Kind.AT_HAND: at_hand,
    Kind.DELIVERED: delivered,
    Kind.CAME_BACK: came_back,
    Kind.DELAYED: delayed,
    Kind.WAS_READ: was_read,
    Kind.WAS_ANSWERED: was_answered,
    Kind.AGAIN: again,
}


def news_of(event: Event) -> str:
    """Return the kind of news it is, "" when nobody is told."""
    is_hard = event.kind is Kind.CAME_BACK and event.facts["permanent"] == "yes"
    return str(event.kind.value) if is_hard or event.kind is Kind.WAS_ANSWERED else ""
