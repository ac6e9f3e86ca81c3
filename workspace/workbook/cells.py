"""One cell: read as a typed value or as what is wrong with it, and written.

``read`` takes people's cells and refuses what is doubtful; ``written`` makes the JSON of any
value for ``RAW``; ``shown`` takes the program's cells as they stand, foreign values as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from invoicing.document.terms import read_terms
from invoicing.document.vat import Vat, read_vat
from invoicing.values.french import typed
from jobs.ports import Cell
from workspace.columns.column import Column, Kind
from workspace.workbook import numbers
from workspace.workbook.numbers import EPOCH, Raw, Value, any_number, instant_of, serial_of
from workspace.workbook.texts import WrongCell, is_error, key, label, plain, short

Wire = str | int | float | bool
TWO_READINGS = re.compile(r"45 ?(j|jours?) fin de mois")
POSTCODE_DIGITS = 5
LINK = re.compile(r"https://(?:drive|docs)\.google\.com/(?:\S*/)?(?:d/|open\?id=)([\w-]+)\S*")
FILE_ID = re.compile(r"[\w-]{20,}")


def is_empty(raw: Raw) -> bool:
    """Return whether a cell holds nothing; blanks alone are nothing."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def read(column: Column, raw: Raw) -> Value | WrongCell:
    """Read a cell that is not empty."""
    if isinstance(raw, str) and is_error(raw):
        return WrongCell(code="formula-error", values={"value": short(raw)})
    if column.kind in numbers.READERS:
        return numbers.READERS[column.kind](column.kind, raw)
    return READERS[column.kind](column, raw)


def _text(column: Column, raw: Raw) -> str | WrongCell:
    if isinstance(raw, str):
        return label(_typed(column, raw), lines=column.kind is Kind.LINES)
    if isinstance(raw, bool):
        return WrongCell(code="text-checkbox")
    return _digits(column, raw)


def _typed(column: Column, raw: str) -> str:
    """Drop the apostrophe that people type before digits: a cell in text format keeps it."""
    text = raw.strip()
    if column.kind not in APOSTROPHED or not text.startswith("'"):
        return raw
    return text.removeprefix("'")


def _digits(column: Column, raw: Raw) -> str | WrongCell:
    number = _exact(raw)
    if isinstance(number, WrongCell):
        return number
    kept = column.kind in {Kind.KEY, Kind.DIGITS, Kind.POSTCODE}
    if number != int(number) or number < 0 or not (kept or not numbers.may_be_date(number)):
        return WrongCell(code="text-number", values={"value": typed(number)})
    return f"{int(number)}"


def _exact(raw: Raw) -> Decimal | WrongCell:
    """Return a number with all its digits: a SIRET comes as 7.3282932000074E13."""
    number = Decimal(raw) if isinstance(raw, int | Decimal) else Decimal("NaN")
    if number.is_finite() and abs(number) < numbers.LARGEST**2:
        return number
    return WrongCell(code="number", values={"value": short(str(raw))})


def _key(column: Column, raw: Raw) -> str | WrongCell:
    text = _text(column, raw)
    return text if isinstance(text, WrongCell) else key(text)


def _grouped(column: Column, raw: Raw) -> str | WrongCell:
    """Return a number of many digits, perhaps typed in groups: « 732 829 320 00074 »."""
    text = _text(column, raw)
    if isinstance(text, WrongCell):
        return text
    together = "".join(text.split())
    return together if together.isdecimal() else text


def _postcode(column: Column, raw: Raw) -> str | WrongCell:
    text = _text(column, raw)
    if isinstance(text, WrongCell) or isinstance(raw, str):
        return text
    return text.zfill(POSTCODE_DIGITS)


def _phone(column: Column, raw: Raw) -> str | WrongCell:
    if isinstance(raw, str):
        return _text(column, raw)
    return WrongCell(code="phone-number", values={"value": short(str(raw))})


def _checkbox(_column: Column, raw: Raw) -> bool | WrongCell:
    if isinstance(raw, bool):
        return raw
    return WrongCell(code="checkbox", values={"value": short(str(raw))})


