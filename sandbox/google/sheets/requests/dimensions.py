"""Requests about rows and columns: insert, delete, move, append, hide, size, group."""

from __future__ import annotations

from sandbox.google.sheets.grid import references, shifts
from sandbox.google.sheets.grid.edit import Box, Edit, guard
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import EMPTY, Cell, GridRow, Json, Sheet, cell, trait
from sandbox.google.sheets.grid.shifts import Span
from sandbox.google.sheets.requests.masks import masked

ROWS, COLUMNS = "ROWS", "COLUMNS"
INHERITED = ("userEnteredFormat", "dataValidation")


def span_of(edit: Edit, dimension_range: Json, *, within: bool = True) -> tuple[Sheet, str, Span]:
    """Read a DimensionRange; its open end is the grid's."""
    tab = edit.tab(dimension_range.get("sheetId", 0))
    dimension = dimension_range.get("dimension", "")
    if dimension not in {ROWS, COLUMNS}:
        refuse("dimension must be ROWS or COLUMNS.")
    count = tab.row_count if dimension == ROWS else tab.column_count
    span = Span(dimension_range.get("startIndex", 0), dimension_range.get("endIndex", count))
    if not 0 <= span.start < span.end:
        refuse(f"range.startIndex[{span.start}] must be less than range.endIndex[{span.end}].")
    if within and span.end > count:
        name = "row" if dimension == ROWS else "column"
        refuse(f"Cannot use {name} index {span.end - 1}: there are only {count} {name}s.")
    return tab, dimension, span


def strip(tab: Sheet, dimension: str, span: Span) -> Box:
    """Return the cells of some rows or columns."""
    if dimension == ROWS:
        return Box(span.start, span.end, 0, tab.column_count)
    return Box(0, tab.row_count, span.start, span.end)


def insert_dimension(edit: Edit, request: Json) -> Json:
    """Insert empty rows or columns that look like a neighbour."""
    dimension_range = request.get("range", {})
    if not {"startIndex", "endIndex"} <= set(dimension_range):
        refuse("Both the start and end indexes of the range must be set.")
    tab, dimension, span = span_of(edit, dimension_range, within=False)
    count = tab.row_count if dimension == ROWS else tab.column_count
    if span.start > count:
        refuse(f"Cannot insert at {dimension.lower()} index {span.start}: there are only {count}.")
    before = bool(request.get("inheritFromBefore"))
    if before and span.start == 0:
        refuse("inheritFromBefore cannot be true when inserting at index 0.")
    if span.start < count:
        guard(edit, tab, strip(tab, dimension, Span(span.start, span.start + 1)))
    neighbour = span.start - 1 if before or span.start == count else span.start
    insert(tab, dimension, span, neighbour)
    shifted(edit, tab, shifts.insertion(tab.id, dimension, span))
    return {}


def insert(tab: Sheet, dimension: str, span: Span, neighbour: int) -> None:
    """Make room in the cells."""
    if dimension == ROWS:
        blank = GridRow([bare(cell) for cell in tab.row(neighbour).cells])
        if span.start < len(tab.rows) or blank.cells:
            tab.rows.extend([EMPTY] * (span.start - len(tab.rows)))
            tab.rows[span.start : span.start] = [blank] * span.size
        tab.resize(rows=tab.row_count + span.size)
        return
    tab.rows = [widened(row, span, neighbour) for row in tab.rows]
    tab.resize(columns=tab.column_count + span.size)


def widened(row: GridRow, span: Span, neighbour: int) -> GridRow:
    """Make room in one row."""
    blank = bare(row.at(neighbour))
    if span.start >= len(row.cells) and blank is None:
        return row
    left = [*row.cells[: span.start], *[None] * (span.start - len(row.cells))]
    return GridRow([*left, *[blank] * span.size, *row.cells[span.start :]])


def bare(old: Cell | None) -> Cell | None:
    """Return an empty cell that looks like this one."""
    if old is None or old.trait is None:
        return None
    kept = {name: part for name, part in old.parts.items() if name in INHERITED}
    return cell(None, "", trait(kept))


