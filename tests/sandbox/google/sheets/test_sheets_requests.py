from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.clients import Client
from tests.sandbox.google.sheets.grids import Grid, lines, new_grid, row_data, span


@pytest.fixture
def grid(agency: Client) -> Grid:
    return new_grid(agency, "fr_FR", "Factures", "Journal")


def named(name: str, **where: int) -> dict[str, Any]:
    return {"addNamedRange": {"namedRange": {"name": name, "range": where}}}


def append(*rows: list[Any]) -> dict[str, Any]:
    return {"appendCells": {"sheetId": 1, "rows": row_data(*rows), "fields": "userEnteredValue"}}


def ranges(grid: Grid) -> dict[str, Any]:
    found = grid.get("namedRanges").get("namedRanges", [])
    return {entry["name"]: entry["range"] for entry in found}


def test_a_batch_is_applied_whole_or_not_at_all(grid: Grid) -> None:
    said = grid.refusal(append(["x"]), {"addSheet": {"properties": {"title": "Journal"}}})
    assert said == (
        'Invalid requests[1].addSheet: A sheet with the name "Journal" already exists.'
        " Please enter another name."
    )
    assert grid.values("Journal") == []


def test_appended_cells_land_after_the_last_data_and_grow_the_grid(grid: Grid) -> None:
    grid.type_in("Journal!C998", [["x"]])
    grid.batch(append(["a"], ["b"], ["c"], ["d"]))
    assert grid.values("Journal!A999:A1002") == [["a"], ["b"], ["c"], ["d"]]
    properties = grid.get("sheets.properties")["sheets"][1]["properties"]
    assert properties["gridProperties"]["rowCount"] == 1002


def test_appended_cells_do_not_widen_the_grid(grid: Grid) -> None:
    assert grid.refusal(append([*range(27)])) == (
        "Invalid requests[0].appendCells: Attempting to write column: 26,"
        " beyond the last requested column of: 25"
    )


def test_two_appends_in_flight_overwrite_each_other(
    grid: Grid, control: Callable[..., Any]
) -> None:
    grid.batch(append(["one"]))
    grid.batch(append(["two"], ["three"]))
    fault = {"kind": "overwrite", "method": "sheets.spreadsheets.batchUpdate"}
    control("POST", "/sandbox/faults", [fault])
    grid.batch(append(["lost"]))
    assert grid.values("Journal!A:A") == [["one"], ["lost"], ["three"]]


def test_updated_cells_clear_what_the_range_has_more(grid: Grid) -> None:
    grid.type_in("A1", [["a", "b"], ["c", "d"]])
    where = span(0, 0, 2, 0, 2)
    rows = row_data(["x"])
    grid.batch({"updateCells": {"range": where, "rows": rows, "fields": "userEnteredValue"}})
    assert grid.values("A1:B2") == [["x"]]


def test_updated_cells_from_a_start_leave_the_rest(grid: Grid) -> None:
    grid.type_in("A1", [["a", "b"], ["c", "d"]])
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [{"note": "voir", "userEnteredValue": {"stringValue": "x"}}]}]
    grid.batch({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,note"}})
    assert grid.values("A1:B2") == [["x", "b"], ["c", "d"]]
    data = grid.get(includeGridData="true", ranges=["Factures!A1:B1"])["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["note"] == "voir"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"deleteSheet": {"sheetId": 9}}, "No sheet with id: 9"),
        ({"clearBasicFilter": {"sheetId": 9}}, "No grid with id: 9"),
        ({"deleteNamedRange": {"namedRangeId": "x"}}, "No NamedRange with id: x"),
        ({"repeatCell": {"range": span(0, 0, 1, 0, 1), "cell": {}}}, "At least one field"),
        (
            {"repeatCell": {"range": span(0, 0, 1, 0, 1), "cell": {}, "fields": "note,nope.x"}},
            "Invalid requests[0].repeatCell: Invalid field: nope.x",
        ),
        (
            {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 3}}},
            "must be set",
        ),
        (
            {"mergeCells": {"range": span(0, 0, 1001, 0, 1)}},
            "Range (Factures!A1:A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1000}},
                    "fields": "gridProperties.frozenRowCount",
                }
            },
            "can't freeze",
        ),
        ({"deleteDimension": {"range": lines("ROWS", 0, 1000)}}, "can't delete all"),
        (
            {
                "updateSpreadsheetProperties": {
                    "properties": {"timeZone": "Europe/Paname"},
                    "fields": "timeZone",
                }
            },
            "Invalid time zone",
        ),
    ],
)
def test_what_google_refuses_is_refused(grid: Grid, request_: Any, said: str) -> None:
    assert said in grid.refusal(request_)


def test_a_named_column_moves_with_its_column_and_stays_whole(grid: Grid) -> None:
    grid.batch(named("statut", sheetId=1, startColumnIndex=3, endColumnIndex=4))
    grid.batch(
        {"insertDimension": {"range": lines("COLUMNS", 1, 3, 1)}},
        {"insertDimension": {"range": lines("ROWS", 0, 5, 1)}},
    )
    assert ranges(grid) == {"statut": {"sheetId": 1, "startColumnIndex": 5, "endColumnIndex": 6}}
    source = lines("COLUMNS", 5, 6, 1)
    grid.batch({"moveDimension": {"source": source, "destinationIndex": 0}})
    assert ranges(grid)["statut"]["startColumnIndex"] == 0