def _choice(column: Column, raw: Raw) -> Value | WrongCell:
    for word, value in column.choices.items():
        if plain(word) == plain(str(raw)):
            return value
    values = {"value": short(str(raw)), "choices": ", ".join(column.choices)}
    return WrongCell(code="choice", values=values)


def _vat(_column: Column, raw: Raw) -> Vat | WrongCell:
    number = any_number(raw)
    sought = str(raw) if isinstance(number, WrongCell) else number
    treatment = None if isinstance(raw, bool) else read_vat(sought)
    shown = short(sought) if isinstance(sought, str) else typed(sought)
    return treatment or WrongCell(code="vat-word", values={"value": shown})


def _terms(_column: Column, raw: Raw) -> Value | WrongCell:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return WrongCell(code="terms-number", values={"value": str(raw)})
    if terms := read_terms(str(raw)):
        return terms
    code = "terms-45" if TWO_READINGS.fullmatch(plain(str(raw))) else "terms"
    return WrongCell(code=code, values={"value": short(str(raw))})


def _file(column: Column, raw: Raw) -> str | WrongCell:
    """Return the id of a file: of its link as Drive gives it, or typed alone."""
    text = _text(column, raw)
    if isinstance(text, WrongCell):
        return text
    if link := LINK.fullmatch(text):
        return link[1]
    return (
        text
        if FILE_ID.fullmatch(text)
        else WrongCell(code="file-link", values={"value": short(text)})
    )


APOSTROPHED = {Kind.KEY, Kind.DIGITS, Kind.POSTCODE, Kind.PHONE}
READERS: dict[Kind, Callable[[Column, Raw], Value]] = {
    Kind.TEXT: _text,
    Kind.LINES: _text,
    Kind.KEY: _key,
    Kind.DIGITS: _grouped,
    Kind.POSTCODE: _postcode,
    Kind.PHONE: _phone,
    Kind.CHECKBOX: _checkbox,
    Kind.CHOICE: _choice,
    Kind.VAT: _vat,
    Kind.TERMS: _terms,
    Kind.FILE: _file,
}


def written(column: Column, value: Value) -> Wire:
    """Return what to write for a value; "" empties the cell.  Never a formula under ``RAW``."""
    if column.choices:
        listed = (word for word, meant in column.choices.items() if meant == value)
        return next(listed, str(value or ""))
    match value:
        case None:
            return ""
        case bool() | int() as found:
            return found
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case date():
            return serial_of(value)
    return value.word if isinstance(value, Vat) else str(value)


def written_back(raw: Raw) -> Wire:
    """Return what to write so that a cell shows again what it showed."""
    if raw is None:
        return ""
    return float(raw) if isinstance(raw, Decimal) else raw


def shown(column: Column, raw: Raw) -> Cell:
    """Return what a program cell shows: "" if empty, text if the value is foreign."""
    if is_empty(raw):
        return ""
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return _shown_number(column.kind, Decimal(raw))
    return raw


def _shown_number(kind: Kind, number: Decimal) -> Cell:
    if kind is Kind.AMOUNT:
        return number.quantize(Decimal("0.01"))
    if kind is Kind.DATE and numbers.may_be_date(number):
        return EPOCH + timedelta(days=int(number))
    if kind is Kind.MOMENT and numbers.may_be_date(number):
        return instant_of(number)
    return typed(number)


def same(column: Column, raw: Raw, written: Wire) -> bool:
    """Return whether a cell shows what it should; instants are compared to the second."""
    if is_empty(raw):
        return written == ""
    if isinstance(raw, bool) or isinstance(written, bool):
        return raw is written
    if isinstance(raw, str) or isinstance(written, str):
        return raw == written
    assert raw is not None, "not empty"
    finest = Decimal(1) / (2 * numbers.DAY) if column.kind is Kind.MOMENT else Decimal("1e-9")
    return abs(Decimal(raw) - Decimal(str(written))) < finest
