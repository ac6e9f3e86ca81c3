"""Rows that the program adds at the bottom of a tab: pre-numbered `Factures`, new `Envois`.

They are appended after the last row that holds anything, so they never overwrite one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workspace.columns.billing import INVOICES
from workspace.workbook.cells import Wire
from workspace.workbook.client import Json
from workspace.workbook.frame import WorkbookFrame
from workspace.workbook.headers import HeaderPositions
from workspace.workbook.projection import ProjectionProgress, ShownTab

SPARE = 500  # rows by which a full grid grows


def additions(
    frame: WorkbookFrame, seen: Iterable[ShownTab], want: ProjectionProgress
) -> list[Json]:
    """Return the requests that append what is not there yet."""
    requests = []
    for one in seen:
        rows = [] if one.problems else _missing(one, want)
        if rows:
            sheet_id = frame.sheet_id(one.tab)
            requests += [*_room(frame, one, len(rows)), appended(sheet_id, one.layout, rows)]
    return requests


def _missing(one: ShownTab, want: ProjectionProgress) -> list[Mapping[str, Wire]]:
    there = set(one.identities.values())
    if one.tab.grows:
        rows = want.cells.get(one.tab.title, {})
        return [values for identity, values in rows.items() if identity not in there]
    if one.tab is INVOICES:
        return [{INVOICES.key: key} for key in want.new_keys if f"{key}#1" not in there]
    return []


def appended(sheet_id: int, placed: HeaderPositions, rows: Sequence[Mapping[str, Wire]]) -> Json:
    """Return the request that adds rows after the last one, header → value."""
    width = max(placed.at[header] for row in rows for header in row) + 1
    headers = {index: header for header, index in placed.at.items()}
    cells = [
        {"values": [cell_data(row.get(headers.get(index, ""), "")) for index in range(width)]}
        for row in rows
    ]
    return {"appendCells": {"sheetId": sheet_id, "rows": cells, "fields": "userEnteredValue"}}


def cell_data(value: Wire) -> Json:
    """Return a cell of batchUpdate: a value as it is, never a formula."""
    if value == "" and isinstance(value, str):
        return {}
    if isinstance(value, str):
        return {"userEnteredValue": {"stringValue": value}}
    name = "boolValue" if isinstance(value, bool) else "numberValue"
    return {"userEnteredValue": {name: value}}


def _room(frame: WorkbookFrame, one: ShownTab, count: int) -> list[Json]:
    """Let a full grid grow first, with the lists, boxes and formats of its last row."""
    last, sheet_id = frame.row_count(one.tab), frame.sheet_id(one.tab)
    if len(one.grid) + count <= last:
        return []
    more = count + SPARE
    source = {"sheetId": sheet_id, "startRowIndex": last - 1, "endRowIndex": last}
    target = {"sheetId": sheet_id, "startRowIndex": last, "endRowIndex": last + more}
    grow = {"sheetId": sheet_id, "dimension": "ROWS", "length": more}
    return [
        {"appendDimension": grow},
        *(
            {"copyPaste": {"source": source, "destination": target, "pasteType": kind}}
            for kind in ("PASTE_FORMAT", "PASTE_DATA_VALIDATION")
        ),
    ]
