"""One tab as set-up finds it, and the requests that add what is missing there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from invoicing.texts.commands.set_up import WRITTEN_BY_PROGRAM
from workspace.columns.column import Column, Tab
from workspace.columns.columns import TABS
from workspace.setup.formats import (
    FILTERS,
    HEADER,
    area,
    colours,
    filter_view,
    folds,
    number_format,
    same_rule,
    validation,
    width,
)
from workspace.workbook.client import Json, Sheets
from workspace.workbook.frame import WorkbookFrame
from workspace.workbook.headers import Grid, HeaderPositions, layout
from workspace.workbook.texts import plain

LOOKS = (
    "sheets(properties(sheetId,title,gridProperties(columnCount)),protectedRanges(range),"
    "filterViews(title),conditionalFormats(ranges),"
    "data(rowData(values(note,dataValidation,userEnteredFormat(numberFormat)))))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TabState:
    """One tab as set-up finds it."""

    tab: Tab
    frame: WorkbookFrame
    sheet: Mapping[str, Any]  # Google's Sheet, with the cells of rows 1 and 2
    grid: Grid
    layout: HeaderPositions

    @property
    def sheet_id(self) -> int:
        """Its id."""
        return self.frame.sheet_id(self.tab)

    def cell(self, row: int, column: Column) -> Mapping[str, Any]:
        """Return what the cell of row 0 or 1 has besides its value."""
        (data,) = self.sheet.get("data", [{}])
        rows = data.get("rowData", ())
        values = rows[row].get("values", ()) if row < len(rows) else ()
        at = self.layout.at[column.header]
        cell: Mapping[str, Any] = values[at] if at < len(values) else {}
        return cell


def states(sheets: Sheets, spreadsheet_id: str, frame: WorkbookFrame) -> list[TabState]:
    """Read all tabs, in two requests."""
    tops = [f"'{tab.title}'!1:2" for tab in TABS]
    spreadsheet = sheets.get(spreadsheet_id, LOOKS, ranges=tops)
    by_title = {sheet["properties"]["title"]: sheet for sheet in spreadsheet["sheets"]}
    grids = sheets.values(spreadsheet_id, [_seen(tab) for tab in TABS])
    return [
        TabState(
            tab=tab, frame=frame, sheet=by_title[tab.title], grid=grid, layout=layout(tab, grid)
        )
        for tab, grid in zip(TABS, grids, strict=True)
    ]


def _seen(tab: Tab) -> str:
    """Return what to read of a tab: of the Journal only the top."""
    return f"'{tab.title}'!1:2" if tab.hidden else f"'{tab.title}'"


def missing_headers(state: TabState) -> tuple[list[str], list[Json]]:
    """Return the headers that are missing, and the requests that write them.

    A program column whose header was overwritten is known by its name; all others come new, to the
    right of everything.
    """
    missing = [column for column in state.tab.columns if column.header not in state.layout.at]
    end = max((len(row) for row in state.grid), default=0)
    changes: list[Json] = []
    for column in missing:
        at = _overwritten(state, column)
        if at is None:
            at, end = end, end + 1
        changes.append(_header(state.sheet_id, at, column))
    return [column.header for column in missing], [*_room(state, end), *changes]


def _overwritten(state: TabState, column: Column) -> int | None:
    named = state.frame.named(state.tab, column)
    if named is None or named.grid.get("sheetId", 0) != state.sheet_id:
        return None
    at = int(named.grid.get("startColumnIndex", 0))
    header = state.grid[0][at] if state.grid and at < len(state.grid[0]) else ""
    ours = {plain(each.header) for each in state.tab.columns}
    return None if plain(str(header)) in ours else at


def _room(state: TabState, end: int) -> list[Json]:
    there = int(state.sheet["properties"]["gridProperties"]["columnCount"])
    more = {"sheetId": state.sheet_id, "dimension": "COLUMNS", "length": end - there}
    return [{"appendDimension": more}] if end > there else []


def _header(sheet_id: int, at: int, column: Column) -> Json:
    cell = {"userEnteredValue": {"stringValue": column.header}, **HEADER}
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": at}
    rows = [{"values": [cell]}]
    fields = "userEnteredValue,userEnteredFormat"
    return {"updateCells": {"rows": rows, "fields": fields, "start": start}}


def looks(state: TabState, layouts: Mapping[str, HeaderPositions]) -> list[Json]:
    """Return what gives a tab its notes, formats, lists, colours, folds and filter views."""
    fresh = not any(state.cell(0, column).get("note") for column in state.tab.columns)
    requests = [change for c in state.tab.columns for change in _column_looks(state, layouts, c)]
    if fresh:
        requests += folds(state.layout, state.sheet_id)
    if not state.sheet.get("conditionalFormats"):
        requests += colours(state.layout, state.sheet_id)
    there = {view.get("title") for view in state.sheet.get("filterViews", ())}
    views = (title for title in FILTERS.get(state.tab.title, ()) if title not in there)
    requests += [filter_view(state.layout, state.sheet_id, title) for title in views]
    return requests


def _column_looks(
    state: TabState, layouts: Mapping[str, HeaderPositions], column: Column
) -> list[Json]:
    at = state.layout.at[column.header]
    below, below_cell = area(state.sheet_id, at), state.cell(1, column)
    requests: list[Json] = []
    if not state.cell(0, column).get("note"):  # a column just made, or one that lost its help
        requests += [_note(state.sheet_id, at, column), _width(state.sheet_id, at, column)]
    shape = number_format(column)
    if shape and not below_cell.get("userEnteredFormat", {}).get("numberFormat"):
        cell = {"userEnteredFormat": {"numberFormat": shape}}
        fields = "userEnteredFormat.numberFormat"
        requests.append({"repeatCell": {"range": below, "cell": cell, "fields": fields}})
    rule = validation(column, layouts)
    if rule and not same_rule(below_cell.get("dataValidation"), rule):
        requests.append({"setDataValidation": {"range": below, "rule": rule}})
    return requests


def _note(sheet_id: int, at: int, column: Column) -> Json:
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": at}
    rows = [{"values": [{"note": column.note}]}]
    return {"updateCells": {"rows": rows, "fields": "note", "start": start}}


def _width(sheet_id: int, at: int, column: Column) -> Json:
    columns = {"sheetId": sheet_id, "dimension": "COLUMNS"}
    span = {**columns, "startIndex": at, "endIndex": at + 1}
    properties = {"pixelSize": width(column)}
    change = {"range": span, "properties": properties, "fields": "pixelSize"}
    return {"updateDimensionProperties": change}


def protections(state: TabState, account: str) -> list[Json]:
    """Return what keeps people out of the program's tabs and columns."""
    there = [each.get("range", {}) for each in state.sheet.get("protectedRanges", ())]
    needed = _wanted_protections(state)
    return [
        _protect(grid, account) for grid in needed if not any(_is_same(grid, old) for old in there)
    ]


def _wanted_protections(state: TabState) -> Sequence[Json]:
    if state.tab.is_program:
        return [{"sheetId": state.sheet_id}]
    columns = [column for column in state.tab.columns if column.is_program]
    return [area(state.sheet_id, state.layout.at[c.header], top=0) for c in columns]


def _is_same(ours: Json, present: Mapping[str, Any]) -> bool:
    sides = ("startColumnIndex", "endColumnIndex")
    same = all(ours.get(side) == present.get(side) for side in sides)
    return same and not present.get("startRowIndex")


def _protect(grid: Json, account: str) -> Json:
    protected = {
        "range": grid,
        "description": WRITTEN_BY_PROGRAM,
        "warningOnly": False,
        "editors": {"users": [account]},
    }
    return {"addProtectedRange": {"protectedRange": protected}}
