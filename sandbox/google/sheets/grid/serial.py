"""Dates and times as Sheets counts them: days since 1899-12-30, the time of day as a fraction."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number has no time zone
DAY = 86_400  # seconds
DIGITS = 15  # significant digits that Sheets keeps


def number(value: float) -> int | float:
    """Return a number as Sheets keeps it: 15 significant digits, whole ones without a point."""
    if isinstance(value, int) and abs(value) < 10**DIGITS:
        return value
    kept = float(f"{value:.{DIGITS}g}")
    return int(kept) if kept.is_integer() and abs(kept) < 10**DIGITS else kept


def of_date(day: date) -> int:
    """Return the serial number of a date."""
    return (day - EPOCH.date()).days


def of_time(moment: time) -> int | float:
    """Return the fraction of a day."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return number(seconds / DAY)


def to_datetime(serial: float) -> datetime:
    """Return the moment of a serial number, to the second."""
    days, rest = divmod(round(serial * DAY), DAY)
    return EPOCH + timedelta(days=days, seconds=rest)
