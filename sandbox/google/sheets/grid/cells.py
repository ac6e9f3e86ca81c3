"""Cells in and out of Google's JSON, and the one place where rows are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.google.api.fields import merged
from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.edit import Box, Edit, guard
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Cell, GridRow, Json, Scalar, Sheet, cell, trait
from sandbox.google.sheets.grid.serial import number
from sandbox.google.sheets.grid.user_entered import typed

MAX_TEXT = 50_000  # characters in a cell
PARTS = ("userEnteredFormat", "dataValidation", "note", "textFormatRuns")
Change = Callable[[Cell | None, int, int], Cell | None]  # (cell, row, column) → new cell


def rewrite(edit: Edit, tab: Sheet, place: Box, change: Change) -> None:
    """Change every cell of a rectangle."""
    guard(edit, tab, place)
    for index in range(place.top, place.bottom):
        row = tab.row(index)
        columns = range(place.left, place.right)
        new = [change(row.at(column), index, column) for column in columns]
        if any(cell is not None for cell in new) or any(row.cells[place.left : place.right]):
            tab.put_row(index, row.put(place.left, new))


def repaint(
    edit: Edit, tab: Sheet, place: Box, change: Callable[[Cell | None], Cell | None]
) -> None:
    """Change every cell of a rectangle, each by itself alone; rows that are one stay one."""
    guard(edit, tab, place)
    changed = remembering(change)
    rows: dict[int, GridRow] = {}  # by identity of the old row, which the list below keeps alive
    old_rows = [tab.row(index) for index in range(place.top, place.bottom)]
    for index, row in enumerate(old_rows, place.top):
        if id(row) not in rows:
            old = [row.at(column) for column in range(place.left, place.right)]
            new = [changed(cell) for cell in old]
            rows[id(row)] = row.put(place.left, new) if any(old) or any(new) else row
        tab.put_row(index, rows[id(row)])


def remembering(
    change: Callable[[Cell | None], Cell | None],
) -> Callable[[Cell | None], Cell | None]:
    """Return the change, worked out once for equal cells; 1 and true are equal to Python only."""
    results: dict[object, Cell | None] = {}

    def changed(old: Cell | None) -> Cell | None:
        key = old and (type(old.value), old)
        if key not in results:
            results[key] = change(old)
        return results[key]

    return changed


def literal(value: Any) -> Scalar:
    """Check a JSON value that is to be a cell's."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, str):
        return checked_text(value) or None
    return refuse("Cell values must be a string, a number, a boolean or null.")


def checked_text(text: str) -> str:
    """Refuse a text longer than a cell holds."""
    if len(text) > MAX_TEXT:
        refuse("Your input contains more than the maximum of 50000 characters in a single cell.")
    return text


def raw(value: Any, old: Cell | None) -> Cell | None:
    """Put a value as it is (``RAW``): text stays text, "=A1" too."""
    return cell(literal(value), "", old.trait if old else None)


def entered(edit: Edit, value: Any, old: Cell | None) -> Cell | None:
    """Put a value as if it were typed (``USER_ENTERED``)."""
    if not isinstance(value, str):
        return raw(value, old)
    look = old.number_format if old else {}
    result = typed(checked_text(value), edit.locale, edit.today, look)
    parts = old.parts if old else {}
    if result.number_format and not look:
        shape = {**parts.get("userEnteredFormat", {}), "numberFormat": result.number_format}
        parts = {**parts, "userEnteredFormat": shape}
    return cell(result.value, result.formula, trait(parts))


def from_json(data: Json, masks: list[list[str]], old: Cell | None) -> Cell | None:
    """Put those fields of a CellData that the mask names; a field it lacks is cleared."""
    value, formula = (old.value, old.formula) if old else (None, "")
    parts = dict(old.parts) if old else {}
    for mask in masks:
        if mask[0] in {"*", "userEnteredValue"}:
            value, formula = extended(data.get("userEnteredValue", {}))
        for name in PARTS if mask[0] == "*" else mask[:1]:
            if name in PARTS:
                parts[name] = merged(parts.get(name), data.get(name), mask[1:])
    return cell(value, formula, trait(parts))


def extended(value: Json) -> tuple[Scalar, str]:
    """Read an ExtendedValue: a literal, or a formula."""
    if "formulaValue" in value:
        return None, checked_text(value["formulaValue"])
    kinds = ("stringValue", "numberValue", "boolValue")
    return next((literal(value[kind]) for kind in kinds if kind in value), None), ""


def fields(request: Json) -> list[list[str]]:
    """Read the field mask of a request about cells."""
    masks = request.get("fields", "")
    if not masks:
        refuse("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return split_mask(masks)


def split_mask(masks: str) -> list[list[str]]:
    """Split "a,b(c,d.e)" into paths."""
    paths: list[list[str]] = []
    stack: list[list[str]] = [[]]
    word = ""
    for sign in masks + ",":
        if sign in ",)(":
            path = stack[-1] + word.strip().split(".")
            if sign == "(":
                stack.append(path)
            elif word.strip():
                paths.append(path)
            if sign == ")":
                stack.pop()
            word = ""
        else:
            word += sign
    return paths


def write_block(edit: Edit, tab: Sheet, place: Box, request: Json) -> None:
    """Write RowData from a rectangle's corner; cells of it that rows lack are cleared."""
    rows, masks = request.get("rows", []), fields(request)
    blank: Json = {}

    def change(old: Cell | None, row: int, column: int) -> Cell | None:
        line = rows[row - place.top].get("values", []) if row - place.top < len(rows) else []
        data = line[column - place.left] if column - place.left < len(line) else blank
        return from_json(data, masks, old)

    rewrite(edit, tab, place, change)


def width(rows: list[Json]) -> int:
    """Return the number of cells in the longest RowData."""
    return max((len(row.get("values", [])) for row in rows), default=0)


def check_columns(tab: Sheet, last: int) -> None:
    """Refuse a column beyond the grid."""
    if last > tab.column_count:
        refuse(
            f"Attempting to write column: {tab.column_count}, beyond the last requested column"
            f" of: {tab.column_count - 1}"
        )


def area_of(tab: Sheet, place: Box) -> Area:
    """Return a rectangle of a tab as an area."""
    return Area(tab=tab.id, top=place.top, bottom=place.bottom, left=place.left, right=place.right)


def address(tab: Sheet, place: Box) -> str:
    """Write a rectangle in A1 notation."""
    return a1.show(area_of(tab, place), tab)
