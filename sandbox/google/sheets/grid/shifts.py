"""How everything that has a place on a tab moves with rows and columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sandbox.google.sheets.grid.model import GridRow, Json, Sheet, Spreadsheet

SIDES = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}
Ends = tuple[int | None, int | None]


class Span(NamedTuple):
    """Some rows or columns, end excluded."""

    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Shift:
    """One insertion, deletion or move along one dimension of one tab."""

    tab: int
    dimension: str  # "ROWS", "COLUMNS"
    ends: Callable[[int | None, int | None], Ends | None]  # None: nothing is left
    index: Callable[[int], int | None]  # where one row or column goes; None: it is deleted


def insertion(tab: int, dimension: str, span: Span) -> Shift:
    """Rows or columns come at ``span``."""

    def index(at: int) -> int:
        return at + span.size if at >= span.start else at

    def ends(start: int | None, end: int | None) -> Ends:
        new_start = None if start is None else index(start)
        new_end = None if end is None else end + (span.size if end > span.start else 0)
        return new_start, new_end

    return Shift(tab, dimension, ends, index)


def deletion(tab: int, dimension: str, span: Span) -> Shift:
    """Rows or columns go."""

    def before(at: int) -> int:
        return at - max(0, min(at, span.end) - span.start)

    def index(at: int) -> int | None:
        return None if span.start <= at < span.end else before(at)

    def ends(start: int | None, end: int | None) -> Ends | None:
        new_start = None if start is None else before(start)
        new_end = None if end is None else before(end)
        return None if new_end is not None and new_end <= (new_start or 0) else (new_start, new_end)

    return Shift(tab, dimension, ends, index)


def relocation(tab: int, dimension: str, span: Span, target: int) -> Shift:
    """Rows or columns move to ``target``, counted as they stood before.

    A range that lies wholly in them goes along; any other keeps the cells that stay.
    """
    landing = target - span.size if target > span.start else target
    away = deletion(tab, dimension, span)
    back = insertion(tab, dimension, Span(landing, landing + span.size))

    def index(at: int) -> int:
        left = away.index(at)
        if left is None:
            return at - span.start + landing
        return back.index(left) or 0

    def ends(start: int | None, end: int | None) -> Ends | None:
        if start is not None and end is not None and span.start <= start and end <= span.end:
            return start - span.start + landing, end - span.start + landing
        left = away.ends(start, end)
        return left and back.ends(*left)

    return Shift(tab, dimension, ends, index)


def moved_grid(grid: Json, shift: Shift) -> Json | None:
    """Move a GridRange; None if nothing of it is left."""
    if grid.get("sheetId", 0) != shift.tab:
        return grid
    start, end = SIDES[shift.dimension]
    ends = shift.ends(grid.get(start), grid.get(end))
    if ends is None:
        return None
    kept = {name: value for name, value in grid.items() if name not in {start, end}}
    new = {name: value for name, value in zip((start, end), ends, strict=True) if value is not None}
    return {**kept, **new}


def moved_lines(line_range: Json, shift: Shift) -> Json | None:
    """Move a DimensionRange."""
    if line_range.get("sheetId", 0) != shift.tab or line_range.get("dimension") != shift.dimension:
        return line_range
    ends = shift.ends(line_range.get("startIndex"), line_range.get("endIndex"))
    return None if ends is None else {**line_range, "startIndex": ends[0], "endIndex": ends[1]}


def moved_thing(kind: str, thing: Json, shift: Shift) -> Json | None:
    """Move what lies on a tab: a merge, a protection, a filter view, a group."""
    if kind == "merges":
        return moved_grid(thing, shift)
    move = moved_lines if kind.endswith("Groups") else moved_grid
    moved = dict(thing)
    for name in ("ranges", "unprotectedRanges"):
        if name in thing:
            grids = [move(grid, shift) for grid in thing[name]]
            moved[name] = [grid for grid in grids if grid is not None]
    if "range" in thing:
        moved["range"] = move(thing["range"], shift)
        return moved if moved["range"] is not None else None
    return moved if moved.get("ranges", [True]) else None


def apply(book: Spreadsheet, tab: Sheet, shift: Shift) -> None:
    """Move everything but the cells themselves."""
    for kind, things in tab.things.items():
        moved = (moved_thing(kind, thing, shift) for thing in things)
        tab.things[kind] = [thing for thing in moved if thing is not None]
    if tab.basic_filter:
        tab.basic_filter = moved_thing("basicFilter", tab.basic_filter, shift)
    lines = tab.lines.get(shift.dimension, {})
    places = [(shift.index(index), line) for index, line in lines.items()]
    tab.lines[shift.dimension] = {index: line for index, line in places if index is not None}
    book.names = [
        {**named, "range": named["range"] and moved_grid(named["range"], shift)}
        for named in book.names
    ]
    entries = ((entry, moved_location(entry["location"], shift)) for entry in book.metadata)
    book.metadata = [{**entry, "location": place} for entry, place in entries if place is not None]


def moved_location(location: Json, shift: Shift) -> Json | None:
    """Move the place of developer metadata; it goes with its row or column."""
    if "dimensionRange" not in location:
        return location
    moved = moved_lines(location["dimensionRange"], shift)
    return None if moved is None else {**location, "dimensionRange": moved}


def cut_rows(book: Spreadsheet, tab: Sheet, before: tuple[int, int]) -> None:
    """Drop what lies beyond a grid that has become smaller than it was."""
    tab.rows = [row_until(row, tab.column_count) for row in tab.rows[: tab.row_count]]
    for dimension, now, old in (
        ("ROWS", tab.row_count, before[0]),
        ("COLUMNS", tab.column_count, before[1]),
    ):
        if now < old:
            apply(book, tab, deletion(tab.id, dimension, Span(now, old)))


def row_until(row: GridRow, columns: int) -> GridRow:
    """Return the part of a row inside the grid."""
    return row if len(row.cells) <= columns else GridRow(row.cells[:columns])
