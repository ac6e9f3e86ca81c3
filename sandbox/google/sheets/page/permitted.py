"""Which values a strict data validation rule lets a person type."""

from __future__ import annotations

import re
from datetime import date

from sandbox.google.sheets.evaluation.validation import choices, text_of
from sandbox.google.sheets.grid.formatted import MOMENTS
from sandbox.google.sheets.grid.locales import Locale, of
from sandbox.google.sheets.grid.model import Cell, Json, Spreadsheet
from sandbox.google.sheets.grid.user_entered import typed

LISTS = {"ONE_OF_LIST", "ONE_OF_RANGE"}


def permits(rule: Json, cell: Cell | None, book: Spreadsheet, where: tuple[int, date]) -> bool:
    """Return whether a cell's value fits its rule; an empty cell always does.

    Formulas and rules that are formulas are let through: this sandbox does not judge them.
    """
    if cell is None or cell.formula or cell.value is None:
        return True
    condition = rule["condition"]
    kind, sheet_id, today = condition["type"], where[0], where[1]
    if kind in LISTS:
        return text_of(cell, book) in choices(rule, book, sheet_id)
    if kind == "BOOLEAN":
        return isinstance(cell.value, bool) or text_of(cell, book) in values_of(condition)
    if kind.startswith("NUMBER_"):
        return within(kind.removeprefix("NUMBER_"), cell, limits(condition, of(book.locale), today))
    if kind.startswith("DATE_"):
        dated = cell.number_format.get("type") in MOMENTS
        shape = kind.removeprefix("DATE_")
        return dated and within(shape, cell, limits(condition, of(book.locale), today))
    return text_fits(kind, cell, values_of(condition))


def values_of(condition: Json) -> list[str]:
    """Return a condition's values as they were typed."""
    return [value.get("userEnteredValue", "") for value in condition.get("values", [])]


def limits(condition: Json, locale: Locale, today: date) -> list[float]:
    """Return a condition's numbers or serial dates; formulas are left out."""
    values = [typed(text, locale, today).value for text in values_of(condition)]
    return [value for value in values if isinstance(value, int | float)]


def within(shape: str, cell: Cell, bounds: list[float]) -> bool:
    """Compare a number or a serial date with its limits."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if not bounds:
        return True
    first, last = bounds[0], bounds[-1]
    outcomes = {
        "GREATER": value > first,
        "AFTER": value > first,
        "GREATER_THAN_EQ": value >= first,
        "ON_OR_AFTER": value >= first,
        "LESS": value < first,
        "BEFORE": value < first,
        "LESS_THAN_EQ": value <= first,
        "ON_OR_BEFORE": value <= first,
        "EQ": value == first,
        "NOT_EQ": value != first,
        "BETWEEN": first <= value <= last,
        "NOT_BETWEEN": not first <= value <= last,
    }
    return outcomes.get(shape, True)


def text_fits(kind: str, cell: Cell, values: list[str]) -> bool:
    """Judge a rule about texts."""
    text = str(cell.value)
    word = values[0] if values else ""
    outcomes = {
        "TEXT_CONTAINS": word in text,
        "TEXT_NOT_CONTAINS": word not in text,
        "TEXT_EQ": text == word,
        "TEXT_IS_EMAIL": bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)),
        "TEXT_IS_URL": bool(re.match(r"https?://\S+", text)),
    }
    return outcomes.get(kind, True)
