"""Requests that move contents about: copyPaste, cutPaste, sortRange."""

from __future__ import annotations

from sandbox.google.sheets.evaluation.evaluate import Sums, order
from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.cells import area_of, rewrite
from sandbox.google.sheets.grid.edit import Box, Edit, beyond, guard
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Cell, Json, Sheet, Trait, cell, trait
from sandbox.google.sheets.grid.shifts import Span

Block = list[list[Cell | None]]


def copy_paste(edit: Edit, request: Json) -> Json:
    """Copy a range over another, again and again where that is larger."""
    source, place = edit.area(request.get("source", {}))
    block = [
        [source.row(row).at(column) for column in range(place.left, place.right)]
        for row in range(place.top, place.bottom)
    ]
    if request.get("pasteOrientation") == "TRANSPOSE":
        block = [list(column) for column in zip(*block, strict=True)]
    area = a1.from_grid(request.get("destination", {}))
    tab = edit.tab(area.tab)
    spot = Box(area.top or 0, area.bottom or 0, area.left or 0, area.right or 0)
    high, wide = len(block), len(block[0])
    target = spot._replace(
        bottom=spot.top + high * max(1, (spot.bottom - spot.top) // high),
        right=spot.left + wide * max(1, (spot.right - spot.left) // wide),
    )
    paste(edit, tab, target, (block, request.get("pasteType", "PASTE_NORMAL")))
    return {}


def paste(edit: Edit, tab: Sheet, place: Box, what: tuple[Block, str]) -> None:
    """Write a block all over a rectangle, which must lie inside the grid."""
    block, kind = what
    if place.bottom > tab.row_count or place.right > tab.column_count:
        beyond(area_of(tab, place), tab)

    def change(old: Cell | None, row: int, column: int) -> Cell | None:
        line = block[(row - place.top) % len(block)]
        return pasted(line[(column - place.left) % len(line)], old, kind)

    rewrite(edit, tab, place, change)


def pasted(new: Cell | None, old: Cell | None, kind: str) -> Cell | None:
    """Return a cell pasted over another, in whole or in part."""
    new, old = new or Cell(), old or Cell()
    match kind:
        case "PASTE_VALUES" | "PASTE_FORMULA":
            return cell(new.value, new.formula, old.trait)
        case "PASTE_FORMAT" | "PASTE_CONDITIONAL_FORMATTING":
            return cell(old.value, old.formula, part_of(new, old, "userEnteredFormat"))
        case "PASTE_DATA_VALIDATION":
            return cell(old.value, old.formula, part_of(new, old, "dataValidation"))
        case _:
            return cell(new.value, new.formula, new.trait)


def part_of(new: Cell, old: Cell, name: str) -> Trait | None:
    """Return the old cell's look with one part of the new one's."""
    return trait({**old.parts, name: new.parts.get(name)})


def cut_paste(edit: Edit, request: Json) -> Json:
    """Move a range; its old place is left empty."""
    tab, place = edit.area(request.get("source", {}))
    block = [
        [tab.row(row).at(column) for column in range(place.left, place.right)]
        for row in range(place.top, place.bottom)
    ]
    rewrite(edit, tab, place, lambda _old, _row, _column: None)
    spot = request.get("destination", {})
    target = edit.tab(spot.get("sheetId", 0))
    top, left = spot.get("rowIndex", 0), spot.get("columnIndex", 0)
    landing = Box(top, top + len(block), left, left + len(block[0]))
    paste(edit, target, landing, (block, request.get("pasteType", "PASTE_NORMAL")))
    return {}


def sort_range(edit: Edit, request: Json) -> Json:
    """Sort the rows of a range; whole cells move, developer metadata does not."""
    tab, place = edit.area(request.get("range", {}))
    sort(edit, tab, place, request.get("sortSpecs", []))
    return {}


def sort(edit: Edit, tab: Sheet, place: Box, specs: list[Json]) -> None:
    """Sort rows: numbers, then texts, then booleans; empty cells last, whichever the order."""
    guard(edit, tab, place)
    columns = Span(place.left, place.right)
    sums = Sums(edit.book, edit.locale, edit.today)
    rows = list(range(place.top, min(place.bottom, len(tab.rows))))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not columns.start <= column < columns.end:
            refuse(f"Sort column {column} is outside the range.")
        values = {row: sums.value(tab, row, column) for row in rows}
        full = [row for row in rows if values[row] is not None]
        full.sort(
            key=lambda row, values=values: order(values[row]),
            reverse=spec.get("sortOrder") == "DESCENDING",
        )
        rows = full + [row for row in rows if values[row] is None]
    cut = [[tab.rows[row].at(column) for column in range(*columns)] for row in rows]
    for index, cells in enumerate(cut, place.top):
        tab.put_row(index, tab.row(index).put(place.left, cells))


REQUESTS = {"copyPaste": copy_paste, "cutPaste": cut_paste, "sortRange": sort_range}
