"""A value as people see it (``FORMATTED_VALUE``): number format first, then the locale."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from sandbox.google.sheets.grid.dates import date_text
from sandbox.google.sheets.grid.locales import Locale
from sandbox.google.sheets.grid.model import Json, Scalar

MOMENTS = {"DATE", "TIME", "DATE_TIME"}
NUMBER_TOKENS = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|_(?P<space>.)|\*.|(?P<digits>[#0?][#0?,.]*|\.[#0?]+)|(?P<percent>%)|(?P<other>.)"
)
HUGE, DECIMALS = 10**15, 10


def shown(value: Scalar, number_format: Json, locale: Locale) -> str:
    """Return the text of a value."""
    if isinstance(value, bool):
        return locale.true if value else locale.false
    if value is None or isinstance(value, str):
        return value or ""
    kind, pattern = number_format.get("type", ""), number_format.get("pattern", "")
    if kind in MOMENTS:
        defaults = {"DATE": locale.date, "TIME": locale.time, "DATE_TIME": locale.date_time}
        return date_text(value, pattern or defaults[kind], locale)
    defaults = {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "CURRENCY": locale.currency}
    pattern = pattern or defaults.get(kind, "")
    return (
        automatic(value, locale)
        if pattern in {"", "@", "General"}
        else by_pattern(value, pattern, locale)
    )


def automatic(value: float, locale: Locale) -> str:
    """Write a number of an automatic cell: up to ten decimals, no groups."""
    if abs(value) >= HUGE:
        return f"{value:.5E}".replace(".", locale.decimal)
    text = f"{rounded(value, DECIMALS):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text == "-0" else text).replace(".", locale.decimal)


def rounded(value: float, decimals: int) -> Decimal:
    """Round halves away from zero, as a person does."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def by_pattern(value: float, pattern: str, locale: Locale) -> str:
    """Write a number by a pattern, ``#,##0.00 [$€]``; sections: positive;negative;zero."""
    sections = pattern.split(";")
    both, three = 2, 3
    if value == 0 and len(sections) >= three:
        section = sections[2]
    elif value < 0 and len(sections) >= both:
        section, value = sections[1], -value
    else:
        section = sections[0]
    percent = "%" in re.sub(r'"[^"]*"|\\.', "", section)
    return "".join(
        piece(match, value * 100 if percent else value, locale)
        for match in NUMBER_TOKENS.finditer(section)
    )


def piece(match: re.Match[str], value: float, locale: Locale) -> str:
    """Write one piece of a pattern."""
    if match["digits"]:
        return digits(value, match["digits"], locale)
    plain = match["text"] or match["escaped"] or match["currency"]
    return plain or (" " if match["space"] else match["percent"] or match["other"] or "")


def digits(value: float, pattern: str, locale: Locale) -> str:
    """Write the digits: ``0`` is always there, ``#`` only when needed, ``,`` groups thousands."""
    whole, _, fraction = pattern.partition(".")
    fixed = f"{abs(rounded(value, len(fraction))):f}"
    left, _, right = fixed.partition(".")
    while right and len(right) > fraction.rstrip("#?").count("0") and right.endswith("0"):
        right = right[:-1]
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(\d{3})+$)", locale.groups[0], left)
    minus = "-" if value < 0 and fixed.strip("0.") else ""
    return minus + left + (locale.decimal + right if right else "")
