"""Requests that write cells: update, append, repeat, set rules, find and replace."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sandbox.google.sheets.evaluation import validation
from sandbox.google.sheets.grid.cells import (
    check_columns,
    entered,
    fields,
    from_json,
    repaint,
    rewrite,
    width,
    write_block,
)
from sandbox.google.sheets.grid.edit import Box, Edit
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Cell, Json, Sheet, cell, data_end, trait


def update_cells(edit: Edit, request: Json) -> Json:
    """Write RowData into a range, clearing what it does not give, or from a start."""
    rows = request.get("rows", [])
    check_rules(edit, [data for row in rows for data in row.get("values", [])])
    if "range" in request:
        tab, place = edit.area(request["range"])
        if len(rows) > place.bottom - place.top:
            last = place.bottom - 1
            refuse(
                f"Attempting to write row: {place.bottom}, beyond the last requested row of: {last}"
            )
        if width(rows) > place.right - place.left:
            last = place.right - 1
            refuse(
                f"Attempting to write column: {place.right},"
                f" beyond the last requested column of: {last}"
            )
        write_block(edit, tab, place, request)
        return {}
    start = request.get("start") or refuse("Either range or start must be set.")
    tab = edit.tab(start.get("sheetId", 0))
    write_rows(edit, tab, (start.get("rowIndex", 0), start.get("columnIndex", 0)), request)
    return {}


def write_rows(edit: Edit, tab: Sheet, start: tuple[int, int], request: Json) -> None:
    """Write rows of any width; a cell that no row gives is left alone."""
    top, left = start
    rows, masks = request.get("rows", []), fields(request)
    check_columns(tab, left + width(rows))
    if top + len(rows) > tab.row_count:
        last = tab.row_count - 1
        refuse(
            f"Attempting to write row: {tab.row_count}, beyond the last requested row of: {last}"
        )
    for index, data in enumerate(rows, top):
        values = data.get("values", [])

        def change(
            old: Cell | None, row: int, column: int, values: list[Json] = values
        ) -> Cell | None:
            return from_json(values[column - left], masks, old)

        rewrite(edit, tab, Box(index, index + 1, left, left + len(values)), change)


def append_cells(edit: Edit, request: Json) -> Json:
    """Write rows after the last one with data, adding rows to the grid where needed.

    The fault "overwrite" plays two appends in flight at once: this one takes its place as it was
    before the one that came just before it, and so lands on it.
    """
    tab = edit.tab(request.get("sheetId", 0))
    rows = request.get("rows", [])
    check_rules(edit, [data for row in rows for data in row.get("values", [])])
    top = data_end(tab)
    if edit.fault == "overwrite" and tab.appended_at is not None:
        top = tab.appended_at
    tab.appended_at = top
    if top + len(rows) > tab.row_count:
        tab.resize(rows=top + len(rows))
    write_rows(edit, tab, (top, 0), request)
    return {}


def repeat_cell(edit: Edit, request: Json) -> Json:
    """Write one cell's fields all over a range."""
    tab, place = edit.area(request.get("range", {}))
    data, masks = request.get("cell", {}), fields(request)
    check_rules(edit, [data])
    repaint(edit, tab, place, lambda old: from_json(data, masks, old))
    return {}


def set_data_validation(edit: Edit, request: Json) -> Json:
    """Set or clear the rule of every cell of a range."""
    tab, place = edit.area(request.get("range", {}))
    rule = request.get("rule")
    check_rules(edit, [{"dataValidation": rule}])

    def change(old: Cell | None) -> Cell | None:
        before = old or Cell()
        return cell(before.value, before.formula, trait({**before.parts, "dataValidation": rule}))

    repaint(edit, tab, place, change)
    return {}


def check_rules(edit: Edit, cells: Iterable[Json]) -> None:
    """Refuse a data validation rule that Sheets would."""
    for data in cells:
        if data.get("dataValidation"):
            validation.check_rule(data["dataValidation"], edit)


def find_replace(edit: Edit, request: Json) -> Json:
    """Replace a text in a range, a tab or everywhere; what results is as if typed."""
    counts = {"occurrencesChanged": 0, "valuesChanged": 0, "formulasChanged": 0}
    rows: set[tuple[int, int]] = set()
    sought = pattern_of(request)
    swap = request.get("replacement", "")
    swap = re.sub(r"\$(\d)", r"\\\1", swap) if request.get("searchByRegex") else literal_text(swap)
    for tab, place in search_places(edit, request):

        def change(old: Cell | None, row: int, column: int, tab: Sheet = tab) -> Cell | None:
            text = searched(old, request)
            new, times = sought.subn(swap, text)
            if not text or not times:
                return old
            counts["occurrencesChanged"] += times
            counts["formulasChanged" if old and old.formula else "valuesChanged"] += 1
            rows.add((tab.id, row))
            return entered(edit, new, old)

        rewrite(edit, tab, place, change)
    changed = {**counts, "rowsChanged": len(rows), "sheetsChanged": len({tab for tab, _ in rows})}
    return {"findReplace": {name: count for name, count in changed.items() if count}}


def literal_text(text: str) -> str:
    """Return a replacement in which nothing is special."""
    return text.replace("\\", r"\\")


def pattern_of(request: Json) -> re.Pattern[str]:
    """Return what is looked for."""
    find = request.get("find") or refuse("find must be set.")
    text = find if request.get("searchByRegex") else re.escape(find)
    text = rf"\A(?:{text})\Z" if request.get("matchEntireCell") else text
    try:
        return re.compile(text, re.NOFLAG if request.get("matchCase") else re.IGNORECASE)
    except re.error:
        return refuse(f"Invalid regular expression: {find}")


def search_places(edit: Edit, request: Json) -> list[tuple[Sheet, Box]]:
    """Return where to look: exactly one of range, sheetId and allSheets."""
    if "range" in request:
        return [edit.area(request["range"])]
    tabs = edit.book.tabs if request.get("allSheets") else [edit.tab(request.get("sheetId", 0))]
    return [(tab, Box(0, len(tab.rows), 0, tab.column_count)) for tab in tabs]


def searched(old: Cell | None, request: Json) -> str:
    """Return the text of a cell that may be searched, empty when it may not."""
    if old is None or isinstance(old.value, bool):
        return ""
    if old.formula:
        return old.formula if request.get("includeFormulas") else ""
    return "" if old.value is None else str(old.value)


REQUESTS = {
    "updateCells": update_cells,
    "appendCells": append_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_data_validation,
    "findReplace": find_replace,
}
