"""Serial numbers written by a date pattern: ``dd/mm/yyyy hh:mm``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from sandbox.google.sheets.grid.locales import Locale
from sandbox.google.sheets.grid.serial import to_datetime

TOKENS = re.compile(
    r'"[^"]*"|\\.|\[[hms]+\]|y+|m+|d+|h+|s+|0+|am/pm|a/p|.', re.IGNORECASE | re.DOTALL
)
NOON = 12
YEAR_DIGITS = 2  # so many letters, or fewer, leave the century out


def date_text(serial: float, pattern: str, locale: Locale) -> str:
    """Write a moment; ``m`` next to hours or seconds is minutes, elsewhere months."""
    when = to_datetime(serial)
    tokens = TOKENS.findall(pattern)
    half = any("/p" in token.lower() for token in tokens)
    pieces = []
    for index, token in enumerate(tokens):
        name = "minutes" if token[0] in "mM" and is_minutes(tokens, index) else token[0].lower()
        if name == "[":
            pieces.append(elapsed(serial, token))
        elif name == "h":
            hour = (when.hour % NOON or NOON) if half else when.hour
            pieces.append(f"{hour:0{min(len(token), 2)}d}")
        else:
            pieces.append(written(token, name, when, locale))
    return "".join(pieces)


def is_minutes(tokens: list[str], index: int) -> bool:
    """Return whether an ``m`` stands after hours or before seconds."""
    letters = [token[0].lower() if token[0] != "[" else token[1].lower() for token in tokens]
    before = [letter for letter in letters[:index] if letter in "ymdhs"]
    after = [letter for letter in letters[index + 1 :] if letter in "ymdhs"]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def elapsed(serial: float, token: str) -> str:
    """Write hours, minutes or seconds since the start: ``[h]`` goes past 24."""
    units = {"h": 24, "m": 1440, "s": 86400}
    return str(int(round(serial * 86400) * units[token[1].lower()] // 86400)).rjust(
        len(token) - 2, "0"
    )


def written(token: str, name: str, when: datetime, locale: Locale) -> str:
    """Write one token but hours."""
    size = len(token)
    short = f"0{min(size, 2)}d"
    written_as: dict[str, Callable[[], str]] = {
        "y": lambda: f"{when.year:04d}"[-2 if size <= YEAR_DIGITS else 0 :],
        "m": lambda: named(when.month, size, locale.months[when.month - 1]),
        "d": lambda: named(when.day, size, locale.days[when.weekday()]),
        "minutes": lambda: format(when.minute, short),
        "s": lambda: format(when.second, short),
        "a": lambda: "AM" if when.hour < NOON else "PM",
    }
    write = written_as.get(name)
    return write() if write else literal(token)


def named(value: int, size: int, name: str) -> str:
    """Write a day or month: 1 and 2 letters are digits, 3 the short name, 4 the long one."""
    short = 3
    if size < short:
        return f"{value:0{size}d}"
    return name if size > short or len(name) <= short + 1 else f"{name[:short]}."


def literal(token: str) -> str:
    """Write what stands for itself."""
    return token.removeprefix("\\") if token[0] != '"' else token[1:-1]
