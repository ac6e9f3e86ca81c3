"""Instants are UTC; dates are the seller's.  Nothing here asks for the time: it is always given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SELLER_ZONE = ZoneInfo("Europe/Paris")
RUN_EVERY = timedelta(minutes=15)  # Cloud Scheduler's rhythm (cloudbuild.yaml)


def seller_date(instant: datetime) -> date:
    """The date on the seller's wall at *instant* (aware).

    >>> from datetime import UTC
    >>> seller_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    datetime.date(2027, 1, 1)
    """
    return instant.astimezone(SELLER_ZONE).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingHours:
    """When mail may leave for a buyer: ``Plage d'envoi`` and ``Jours d'envoi``, seller's time."""

    start: time = time(8)
    end: time = time(19)
    days: frozenset[int] = frozenset(range(5))  # Monday is 0

    def contain(self, instant: datetime) -> bool:
        """Whether mail may leave at *instant*; the end itself is excluded."""
        local = instant.astimezone(SELLER_ZONE)
        return local.weekday() in self.days and self.start <= local.time() < self.end

    def are_civil(self, instant: datetime) -> bool:
        """Whether one may write to somebody who is no buyer: any day, at these hours."""
        return self.start <= instant.astimezone(SELLER_ZONE).time() < self.end

    def next(self, instant: datetime) -> datetime:
        """Return the first instant not before *instant* at which mail may leave."""
        if self.contain(instant):
            return instant
        local = instant.astimezone(SELLER_ZONE)
        opening = datetime.combine(local.date(), self.start, SELLER_ZONE)
        while opening < instant or opening.weekday() not in self.days:
            opening = datetime.combine(opening.date() + timedelta(days=1), self.start, SELLER_ZONE)
        return opening.astimezone(instant.tzinfo)


def run_after(instant: datetime) -> datetime:
    """Return the regular run at or next after *instant*: runs start on the quarter of an hour.

    >>> from datetime import UTC
    >>> run_after(datetime(2026, 11, 23, 13, 1, tzinfo=UTC)).isoformat()
    '2026-11-23T13:15:00+00:00'
    """
    past = timedelta(
        minutes=instant.minute % 15, seconds=instant.second, microseconds=instant.microsecond
    )
    return instant if not past else instant - past + RUN_EVERY
