"""Cells that hold numbers and dates: typed values, or what is wrong.

Sheets keeps what it does not take for a number or a date as text.  Such a text is refused, even
where its meaning is plain: it looks like a number and is none, for the person's own sums too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal
from typing import assert_never

from invoicing.texts.problems.reading import A_CHECKBOX
from invoicing.values.calendar import SELLER_ZONE
from invoicing.values.french import short_date, typed
from workspace.columns.column import Kind
from workspace.workbook.texts import WrongCell, short

Raw = str | int | bool | Decimal | None  # UNFORMATTED_VALUE, read with parse_float=Decimal
Value = object

EPOCH = date(1899, 12, 30)  # serial 0 (Google's documentation, SERIAL_NUMBER)
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)  # our choice: further away is a mistyped year
DAY = 86_400  # seconds
SHOWN = Context(prec=15)  # Sheets shows 15 significant digits; the rest is noise of its arithmetic
PLACES = {
    Kind.WHOLE: 0,
    Kind.PERCENT: 2,
    Kind.AMOUNT: 2,
    Kind.DECIMAL: 4,
    Kind.PRICE: 6,
}  # BR-FR
LARGEST = Decimal(10) ** 12
SPACES = "\u00a0\u202f "
TYPED_NUMBER = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?")
TYPED_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_number(kind: Kind, raw: Raw) -> Decimal | WrongCell:
    """Read a number; a percentage is 20 for 20 %."""
    number = any_number(raw)
    if isinstance(number, WrongCell):
        return number
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "finite"
    if -exponent > PLACES[kind]:
        values = {"value": typed(number), "places": str(PLACES[kind])}
        return WrongCell(code="decimals" if PLACES[kind] else "whole", values=values)
    return _percent(number) if kind is Kind.PERCENT else number


def any_number(raw: Raw) -> Decimal | WrongCell:
    """Read a number of any sort, at the 15 digits that Sheets shows."""
    match raw:
        case bool():
            return WrongCell(code="number-checkbox")
        case str():
            return _typed_number(raw)
        case int() | Decimal():
            number = SHOWN.create_decimal(raw)
            if number.is_finite() and abs(number) < LARGEST:
                return number
        case None:
            pass
        case _:
            assert_never(raw)
    return WrongCell(code="number", values={"value": short(str(raw))})


def _typed_number(text: str) -> WrongCell:
    bare = re.sub(f"[{SPACES}]", "", text).rstrip("€%")
    if match := TYPED_NUMBER.fullmatch(bare):
        sign, whole, decimals = match.groups()
        example = sign.replace("+", "") + whole + (f",{decimals}" if decimals else "")
        return WrongCell(code="number-text", values={"value": short(text), "example": example})
    return WrongCell(code="number", values={"value": short(text)})


def _percent(number: Decimal) -> Decimal | WrongCell:
    hundred = 100
    if 0 < number < 1:
        values = {"value": typed(number), "example": typed(number * hundred)}
        return WrongCell(code="percent-fraction", values=values)
    if not 0 <= number <= hundred:
        return WrongCell(code="percent-range", values={"value": typed(number)})
    return number


def read_whole(kind: Kind, raw: Raw) -> int | WrongCell:
    """Read a whole number, not negative."""
    number = read_number(kind, raw)
    if isinstance(number, WrongCell):
        return number
    return int(number) if number >= 0 else WrongCell(code="whole", values={"value": typed(number)})


def read_date(_kind: Kind, raw: Raw) -> date | WrongCell:
    """Read a date.  A serial number counts days since 1899-12-30."""
    if isinstance(raw, str):
        return _typed_date(raw)
    number = any_number(raw)
    if isinstance(number, WrongCell):
        return WrongCell(code="date", values={"value": A_CHECKBOX})
    if not _serial(FIRST) <= number < _serial(LAST) + 1:
        return WrongCell(code="date-range", values={"value": typed(number)})
    day = EPOCH + timedelta(days=int(number))
    if number != int(number):
        return WrongCell(code="date-hour", values={"value": short_date(day)})
    return day


def _typed_date(text: str) -> WrongCell:
    match = TYPED_DATE.fullmatch(text.strip())
    if not match:
        return WrongCell(code="date", values={"value": f"« {short(text)} »"})
    day, month, year = map(int, match.groups())
    try:
        example = short_date(date(year, month, day))
    except ValueError:
        return WrongCell(code="date-none", values={"value": short(text)})
    return WrongCell(code="date-text", values={"value": short(text), "example": example})


def _serial(day: date) -> int:
    return (day - EPOCH).days


def may_be_date(number: Decimal) -> bool:
    """Return whether a number in a cell of text may be a date that Sheets made of the text."""
    return _serial(FIRST) <= number <= _serial(LAST)


def serial_of(value: date) -> int | float:
    """Return the serial number of a date, or of an aware instant on the seller's wall.

    >>> serial_of(date(2026, 11, 24))
    46350
    """
    if not isinstance(value, datetime):
        return _serial(value)
    wall = value.astimezone(SELLER_ZONE).replace(tzinfo=None)
    seconds = round((wall - datetime.combine(EPOCH, wall.min.time())).total_seconds())
    return seconds / DAY if seconds % DAY else seconds // DAY


def instant_of(serial: Decimal) -> datetime:
    """Return the instant, UTC and whole seconds, of the seller's wall time in a cell.

    The hour that comes twice in October is taken the first time.
    """
    seconds = round(serial * DAY)
    wall = datetime.combine(EPOCH, datetime.min.time(), SELLER_ZONE) + timedelta(seconds=seconds)
    return wall.astimezone(UTC)


READERS: dict[Kind, Callable[[Kind, Raw], Value]] = {
    Kind.WHOLE: read_whole,
    Kind.DECIMAL: read_number,
    Kind.PRICE: read_number,
    Kind.AMOUNT: read_number,
    Kind.PERCENT: read_number,
    Kind.DATE: read_date,
}
