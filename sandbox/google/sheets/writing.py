"""Values written into a spreadsheet: values.update, append and clear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.cells import entered, raw
from sandbox.google.sheets.grid.edit import Box, Edit, beyond, box, clipped, guard
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Cell, Json, Sheet, cell

OPTIONS = {"RAW", "USER_ENTERED"}
Values = Sequence[Sequence[Any]]


def check_option(option: str) -> None:
    """Refuse a request that does not say how its values are meant."""
    if option not in OPTIONS:
        refuse("'valueInputOption' is required but not specified")


def rows_of(value_range: Json) -> Values:
    """Return the values by rows, whichever way they were sent."""
    values = value_range.get("values", [])
    for index, line in enumerate(values):
        if not isinstance(line, list):
            refuse(f"Invalid values[{index}]: must be a list.")
        for place, value in enumerate(line):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                refuse(f"Invalid values[{index}][{place}]: {kind}")
    if value_range.get("majorDimension") != "COLUMNS":
        return list(values)
    height = max((len(column) for column in values), default=0)
    return [
        [column[row] if row < len(column) else None for column in values] for row in range(height)
    ]


def write(edit: Edit, area: Area, rows: Values, option: str) -> Json:
    """Write values into an area; null leaves a cell alone, "" empties it."""
    tab = edit.tab(area.tab)
    place = written_place(tab, area, rows)
    guard(edit, tab, place)
    count = 0
    for index, values in enumerate(rows, place.top):
        count += write_row(edit, tab, (index, place.left), (values, option))
    target = place if count else place._replace(bottom=place.top + 1, right=place.left + 1)
    touched = [line for line in rows if any(value is not None for value in line)]
    columns = {at for line in rows for at, value in enumerate(line) if value is not None}
    answer = {
        "spreadsheetId": edit.book.id,
        "updatedRange": a1.show(of_box(tab, target), tab),
        "updatedRows": len(touched),
        "updatedColumns": len(columns),
        "updatedCells": count,
    }
    return {name: value for name, value in answer.items() if value}


def of_box(tab: Sheet, place: Box) -> Area:
    """Return a rectangle as an area."""
    return Area(tab=tab.id, top=place.top, bottom=place.bottom, left=place.left, right=place.right)


def written_place(tab: Sheet, area: Area, rows: Values) -> Box:
    """Return where values land; they must fit the range (one cell: any size) and the grid."""
    limits = box(area, tab)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    place = Box(limits.top, limits.top + height, limits.left, limits.left + width)
    asked = a1.show(area, tab)
    single = limits.bottom - limits.top == 1 == limits.right - limits.left
    if not single and area.bottom is not None and place.bottom > limits.bottom:
        refuse(
            f"Requested writing within range [{asked}],"
            f" but tried writing to row [{limits.bottom + 1}]"
        )
    if not single and area.right is not None and place.right > limits.right:
        letters = a1.column_letters(limits.right)
        refuse(f"Requested writing within range [{asked}], but tried writing to column [{letters}]")
    furthest = Box(
        place.top, max(place.bottom, place.top + 1), place.left, max(place.right, place.left + 1)
    )
    if furthest.bottom > tab.row_count or furthest.right > tab.column_count:
        beyond(of_box(tab, furthest), tab)
    return place


def write_row(
    edit: Edit, tab: Sheet, start: tuple[int, int], what: tuple[Sequence[Any], str]
) -> int:
    """Write one row's values; return how many cells were set."""
    (index, left), (values, option) = start, what
    row = tab.row(index)
    new: list[Cell | None] = []
    for column, value in enumerate(values, left):
        old = row.at(column)
        if value is None:
            new.append(old)
        else:
            new.append(raw(value, old) if option == "RAW" else entered(edit, value, old))
    tab.put_row(index, row.put(left, new))
    return sum(value is not None for value in values)


def clear(edit: Edit, area: Area) -> str:
    """Empty the cells of an area, formats and rules stay; return the range."""
    tab = edit.tab(area.tab)
    place = clipped(area, tab)
    guard(edit, tab, place)
    for index in range(place.top, min(place.bottom, len(tab.rows))):
        row = tab.rows[index]
        emptied = [
            cell(None, "", old.trait) if old else None
            for old in row.cells[place.left : place.right]
        ]
        if emptied:
            tab.put_row(index, row.put(place.left, emptied))
    return a1.show(of_box(tab, place), tab)


def table(tab: Sheet, area: Area) -> Box | None:
    """Find the table that touches an area: cells with data, without an empty row or column."""
    place = clipped(area, tab)
    filled = [
        (row, column)
        for row in range(place.top, min(place.bottom, len(tab.rows)))
        for column in range(place.left, min(place.right, len(tab.rows[row].cells)))
        if has_data(tab, row, column)
    ]
    if not filled:
        return None
    last = max(row for row, _ in filled)
    columns = [column for row, column in filled]
    bounds = Box(last, last + 1, min(columns), max(columns) + 1)
    while (grown := grow(tab, bounds)) != bounds:
        bounds = grown
    return bounds


def grow(tab: Sheet, place: Box) -> Box:
    """Widen a rectangle by each side beyond which there is data."""
    rows = range(max(0, place.top - 1), min(tab.row_count, place.bottom + 1))
    columns = range(max(0, place.left - 1), min(tab.column_count, place.right + 1))

    def any_data(rows: Sequence[int], columns: Sequence[int]) -> bool:
        return any(has_data(tab, row, column) for row in rows for column in columns)

    return Box(
        rows[0] if any_data([rows[0]], columns) else place.top,
        rows[-1] + 1 if any_data([rows[-1]], columns) else place.bottom,
        columns[0] if any_data(rows, [columns[0]]) else place.left,
        columns[-1] + 1 if any_data(rows, [columns[-1]]) else place.right,
    )


def has_data(tab: Sheet, row: int, column: int) -> bool:
    """Return whether a cell has a value or a formula."""
    cell = tab.row(row).at(column)
    return cell is not None and (cell.value is not None or bool(cell.formula))
