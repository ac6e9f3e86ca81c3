"""What a person types, as Sheets reads it (``USER_ENTERED``): the spreadsheet's locale decides.

>>> typed("1 234,50", FRENCH, date(2026, 11, 24)).value
1234.5
>>> typed("1.5", FRENCH, date(2026, 11, 24)).value  # a date: 1 May 2026
46143
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time

from sandbox.google.sheets.grid.locales import FRENCH, NARROW, NO_BREAK, Locale
from sandbox.google.sheets.grid.model import Json, Scalar
from sandbox.google.sheets.grid.serial import number, of_date, of_time

__all__ = ["FRENCH", "Typed", "typed"]

TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
MONTH_YEAR = re.compile(r"(\d{1,2})[/-](\d{4})")
WRITTEN_DATE = re.compile(r"(\d{1,2})(?:er)? ([^\W\d]+)\.?(?: (\d{4}))?")
CURRENCIES = {"€": "€", "EUR": "€", "$": "$", "£": "£"}
TWO_DIGIT_YEARS = 30  # 29 is 2029, 30 is 1930
HOURS, MINUTES = 24, 60
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """A value, or a formula, and the number format that an automatic cell takes from it."""

    value: Scalar = None
    formula: str = ""
    number_format: Json = field(default_factory=dict)


def typed(text: str, locale: Locale, today: date, number_format: Json | None = None) -> Typed:
    """Read what was typed into a cell that has this number format (empty: automatic)."""
    kind = (number_format or {}).get("type")
    if kind == "TEXT":
        return Typed(text or None)
    if text.startswith("'"):
        return Typed(text[1:])
    if text.startswith("=") and text != "=":
        return Typed(None, text)
    stripped = text.strip(f" {NO_BREAK}{NARROW}")
    value = truth(stripped, locale) or quantity(stripped, locale, in_percent=kind == "PERCENT")
    return value or moment(stripped, locale, today) or Typed(text or None)


def truth(text: str, locale: Locale) -> Typed | None:
    """Read a boolean; the English words hold everywhere."""
    words = {locale.true: True, locale.false: False, "TRUE": True, "FALSE": False}
    value = words.get(text.upper())
    return None if value is None else Typed(value)


def quantity(text: str, locale: Locale, *, in_percent: bool) -> Typed | None:
    """Read a number, a percentage or an amount of money."""
    if text.endswith("%"):
        value = plain_number(text[:-1].strip(), locale)
        pattern = "0.00%" if locale.decimal in text else "0%"
        percent = {"type": "PERCENT", "pattern": pattern}
        return None if value is None else Typed(number(value / PERCENT), "", percent)
    bare, sign = without_currency(text)
    value = plain_number(bare, locale)
    if value is None:
        return None
    if sign:
        pattern = locale.currency.replace("€", sign).replace("$", sign)
        return Typed(value, "", {"type": "CURRENCY", "pattern": pattern})
    return Typed(number(value / PERCENT)) if in_percent else Typed(value, "", grouped(bare, locale))


def without_currency(text: str) -> tuple[str, str]:
    """Take a currency sign off either end."""
    for word, sign in CURRENCIES.items():
        if text.endswith(word):
            return text.removesuffix(word).rstrip(f" {NO_BREAK}{NARROW}"), sign
        if text.startswith(word):
            return text.removeprefix(word).lstrip(f" {NO_BREAK}{NARROW}"), sign
    return text, ""


def grouped(text: str, locale: Locale) -> Json:
    """Return the format of a number typed with thousands apart; none without."""
    if not any(group in text for group in locale.groups):
        return {}
    return {"type": "NUMBER", "pattern": "#,##0.00" if locale.decimal in text else "#,##0"}


def plain_number(text: str, locale: Locale) -> int | float | None:
    """Read a number alone; thousands must be whole groups of three."""
    group, point = f"[{re.escape(locale.groups)}]", re.escape(locale.decimal)
    shape = (
        rf"([-+]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+|(?={point}\d)))"
        rf"(?:{point}(\d+))?([eE][-+]?\d{{1,2}})?"
    )
    match = re.fullmatch(shape, text)
    if not match:
        return None
    whole = re.sub(group, "", match[1]) or "0"
    whole = whole + "0" if whole in {"-", "+"} else whole
    if match[2] or match[3]:
        return number(float(f"{whole}.{match[2] or 0}{match[3] or ''}"))
    return number(int(whole))


def moment(text: str, locale: Locale, today: date) -> Typed | None:
    """Read a date, a time of day, or both."""
    if hour := time_of_day(text):
        return Typed(of_time(hour), "", {"type": "TIME", "pattern": locale.time})
    if day := calendar_day(text, locale, today):
        return Typed(of_date(day), "", {"type": "DATE", "pattern": locale.date})
    first, _, last = text.rpartition(" ")
    day, hour = calendar_day(first, locale, today), time_of_day(last)
    if day is None or hour is None:
        return None
    value = number(of_date(day) + of_time(hour))
    return Typed(value, "", {"type": "DATE_TIME", "pattern": locale.date_time})


def time_of_day(text: str) -> time | None:
    """Read "14:30" or "14:30:15"."""
    match = TIME.fullmatch(text)
    if not match:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    valid = hour < HOURS and minute < MINUTES and second < MINUTES
    return time(hour, minute, second) if valid else None


def calendar_day(text: str, locale: Locale, today: date) -> date | None:
    """Read a date; one that the calendar does not have stays text."""
    if match := ISO_DATE.fullmatch(text):
        return valid_date(int(match[1]), int(match[3]), int(match[4]))
    separators = f"[{locale.date_separators}]"
    numeric = re.fullmatch(rf"(\d{{1,2}})({separators})(\d{{1,2}})(?:\2(\d{{4}}|\d{{2}}))?", text)
    if numeric:
        first, second = int(numeric[1]), int(numeric[3])
        day, month = (first, second) if locale.day_first else (second, first)
        return valid_date(full_year(numeric[4], today), month, day)
    if match := MONTH_YEAR.fullmatch(text):
        return valid_date(int(match[2]), int(match[1]), 1)
    match = WRITTEN_DATE.fullmatch(text)
    month = month_number(match[2], locale) if match else 0
    return valid_date(full_year(match[3], today), month, int(match[1])) if match else None


def full_year(text: str | None, today: date) -> int:
    """Return the year: none is this year's, two digits are the near century's."""
    if not text:
        return today.year
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - written in full
        return year
    return year + (2000 if year < TWO_DIGIT_YEARS else 1900)


def month_number(word: str, locale: Locale) -> int:
    """Return the month whose name begins like this word of at least three letters, else 0."""
    shortest = 3
    names = [month.casefold() for month in locale.months]
    begins = [name.startswith(word.casefold()) for name in names]
    return begins.index(True) + 1 if len(word) >= shortest and sum(begins) == 1 else 0


def valid_date(year: int, month: int, day: int) -> date | None:
    """Return the date if there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
