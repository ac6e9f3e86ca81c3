"""Requests about the lines between cells: merges and borders."""

from __future__ import annotations

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.cells import rewrite
from sandbox.google.sheets.grid.edit import Box, Edit, box, overlaps
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Cell, Json, cell, trait


def merge_cells(edit: Edit, request: Json) -> Json:
    """Merge cells; only the first of each keeps its value."""
    tab, place = edit.area(request.get("range", {}))
    merges = tab.things.setdefault("merges", [])
    if any(overlaps(a1.from_grid(merge), tab, place) for merge in merges):
        refuse("You must select all cells in a merged range to merge or unmerge them.")
    for part in merged_boxes(place, request.get("mergeType", "MERGE_ALL")):
        first = (part.top, part.left)

        def change(
            old: Cell | None, row: int, column: int, first: tuple[int, int] = first
        ) -> Cell | None:
            keep = old is None or (row, column) == first
            return old if keep else cell(None, "", old.trait if old else None)

        rewrite(edit, tab, part, change)
        area = a1.Area(
            tab=tab.id, top=part.top, bottom=part.bottom, left=part.left, right=part.right
        )
        merges.append(a1.to_grid(area))
    return {}


def merged_boxes(place: Box, kind: str) -> list[Box]:
    """Return the rectangles that become one cell each."""
    if kind == "MERGE_COLUMNS":
        columns = range(place.left, place.right)
        return [place._replace(left=column, right=column + 1) for column in columns]
    if kind == "MERGE_ROWS":
        rows = range(place.top, place.bottom)
        return [place._replace(top=row, bottom=row + 1) for row in rows]
    return [place]


def unmerge_cells(edit: Edit, request: Json) -> Json:
    """Take merged cells apart; the range must hold each of them whole."""
    tab, place = edit.area(request.get("range", {}))
    left = []
    for merge in tab.things.get("merges", []):
        bounds = box(a1.from_grid(merge), tab)
        whole = (
            place.top <= bounds.top
            and bounds.bottom <= place.bottom
            and place.left <= bounds.left
            and bounds.right <= place.right
        )
        if not overlaps(a1.from_grid(merge), tab, place):
            left.append(merge)
        elif not whole:
            refuse("You must select all cells in a merged range to merge or unmerge them.")
    tab.things["merges"] = left
    return {}


def update_borders(edit: Edit, request: Json) -> Json:
    """Draw borders: outer ones on the edge cells, inner ones between."""
    tab, place = edit.area(request.get("range", {}))

    def change(old: Cell | None, row: int, column: int) -> Cell | None:
        edges = {
            "top": "top" if row == place.top else "innerHorizontal",
            "bottom": "bottom" if row == place.bottom - 1 else "innerHorizontal",
            "left": "left" if column == place.left else "innerVertical",
            "right": "right" if column == place.right - 1 else "innerVertical",
        }
        drawn = {side: request[name] for side, name in edges.items() if name in request}
        parts = old.parts if old else {}
        look = parts.get("userEnteredFormat", {})
        new = {**look, "borders": {**look.get("borders", {}), **drawn}} if drawn else look
        bordered = trait({**parts, "userEnteredFormat": new})
        return cell(old.value if old else None, old.formula if old else "", bordered)

    rewrite(edit, tab, place, change)
    return {}


REQUESTS = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "updateBorders": update_borders,
}
