from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.http_client import HTTPClient
from gspread.utils import ValueInputOption
from requests import Response

from tests.sandbox.clients import Client
from tests.sandbox.google.sheets.grids import Grid, Refusal, lines, new_grid, span


@pytest.fixture
def grid(agency: Client) -> Grid:
    return new_grid(agency, "fr_FR", "Factures", "Lignes")


def message(grid: Grid, place: str, rows: list[list[object]]) -> str:
    with pytest.raises(Refusal) as caught:
        grid.type_in(place, rows)
    assert caught.value.status == 400
    return str(caught.value.message)


def test_gspread_creates_writes_and_reads(agency: Client, grid: Grid) -> None:
    class Here(HTTPClient):
        def request(self, method: str, endpoint: str, *rest: Any, **named: Any) -> Response:
            path = endpoint.partition(".com")[2]
            return super().request(method, agency.url + path, *rest, **named)

    client = gspread.Client(auth=agency.credentials, session=agency.session, http_client=Here)
    sheet = client.open_by_key(grid.id).worksheet("Factures")
    sheet.append_row(["F-1", 12.5], value_input_option=ValueInputOption.raw)
    sheet.append_row(["F-2", "12,5"], value_input_option=ValueInputOption.user_entered)
    assert sheet.get_all_values() == [["F-1", "12,5"], ["F-2", "12,5"]]
    found = sheet.find("F-2")
    assert found is not None
    assert found.address == "A2"


def test_typed_values_become_what_the_french_mean(grid: Grid) -> None:
    grid.type_in("A1", [["24/11/2026", "5 %", "VRAI", "12,5", "=B1*100", "Ada"]])
    assert grid.values("A1:F1") == [[46350, 0.05, True, 12.5, 5, "Ada"]]
    assert grid.values("A1:F1", "FORMATTED_VALUE") == [
        ["24/11/2026", "5%", "VRAI", "12,5", "5", "Ada"]
    ]
    assert grid.values("A1:F1", "FORMULA")[0][4] == "=B1*100"
    text = grid.values("A1:B1", dateTimeRenderOption="FORMATTED_STRING")
    assert text == [["24/11/2026", 0.05]]


def test_raw_values_stay_what_they_are(grid: Grid) -> None:
    grid.type_in("A1", [["24/11/2026", "=A1", "012", 12.5, 3.0, True]], "RAW")
    assert grid.values("A1:F1") == [["24/11/2026", "=A1", "012", 12.5, 3, True]]


def test_a_text_cell_keeps_its_percent_sign(grid: Grid) -> None:
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    where = span(0, 0, 1000, 2, 3)
    grid.batch({"repeatCell": {"range": where, "cell": text, "fields": "userEnteredFormat"}})
    grid.type_in("B2", [["20 %", "20 %"]])
    assert grid.values("B2:C2") == [[0.2, "20 %"]]


def test_null_leaves_a_cell_alone_and_an_empty_text_empties_it(grid: Grid) -> None:
    grid.type_in("A1", [["a", "b", "c"]])
    grid.type_in("A1", [[None, "", "d"]])
    assert grid.values("A1:C1") == [["a", "", "d"]]
    grid.type_in("A1", [["x"]])
    assert grid.values("A1:C1") == [["x", "", "d"]]


def test_reading_drops_trailing_empty_rows_and_cells(grid: Grid) -> None:
    grid.type_in("A1", [["a", "", ""], [""], ["", "b"]])
    assert grid.values("Factures!A1:Z1000") == [["a"], [], ["", "b"]]
    assert grid.values("Factures!A2:A1000") == []
    assert grid.values("A1:B3", majorDimension="COLUMNS") == [["a"], ["", "", "b"]]


def test_the_answer_names_the_range_that_was_read(grid: Grid) -> None:
    answer = grid.ask("GET", "/values:batchGet", ranges=["Factures!A2:C", "Lignes"])
    ranges = [found["range"] for found in answer["valueRanges"]]
    assert ranges == ["Factures!A2:C1000", "Lignes!A1:Z1000"]


def test_beyond_the_grid_is_refused(grid: Grid) -> None:
    limits = "exceeds grid limits. Max rows: 1000, max columns: 26"
    assert message(grid, "A1001", [["x"]]) == f"Range (Factures!A1001) {limits}"
    assert message(grid, "Z1", [["x", "y"]]) == f"Range (Factures!Z1:AA1) {limits}"
    with pytest.raises(Refusal, match="exceeds grid limits"):
        grid.values("AA1")


def test_more_values_than_the_range_holds_are_refused(grid: Grid) -> None:
    said = "Requested writing within range [Factures!A1:B1], but tried writing to"
    assert message(grid, "A1:B1", [["a", "b", "c"]]) == f"{said} column [C]"
    assert message(grid, "A1:B1", [["a"], ["b"]]) == f"{said} row [2]"