def delete_dimension(edit: Edit, request: Json) -> Json:
    """Delete rows or columns with all that lies in them."""
    tab, dimension, span = span_of(edit, request.get("range", {}))
    count = tab.row_count if dimension == ROWS else tab.column_count
    if span.size >= count:
        refuse(f"You can't delete all the {dimension.lower()} on the sheet.")
    frozen = "frozenRowCount" if dimension == ROWS else "frozenColumnCount"
    grid = tab.properties["gridProperties"]
    still = grid.get(frozen, 0) - max(0, min(grid.get(frozen, 0), span.end) - span.start)
    if still and still >= count - span.size:
        refuse(f"Sorry, it is not possible to delete all non-frozen {dimension.lower()}.")
    guard(edit, tab, strip(tab, dimension, span))
    if still != grid.get(frozen, 0):
        tab.properties = {**tab.properties, "gridProperties": {**grid, frozen: still}}
    if dimension == ROWS:
        del tab.rows[span.start : span.end]
        tab.resize(rows=count - span.size)
    else:
        tab.rows = [narrowed(row, span) for row in tab.rows]
        tab.resize(columns=count - span.size)
    shifted(edit, tab, shifts.deletion(tab.id, dimension, span))
    return {}


def narrowed(row: GridRow, span: Span) -> GridRow:
    """Take columns out of one row."""
    if span.start >= len(row.cells):
        return row
    return GridRow([*row.cells[: span.start], *row.cells[span.end :]])


def move_dimension(edit: Edit, request: Json) -> Json:
    """Move rows or columns; what refers to them follows."""
    tab, dimension, span = span_of(edit, request.get("source", {}))
    target = request.get("destinationIndex", 0)
    count = tab.row_count if dimension == ROWS else tab.column_count
    if not 0 <= target <= count or span.start < target < span.end:
        refuse(f"Cannot move {dimension.lower()} to index {target}.")
    guard(edit, tab, strip(tab, dimension, Span(min(span.start, target), max(span.end, target))))
    shift = shifts.relocation(tab.id, dimension, span, target)
    order = sorted(range(count), key=lambda index: shift.index(index) or 0)
    if dimension == ROWS:
        tab.rows = [tab.row(index) for index in order]
    else:
        tab.rows = [
            GridRow([row.at(index) for index in order]) if row.cells else row for row in tab.rows
        ]
    shifted(edit, tab, shift)
    return {}


def shifted(edit: Edit, tab: Sheet, shift: shifts.Shift) -> None:
    """Move what lies on the tab, and what formulas refer to."""
    shifts.apply(edit.book, tab, shift)
    references.follow(edit.book, tab, shift)


def append_dimension(edit: Edit, request: Json) -> Json:
    """Add rows or columns at the end; they look like the last one."""
    tab = edit.tab(request.get("sheetId", 0))
    length, dimension = request.get("length", 0), request.get("dimension", "")
    if length < 1 or dimension not in {ROWS, COLUMNS}:
        refuse("length must be positive, and dimension ROWS or COLUMNS.")
    count = tab.row_count if dimension == ROWS else tab.column_count
    insert(tab, dimension, Span(count, count + length), count - 1)
    return {}


def update_dimension_properties(edit: Edit, request: Json) -> Json:
    """Hide, show or size rows or columns."""
    tab, dimension, span = span_of(edit, request.get("range", {}))
    lines = dict(tab.lines.get(dimension, {}))
    for index in range(span.start, span.end):
        lines[index] = masked(lines.get(index, {}), request.get("properties", {}), request)
    tab.lines[dimension] = lines
    return {}


def auto_resize(edit: Edit, request: Json) -> Json:
    """Fit columns to their contents; here that forgets their size."""
    tab, dimension, span = span_of(edit, request.get("dimensions", {}))
    tab.lines[dimension] = {
        index: {**line, "pixelSize": fitting(tab, dimension, index)}
        if span.start <= index < span.end
        else line
        for index, line in {
            **{index: {} for index in range(span.start, span.end)},
            **tab.lines.get(dimension, {}),
        }.items()
    }
    return {}


def fitting(tab: Sheet, dimension: str, index: int) -> int:
    """Return a size in pixels at which the longest plain value is read."""
    letter, margin, least, most, height = 7, 20, 40, 400, 21
    if dimension == ROWS:
        return height
    longest = max(
        (len(str(row.plain[index])) for row in tab.rows if index < len(row.plain)), default=0
    )
    return max(least, min(most, longest * letter + margin))


REQUESTS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "appendDimension": append_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
}
