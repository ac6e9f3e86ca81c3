"""How many mails may still leave a mailbox: what it states, and what the agency has set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from invoicing.history.records import Transmission
from invoicing.rows.tabs import USUAL_DAILY_MAILS
from invoicing.values.mail_addresses import box_hash
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def left_today(context: Context, dispatch: Dispatch, box: str) -> int:
    """Return how many mails may still leave a mailbox: counted over 24 hours."""
    if box not in dispatch.quota:
        dispatch.quota[box] = _daily(context, box) - _left_since(context, box, DAY)
    return dispatch.quota[box]


def claim(context: Context, dispatch: Dispatch, box: str) -> bool:
    """Take one of the mails that may still leave a mailbox; returns False if none may."""
    if left_today(context, dispatch, box) <= 0:
        dispatch.full.add(box)
        return False
    if _left_this_hour(context, dispatch, box) <= 0:
        return False
    dispatch.quota[box] -= 1
    dispatch.hourly[box] -= 1
    return True


def _daily(context: Context, box: str) -> int:
    """Return what the agency has set; where it has set nothing, the smaller of usual and stated."""
    chosen = context.register.rows.settings.daily_mails
    if chosen is not None:
        return chosen
    stated = context.desk.outbox.limits(box).mails_a_day
    return USUAL_DAILY_MAILS if stated is None else min(USUAL_DAILY_MAILS, stated)


def _left_this_hour(context: Context, dispatch: Dispatch, box: str) -> int:
    if box not in dispatch.hourly:
        stated = context.desk.outbox.limits(box).mails_an_hour
        left = left_today(context, dispatch, box)
        dispatch.hourly[box] = left if stated is None else stated - _left_since(context, box, HOUR)
    return dispatch.hourly[box]


def _left_since(context: Context, box: str, period: timedelta) -> int:
    since, name = context.register.now - period, box_hash(box)
    left = (_left_at(known) for known in _mails(context) if known.box == name)
    return sum(at is not None and at > since for at in left)


def _left_at(known: Transmission) -> datetime | None:
    """Return when it left, or may have left."""
    return known.sent_at or known.leaving_at


def _mails(context: Context) -> Iterator[Transmission]:
    for document in context.register.history.documents.values():
        for known in document.transmissions.values():
            yield from (known, *known.earlier)
    yield from context.register.history.letters.values()
