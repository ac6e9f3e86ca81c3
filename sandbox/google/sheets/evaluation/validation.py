"""Data validation: which rules Sheets takes, and which values a strict rule lets a person type.

The API itself writes values past a rule, strict or not; only people are stopped, in the page.
"""

from __future__ import annotations

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.edit import Edit, clipped
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.formatted import shown
from sandbox.google.sheets.grid.locales import of
from sandbox.google.sheets.grid.model import Cell, Json, Spreadsheet

VALUES = {  # condition type → how many values it takes
    "BLANK": (0, 0),
    "BOOLEAN": (0, 2),
    "CUSTOM_FORMULA": (1, 1),
    "DATE_BETWEEN": (2, 2),
    "DATE_IS_VALID": (0, 0),
    "DATE_NOT_BETWEEN": (2, 2),
    "NOT_BLANK": (0, 0),
    "NUMBER_BETWEEN": (2, 2),
    "NUMBER_NOT_BETWEEN": (2, 2),
    "ONE_OF_LIST": (1, 500),
    "ONE_OF_RANGE": (1, 1),
    "TEXT_IS_EMAIL": (0, 0),
    "TEXT_IS_URL": (0, 0),
}
ONLY_FORMATS = {"TEXT_STARTS_WITH", "TEXT_ENDS_WITH", "BLANK", "NOT_BLANK", "TEXT_NOT_EQ"}


def check_rule(rule: Json, edit: Edit) -> None:
    """Refuse a rule that Sheets refuses."""
    condition = rule.get("condition") or refuse("condition must be set on the rule.")
    kind, values = condition.get("type", ""), condition.get("values", [])
    if kind in ONLY_FORMATS or not kind:
        refuse(f"ConditionType '{kind}' is not supported by data validation.")
    fewest, most = VALUES.get(kind, (1, 1))
    if not fewest <= len(values) <= most:
        refuse(f"Wrong number of condition values for {kind}: {len(values)}.")
    if kind == "ONE_OF_LIST" and not all(value.get("userEnteredValue") for value in values):
        refuse("ONE_OF_LIST values must not be empty.")
    if kind == "ONE_OF_RANGE":
        a1.parse(source(rule), edit.book)


def source(rule: Json) -> str:
    """Return the range of a ONE_OF_RANGE rule, without its "="."""
    return str(rule["condition"]["values"][0].get("userEnteredValue", "")).removeprefix("=")


def choices(rule: Json, book: Spreadsheet, sheet_id: int) -> list[str]:
    """Return what the list of a cell offers, in order; empty when the rule has no list."""
    kind = rule["condition"]["type"]
    if kind == "ONE_OF_LIST":
        return [value["userEnteredValue"] for value in rule["condition"]["values"]]
    if kind != "ONE_OF_RANGE":
        return []
    text = source(rule)
    tab = book.tab(sheet_id)
    area = (a1.reference(text, sheet_id) if tab else None) or a1.parse(text, book)
    sheet = book.tab(area.tab)
    if sheet is None:
        return []
    place = clipped(area, sheet)
    cells = (
        cell
        for row in sheet.rows[place.top : place.bottom]
        for cell in row.cells[place.left : place.right]
    )
    return list(dict.fromkeys(text_of(cell, book) for cell in cells if cell))


def text_of(cell: Cell, book: Spreadsheet) -> str:
    """Return what a cell without formula shows."""
    return shown(cell.value, cell.number_format, of(book.locale))
