"""A spreadsheet as Google's Spreadsheet resource."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.google.api.call import Call
from sandbox.google.sheets.evaluation import data_filters
from sandbox.google.sheets.evaluation.evaluate import ERRORS, link
from sandbox.google.sheets.evaluation.reading import Options, Reader
from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.edit import Box, clipped
from sandbox.google.sheets.grid.formatted import shown
from sandbox.google.sheets.grid.model import Cell, Json, Scalar, Sheet, Spreadsheet
from sandbox.google.sheets.requests.ranges import protected_range as told_protection
from sandbox.google.sheets.requests.tabs import sheet_properties

SIZES = {"ROWS": 21, "COLUMNS": 100}  # pixels of a line nobody has sized
DEFAULT_FORMAT = {
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {"fontFamily": "arial,sans,sans-serif", "fontSize": 10},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedFields:
    """Which part of a spreadsheet is asked for."""

    ranges: Sequence[str] = ()
    areas: Sequence[Area] = ()
    data: bool = False


def spreadsheet(book: Spreadsheet, call: Call, fields: RequestedFields) -> Json:
    """Return the resource; with ranges, only the tabs they lie on."""
    areas = [*(a1.parse(text, book) for text in fields.ranges), *fields.areas]
    tabs = [tab for tab in book.tabs if not areas or any(area.tab == tab.id for area in areas)]
    reader = Reader(book, call.now, Options())
    answer: Json = {
        "spreadsheetId": book.id,
        "properties": {**book.properties, "defaultFormat": DEFAULT_FORMAT},
        "sheets": [
            sheet(
                tab,
                reader,
                call,
                [area for area in areas if area.tab == tab.id]
                if fields.data and areas
                else [Area(tab=tab.id)]
                if fields.data
                else [],
            )
            for tab in tabs
        ],
        "spreadsheetUrl": f"{call.root}/spreadsheets/d/{book.id}/edit",
    }
    names = [named for named in book.names if named["range"] is not None]
    whole = [entry for entry in book.metadata if entry["location"].get("spreadsheet")]
    return {**answer, **filled(namedRanges=names, developerMetadata=whole)}


def filled(**lists: list[Json]) -> Json:
    """Leave out empty lists, as Google does."""
    return {name: items for name, items in lists.items() if items}


def sheet(tab: Sheet, reader: Reader, call: Call, areas: list[Area]) -> Json:
    """Return a Sheet."""
    book = reader.book
    things = dict(tab.things)
    things["protectedRanges"] = [
        told_protection(protected, call.account, book.owner)
        for protected in things.get("protectedRanges", [])
    ]
    things["developerMetadata"] = [
        entry
        for entry in book.metadata
        if entry["location"].get("locationType") == "SHEET"
        and entry["location"].get("sheetId") == tab.id
    ]
    data = [grid_data(tab, reader, area) for area in areas]
    answer: Json = {
        "properties": sheet_properties(book, tab),
        **filled(**things),
        **filled(data=data),
    }
    return {**answer, "basicFilter": tab.basic_filter} if tab.basic_filter else answer


def grid_data(tab: Sheet, reader: Reader, area: Area) -> Json:
    """Return the GridData of an area."""
    place = clipped(area, tab)
    rows = [
        {"values": values} if (values := cells(tab, reader, index, place)) else {}
        for index in range(place.top, min(place.bottom, len(tab.rows)))
    ]
    while rows and not rows[-1]:
        rows.pop()
    answer: Json = {
        "rowMetadata": lines(reader.book, tab, "ROWS", range(place.top, place.bottom)),
        "columnMetadata": lines(reader.book, tab, "COLUMNS", range(place.left, place.right)),
    }
    starts = {"startRow": place.top, "startColumn": place.left}
    return {**{name: at for name, at in starts.items() if at}, **filled(rowData=rows), **answer}


def lines(book: Spreadsheet, tab: Sheet, dimension: str, which: range) -> list[Json]:
    """Return the DimensionProperties of rows or columns."""
    properties = tab.lines.get(dimension, {})
    kind = "ROW" if dimension == "ROWS" else "COLUMN"
    entries: dict[int, list[Json]] = {}
    for entry in book.metadata:
        location = entry["location"]
        place = data_filters.place(location)
        if location["locationType"] == kind and place and place.tab == tab.id:
            start = location["dimensionRange"]["startIndex"]
            entries.setdefault(start, []).append(entry)
    return [
        {
            "pixelSize": SIZES[dimension],
            **properties.get(index, {}),
            **filled(developerMetadata=entries.get(index, [])),
        }
        for index in which
    ]


def cells(tab: Sheet, reader: Reader, index: int, place: Box) -> list[Json]:
    """Return the CellData of one row."""
    row = tab.rows[index]
    last = min(place.right, len(row.cells))
    return [
        cell_data(row.at(column), reader, tab, (index, column))
        for column in range(place.left, last)
    ]


def cell_data(cell: Cell | None, reader: Reader, tab: Sheet, place: tuple[int, int]) -> Json:
    """Return one CellData."""
    if cell is None:
        return {}
    value = reader.sums.value(tab, *place) if cell.formula else cell.value
    entered = {"formulaValue": cell.formula} if cell.formula else extended(value)
    answer: Json = {}
    if value is not None or cell.formula:
        answer["userEnteredValue"] = entered
        answer["effectiveValue"] = effective(value, is_formula=bool(cell.formula))
        answer["formattedValue"] = shown(value, cell.number_format, reader.locale)
    answer.update(cell.parts)
    if look := cell.parts.get("userEnteredFormat"):
        answer["effectiveFormat"] = {**DEFAULT_FORMAT, **look}
    if cell.formula and (target := link(cell.formula, reader.locale)):
        answer["hyperlink"] = target
    return answer


def extended(value: Scalar) -> Json:
    """Return an ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {} if value is None else {"numberValue": value}


def effective(value: Scalar, *, is_formula: bool) -> Json:
    """Return the ExtendedValue of what a cell comes to."""
    if is_formula and isinstance(value, str) and value in ERRORS:
        return {"errorValue": {"type": ERRORS[value], "message": value}}
    return extended(value)
