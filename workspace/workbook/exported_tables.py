"""The port ``Tables``: rows of people's tabs taken out as they stand, and typed back.

All our columns are taken, the program's too; the user's own columns are left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from gspread.http_client import HTTPClient

from invoicing.values.problems import Problem, Source
from jobs.ports import Refused, Shape, Table, Value
from workspace.columns.column import Column, Kind, Tab
from workspace.columns.columns import BY_TITLE, PEOPLES
from workspace.columns.program import TRANSMISSIONS
from workspace.workbook.cells import is_empty, written_back
from workspace.workbook.client import Json, Sheets
from workspace.workbook.frame import FIELDS, book_of
from workspace.workbook.headers import Grid, HeaderPositions, layout, letters
from workspace.workbook.rows import find

TAKEN = (*PEOPLES, TRANSMISSIONS)
SHAPES = {Kind.AMOUNT: Shape.AMOUNT, Kind.DATE: Shape.DATE, Kind.MOMENT: Shape.MOMENT}
SPARE = 500  # rows by which a full grid grows


class Tables:
    """Rows of the workbook on Google Sheets: ``of`` 1 request, ``type_back`` 3 or 4."""

    def __init__(self, client: HTTPClient, spreadsheet_id: str) -> None:
        self._sheets = Sheets(client)
        self._id = spreadsheet_id

    def of(self, keys: Mapping[str, Collection[str]]) -> Sequence[Table]:
        """Return the rows with those identities."""
        grids = self._grids()
        return [_table(tab, grid, keys.get(tab.title, ())) for tab, grid in grids.items()]

    def type_back(self, tables: Sequence[Table]) -> None:
        """Type the tables in RAW: no text becomes a formula."""
        grids = self._grids()
        for tab, grid in grids.items():
            if any(not row.free for row in find(_placed(tab, grid), grid)):
                place = Source(tab=tab.title)
                problem = Problem(code="not-empty", source=place)
                raise Refused("the workbook holds rows", problems=[problem])
        existing = [(BY_TITLE[each.title], each) for each in tables if each.title in BY_TITLE]
        self._make_room(existing)
        typed = [cells for tab, table in existing for cells in _typed(tab, grids[tab], table)]
        if typed:
            self._sheets.write(self._id, typed)

    def _grids(self) -> dict[Tab, Grid]:
        names = [f"'{tab.title}'" for tab in TAKEN]
        return dict(zip(TAKEN, self._sheets.values(self._id, names), strict=True))

    def _make_room(self, existing: Sequence[tuple[Tab, Table]]) -> None:
        frame = book_of(self._sheets.get(self._id, FIELDS))
        grown = [
            {"appendDimension": {"sheetId": frame.sheet_id(tab), "dimension": "ROWS",
                                 "length": len(table.rows) + SPARE}}
            for tab, table in existing
            if len(table.rows) + 1 > frame.row_count(tab)
        ]  # fmt: skip
        if grown:
            self._sheets.change(self._id, grown)


def _placed(tab: Tab, grid: Grid) -> HeaderPositions:
    placed = layout(tab, grid)
    if placed.problems:
        raise Refused("workbook: headers", problems=placed.problems)
    return placed


def _table(tab: Tab, grid: Grid, keys: Collection[str]) -> Table:
    placed = _placed(tab, grid)
    rows = (filled.row for filled in find(placed, grid) if filled.identity in keys)
    return Table(
        title=tab.title,
        headers=tuple(column.header for column in tab.columns),
        shapes=tuple(SHAPES.get(column.kind, Shape.PLAIN) for column in tab.columns),
        rows=tuple(tuple(_value(placed, row, column) for column in tab.columns) for row in rows),
    )


def _value(placed: HeaderPositions, row: Sequence[Value], column: Column) -> Value:
    raw = placed.raw(row, column)
    return None if is_empty(raw) else raw


def _typed(tab: Tab, grid: Grid, table: Table) -> list[Json]:
    """The columns of a table, from the second row on; pre-numbered keys below them are emptied."""
    placed = _placed(tab, grid)
    ranges = []
    for header, values in zip(table.headers, zip(*table.rows, strict=True), strict=False):
        if header not in placed.at:
            continue
        cells = [[written_back(value)] for value in values]
        if tab.is_numbered and header == tab.key:
            cells += [[""]] * max(len(grid) - 1 - len(cells), 0)
        name = letters(placed.at[header])
        ranges.append({"range": f"'{tab.title}'!{name}2:{name}{len(cells) + 1}", "values": cells})
    return ranges