def test_the_name_of_a_deleted_column_is_invisible_and_taken(grid: Grid) -> None:
    grid.batch(named("statut", startColumnIndex=3, endColumnIndex=4))
    grid.batch({"deleteDimension": {"range": lines("COLUMNS", 3, 4)}})
    assert ranges(grid) == {}
    assert grid.refusal(named("Statut", startColumnIndex=1, endColumnIndex=2)) == (
        "Invalid requests[0].addNamedRange: Cannot add named range with name: Statut,"
        " a named range with that name already exists."
    )


def test_a_protected_range_stops_all_but_its_editors_and_the_owner(
    grid: Grid, connect: Callable[..., Client], agency: Client
) -> None:
    for who in ("aide@example.org", "chef@example.org"):
        connect(who)
        body = {"type": "user", "role": "writer", "emailAddress": who}
        agency.drive.permissions().create(fileId=grid.id, body=body).execute()
    protected = {
        "range": {"sheetId": 1, "startColumnIndex": 0, "endColumnIndex": 2},
        "editors": {"users": ["chef@example.org"]},
    }
    reply = grid.batch({"addProtectedRange": {"protectedRange": protected}})[0]
    assert reply["addProtectedRange"]["protectedRange"]["requestingUserCanEdit"]
    helper = Grid(connect("aide@example.org"), grid.id)
    assert "protected cell" in helper.refusal(append(["x"]))
    assert "protected" in helper.refusal(
        {"deleteDimension": {"range": lines("ROWS", 0, 1, 1)}},
    )
    helper.type_in("Journal!C1", [["libre"]])
    Grid(connect("chef@example.org"), grid.id).type_in("Journal!A1", [["permis"]])
    grid.type_in("Journal!B1", [["permis"]])
    assert grid.values("Journal!A1:C1") == [["permis", "permis", "libre"]]


def test_a_sort_moves_whole_rows_of_the_range_and_empty_cells_last(grid: Grid) -> None:
    grid.type_in("A1", [["b", 2], ["", 9], ["a", 1], [3, 0]])
    specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    grid.batch({"sortRange": {"range": span(0, 0, 4, 0, 2), "sortSpecs": specs}})
    assert grid.values("A1:B4") == [[3, 0], ["a", 1], ["b", 2], ["", 9]]


def test_rows_move_and_come_back(grid: Grid) -> None:
    grid.type_in("A1", [["a"], ["b"], ["c"], ["d"]])
    grid.batch({"moveDimension": {"source": lines("ROWS", 0, 2), "destinationIndex": 3}})
    assert grid.values("A1:A4") == [["c"], ["a"], ["b"], ["d"]]
    grid.batch({"moveDimension": {"source": lines("ROWS", 1, 3), "destinationIndex": 0}})
    assert grid.values("A1:A4") == [["a"], ["b"], ["c"], ["d"]]


def test_an_inserted_row_looks_like_its_neighbour(grid: Grid) -> None:
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    grid.batch({"setDataValidation": {"range": span(0, 1, 2, 0, 1), "rule": rule}})
    where = lines("ROWS", 2, 3)
    grid.batch({"insertDimension": {"range": where, "inheritFromBefore": True}})
    data = grid.get("sheets.data.rowData", ranges=["Factures!A3"])["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["dataValidation"] == rule


def test_found_text_is_replaced(grid: Grid) -> None:
    grid.type_in("A1", [["un chat, un chien", "rien"], ["UN", 1]])
    sought = {"find": "un", "replacement": "deux", "allSheets": True}
    (reply,) = grid.batch({"findReplace": sought})
    assert reply["findReplace"]["occurrencesChanged"] == 3
    assert grid.values("A1:B2") == [["deux chat, deux chien", "rien"], ["deux", 1]]


def test_cells_are_copied_and_cut(grid: Grid) -> None:
    grid.type_in("A1", [["a", "b"]])
    source, target = span(0, 0, 1, 0, 2), span(0, 1, 3, 0, 2)
    grid.batch({"copyPaste": {"source": source, "destination": target}})
    assert grid.values("A1:B3") == [["a", "b"]] * 3
    spot = {"sheetId": 1, "rowIndex": 4, "columnIndex": 1}
    grid.batch({"cutPaste": {"source": source, "destination": spot}})
    assert grid.values("A1:B1") == []
    assert grid.values("Journal!B5:C5") == [["a", "b"]]


def test_a_duplicated_tab_has_the_cells_and_ids_of_its_own(grid: Grid) -> None:
    grid.type_in("A1", [["x"]])
    grid.batch({"addFilterView": {"filter": {"range": span(0, 0, 9, 0, 9)}}})
    copy = {"sourceSheetId": 0, "newSheetName": "Copie", "newSheetId": 5}
    grid.batch({"duplicateSheet": copy})
    grid.type_in("Copie!B1", [["y"]])
    assert grid.values("Factures!A1:B1") == [["x"]]
    assert grid.values("Copie!A1:B1") == [["x", "y"]]
    views = [sheet.get("filterViews", [{}])[0] for sheet in grid.get()["sheets"]]
    assert views[0]["filterViewId"] != views[1]["filterViewId"]
    assert views[1]["range"]["sheetId"] == 5


def test_a_tab_is_copied_into_another_spreadsheet(grid: Grid, agency: Client) -> None:
    grid.type_in("A1", [["x"]])
    other = new_grid(agency)
    grid.ask("POST", "/sheets/0:copyTo", {"destinationSpreadsheetId": other.id})
    grid.type_in("A1", [["changed"]])
    assert other.values("'Copie de Factures'!A1") == [["x"]]
