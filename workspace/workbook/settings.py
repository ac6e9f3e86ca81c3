"""`Paramètres`: two columns, one value a row, found by its name.

Names that are not ours are the user's own.  A value that cannot be read counts as not given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import TypeVar

from invoicing.document.parties import Agency
from invoicing.document.terms import Terms
from invoicing.rows.tabs import AgencySettings
from invoicing.values.calendar import SendingHours
from invoicing.values.french import SHORT_WEEKDAYS
from invoicing.values.problems import Problem
from workspace.columns.column import Column
from workspace.columns.program import PARAMETERS, SETTINGS
from workspace.workbook import cells
from workspace.workbook.headers import Grid, HeaderPositions
from workspace.workbook.numbers import Raw
from workspace.workbook.texts import WrongCell, plain, short

T = TypeVar("T")
NAME, VALUE = SETTINGS.columns
HOUR = r"(\d{1,2}) ?[:hH] ?(\d{2})?"
HOURS = re.compile(rf"{HOUR} ?(?:-|–|à) ?{HOUR}")
EVERY_DAY = 7
LONGEST_DELAY = 24 * 60  # minutes
MOST_MAILS = 2_000  # a day, of a Workspace account


def read_settings(
    layout: HeaderPositions, grid: Grid
) -> tuple[AgencySettings, tuple[Problem, ...]]:
    """Read the agency's values, and what is wrong with them."""
    read: dict[str, object] = {}
    problems: list[Problem] = []
    given = _given(layout, grid)
    for parameter in PARAMETERS:
        rows = given.get(plain(parameter.header), ())
        if len(rows) > 1:
            names = {"name": parameter.header}
            source = layout.source(rows[1][0], NAME)
            problems.append(Problem(code="setting-doubled", source=source, values=names))
        for number, raw in rows[:1]:
            value = _value(parameter, raw)
            if isinstance(value, WrongCell):
                source = layout.source(number, VALUE)
                problems.append(Problem(code=value.code, source=source, values=value.values))
            else:
                read[parameter.field] = value
    return _settings(read), tuple(problems)


def _given(layout: HeaderPositions, grid: Grid) -> dict[str, list[tuple[int, Raw]]]:
    given: dict[str, list[tuple[int, Raw]]] = {}
    for number, row in enumerate(grid[1:], 2):
        name, raw = layout.raw(row, NAME), layout.raw(row, VALUE)
        if isinstance(name, str) and not cells.is_empty(raw):
            given.setdefault(plain(name), []).append((number, raw))
    return given


def _value(parameter: Column, raw: Raw) -> object:
    value = cells.read(parameter, raw)
    if isinstance(value, WrongCell):
        return value
    match parameter.field:
        case "hours":
            return read_hours(str(value)) or _wrong("setting-hours", value)
        case "delay" if not 0 <= int(str(value)) <= LONGEST_DELAY:
            return _wrong("setting-delay", value)
        case "daily_mails" if not 1 <= int(str(value)) <= MOST_MAILS:
            return _wrong("setting-mails", value)
        case "days":
            return read_days(str(value)) or _wrong("setting-days", value)
    return value


def _wrong(code: str, value: object) -> WrongCell:
    return WrongCell(code=code, values={"value": short(str(value))})


def _settings(values: Mapping[str, object]) -> AgencySettings:
    usual, terms = SendingHours(), values.get("terms")
    start, end = _or_usual(values.get("hours"), (usual.start, usual.end))
    daily_mails = values.get("daily_mails")
    agency = {name: str(values.get(name, "")) for name in ("name", "address", "legal_id", "phone")}
    return AgencySettings(
        agency=Agency(**agency, email=str(values.get("email", ""))),
        terms=terms if isinstance(terms, Terms) else None,
        digest=_or_usual(values.get("digest"), AgencySettings().digest),
        auto_reply_days=_or_usual(values.get("auto_reply_days"), AgencySettings().auto_reply_days),
        secrets_kept=_or_usual(values.get("secrets_kept"), AgencySettings().secrets_kept),
        daily_mails=daily_mails if isinstance(daily_mails, int) else None,
        delay_minutes=_or_usual(values.get("delay"), AgencySettings().delay_minutes),
        hours=SendingHours(start=start, end=end, days=_or_usual(values.get("days"), usual.days)),
    )


def _or_usual(value: object, usual: T) -> T:
    return value if isinstance(value, type(usual)) else usual


def read_hours(text: str) -> tuple[time, time] | None:
    """Read ``Plage d'envoi``.

    >>> read_hours("08:00-19:00") == read_hours("8 h à 19 h") == (time(8), time(19))
    True
    >>> read_hours("19:00-08:00") is None
    True
    """
    match = HOURS.fullmatch(text)
    if not match:
        return None
    first, first_minutes, last, last_minutes = (int(part or 0) for part in match.groups())
    try:
        start, end = time(first, first_minutes), time(last, last_minutes)
    except ValueError:
        return None
    return (start, end) if start < end else None


def read_days(text: str) -> frozenset[int] | None:
    """Read ``Jours d'envoi``; Monday is 0.

    >>> sorted(read_days("lun-ven")), sorted(read_days("Samedi, lundi"))
    ([0, 1, 2, 3, 4], [0, 5])
    """
    days: set[int] = set()
    for part in re.split(r"[,;]", text):
        ends = [_day(name) for name in re.split(r"[-–]|\bau\b", part)]
        days_named = [day for day in ends if day is not None]
        if len(days_named) != len(ends) or len(ends) > 2:  # noqa: PLR2004 - from and to
            return None
        days.update(_span(days_named))
    return frozenset(days)


def _span(ends: Sequence[int]) -> set[int]:
    """Return the days from the first to the last, over the week-end if necessary."""
    length = (ends[-1] - ends[0]) % EVERY_DAY
    return {(ends[0] + step) % EVERY_DAY for step in range(length + 1)}


def _day(name: str) -> int | None:
    short_name = plain(name)[:3]
    return SHORT_WEEKDAYS.index(short_name) if short_name in SHORT_WEEKDAYS else None