def test_a_batch_with_one_wrong_range_writes_nothing(grid: Grid) -> None:
    data = [{"range": "A1", "values": [["x"]]}, {"range": "Absent!A1", "values": [["y"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    with pytest.raises(Refusal) as caught:
        grid.ask("POST", "/values:batchUpdate", body)
    assert caught.value.message == "Invalid data[1]: Unable to parse range: Absent!A1"
    assert grid.values("A1") == []


def test_a_named_range_can_be_read_and_written(grid: Grid) -> None:
    column = {"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}
    grid.batch({"addNamedRange": {"namedRange": {"name": "statut", "range": column}}})
    grid.type_in("statut", [["Statut"], ["Envoyée"]])
    assert grid.values("Factures!C1:C") == [["Statut"], ["Envoyée"]]
    assert grid.values("statut") == [["Statut"], ["Envoyée"]]


def test_a_cell_holds_fifty_thousand_characters(grid: Grid) -> None:
    grid.type_in("A1", [["x" * 50_000]])
    assert "50000 characters" in message(grid, "A1", [["x" * 50_001]])


def test_append_lands_after_the_table_and_grows_the_grid(grid: Grid) -> None:
    grid.type_in("B2", [["a", "b"], ["c", "d"]])
    raw = {"valueInputOption": "RAW"}
    answer = grid.ask("POST", "/values/B2:append", {"values": [["e"]]}, **raw)
    assert answer["tableRange"] == "Factures!B2:C3"
    assert answer["updates"]["updatedRange"] == "Factures!B4"
    grid.type_in("A1000", [["z"]])
    grid.ask("POST", "/values/A1000:append", {"values": [["last"]]}, **raw)
    assert grid.values("A1001") == [["last"]]


def test_clearing_keeps_formats(grid: Grid) -> None:
    grid.type_in("A1", [["5 %", "x"]])
    answer = grid.ask("POST", "/values/A1:A:clear")
    assert answer["clearedRange"] == "Factures!A1:A1000"
    grid.type_in("A1", [[0.5]])
    assert grid.values("A1:B1", "FORMATTED_VALUE") == [["50%", "x"]]


def test_a_row_is_found_by_its_developer_metadata_after_an_insertion(grid: Grid) -> None:
    entry = {
        "metadataId": 7,
        "metadataKey": "facture",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": lines("ROWS", 3, 4)},
    }
    grid.batch({"createDeveloperMetadata": {"developerMetadata": entry}})
    grid.batch({"insertDimension": {"range": lines("ROWS", 0, 2)}})
    lookup = {"developerMetadataLookup": {"metadataId": 7}}
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": lookup, "values": [["x"]]}]}
    grid.ask("POST", "/values:batchUpdateByDataFilter", body)
    assert grid.values("A6") == [["x"]]
    found = grid.ask("POST", "/values:batchGetByDataFilter", {"dataFilters": [lookup]})
    assert found["valueRanges"][0]["valueRange"]["values"] == [["x"]]
    again = {"createDeveloperMetadata": {"developerMetadata": entry}}
    assert "already exists" in grid.refusal(again)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A1+B1*2", 5),
        ("=SOMME(A1:B1;10)", 13),
        ("=SUM(A:B)", 3),
        ('=A1&" et "&B1', "1 et 2"),
        ("=AUJOURDHUI()-TODAY()", 0),
        ('=LIEN_HYPERTEXTE("https://exemple.fr";"PDF")', "PDF"),
        ("=1,5*2", 3),
        ("=A1/0", "#DIV/0!"),
        ("=RECHERCHEV(1;A:B;2)", "#NAME?"),
        ("=Absent!A1", "#REF!"),
        ("=D1", "#REF!"),
        ("=A1=1", True),
    ],
)
def test_a_formula_gives_its_value_or_an_error(grid: Grid, formula: str, value: object) -> None:
    grid.type_in("A1:D1", [[1, 2, None, formula]])
    assert grid.values("D1") == [[value]]


def test_formulas_follow_inserted_and_deleted_rows(grid: Grid) -> None:
    grid.type_in("A1", [[1], [2], [3], ["=SOMME(A1:A3)+$A$2"]])
    grid.batch({"insertDimension": {"range": lines("ROWS", 1, 3)}})
    assert grid.values("A6", "FORMULA") == [["=SOMME(A1:A5)+$A$4"]]
    assert grid.values("A6") == [[8]]
    grid.batch({"deleteDimension": {"range": lines("ROWS", 3, 4)}})
    assert grid.values("A5") == [["#REF!"]]
