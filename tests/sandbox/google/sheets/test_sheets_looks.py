from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.clients import Client
from tests.sandbox.google.sheets.grids import Grid, lines, new_grid, span


@pytest.fixture
def grid(agency: Client) -> Grid:
    return new_grid(agency, "fr_FR", "Factures", "Journal")


def sheet(grid: Grid) -> Any:
    return grid.get()["sheets"][0]


def test_groups_fold_and_nest(grid: Grid) -> None:
    outer, inner = lines("COLUMNS", 1, 6), lines("COLUMNS", 2, 4)
    grid.batch({"addDimensionGroup": {"range": inner}}, {"addDimensionGroup": {"range": outer}})
    group = {"range": inner, "depth": 2, "collapsed": True}
    grid.batch({"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}})
    sheet = grid.get("sheets(columnGroups,data.columnMetadata)", ranges=["Factures!A1:F1"])
    found = sheet["sheets"][0]
    assert [group["depth"] for group in found["columnGroups"]] == [1, 2]
    hidden = [line.get("hiddenByUser", False) for line in found["data"][0]["columnMetadata"]]
    assert hidden == [False, False, True, True, False, False]


def test_what_lies_on_a_tab_comes_back(grid: Grid) -> None:
    whole = {"sheetId": 0, "startRowIndex": 0}
    colour = {"backgroundColor": {"red": 1}}
    condition = {"type": "NOT_BLANK"}
    rule = {"ranges": [whole], "booleanRule": {"condition": condition, "format": colour}}
    band = {"range": whole, "rowProperties": {"headerColor": {"red": 1}}}
    view = {"title": "À préparer", "range": whole}
    side = {"style": "SOLID"}
    grid.batch(
        {"setBasicFilter": {"filter": {"range": whole}}},
        {"addFilterView": {"filter": view}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"addBanding": {"bandedRange": band}},
        {"mergeCells": {"range": span(0, 0, 1, 0, 2), "mergeType": "MERGE_ALL"}},
        {"updateBorders": {"range": span(0, 0, 2, 0, 2), "top": side}},
        {"autoResizeDimensions": {"dimensions": lines("COLUMNS", 0, 2)}},
    )
    sheet = grid.get()["sheets"][0]
    kinds = {"basicFilter", "filterViews", "conditionalFormats", "bandedRanges", "merges"}
    assert kinds <= set(sheet)


def test_what_lies_on_a_tab_moves_with_its_rows(grid: Grid) -> None:
    where = span(0, 2, 4, 0, 2)
    grid.batch(
        {"addFilterView": {"filter": {"title": "Vue", "range": where}}},
        {"mergeCells": {"range": where}},
        {"insertDimension": {"range": lines("ROWS", 0, 3)}},
    )
    found = sheet(grid)
    assert found["filterViews"][0]["range"]["startRowIndex"] == 5
    assert found["merges"][0]["endRowIndex"] == 7
    grid.batch({"deleteDimension": {"range": lines("ROWS", 5, 7)}})
    assert "merges" not in sheet(grid)


def test_filter_views_and_rules_are_changed_and_deleted(grid: Grid) -> None:
    view = {"title": "Vue", "filterViewId": 3, "range": span(0, 0, 9, 0, 9)}
    basic = {"setBasicFilter": {"filter": {"range": view["range"]}}}
    grid.batch({"addFilterView": {"filter": view}}, basic)
    new = {"filterViewId": 3, "title": "À corriger"}
    grid.batch({"updateFilterView": {"filter": new, "fields": "title"}})
    assert [found["title"] for found in sheet(grid)["filterViews"]] == ["À corriger"]
    grid.batch({"deleteFilterView": {"filterId": 3}}, {"clearBasicFilter": {"sheetId": 0}})
    assert not {"filterViews", "basicFilter"} & set(sheet(grid))
    assert "No filterView with id: 3" in grid.refusal({"deleteFilterView": {"filterId": 3}})


def test_conditional_formats_keep_their_order(grid: Grid) -> None:
    def rule(red: float) -> dict[str, Any]:
        boolean = {
            "condition": {"type": "NOT_BLANK"},
            "format": {"backgroundColor": {"red": red}},
        }
        return {"ranges": [span(0, 0, 9, 0, 1)], "booleanRule": boolean}

    grid.batch(*({"addConditionalFormatRule": {"rule": rule(at / 4)}} for at in (1, 2, 3)))
    grid.batch({"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 2}})
    grid.batch({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})
    rules = [found["booleanRule"]["format"] for found in sheet(grid)["conditionalFormats"]]
    assert [found["backgroundColor"]["red"] for found in rules] == [0.25, 0.75]
    gone = {"deleteConditionalFormatRule": {"sheetId": 0, "index": 2}}
    assert "No conditional format at index: 2" in grid.refusal(gone)


def test_a_format_keeps_every_value_it_is_laid_over(grid: Grid) -> None:
    values: list[Any] = [True, 1, False, 0, "1", 1.5]
    grid.type_in("A1", [values], "RAW")
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    where = span(0, 0, 5, 0, 9)
    grid.batch({"repeatCell": {"range": where, "cell": bold, "fields": "userEnteredFormat"}})
    kept = grid.values("A1:I5")[0]
    assert [(value, type(value)) for value in kept] == [(value, type(value)) for value in values]


def test_the_answer_can_hold_the_spreadsheet(grid: Grid) -> None:
    add = {"addSheet": {"properties": {"title": "Neuve", "index": 0}}}
    body = {"requests": [add], "includeSpreadsheetInResponse": True}
    answer = grid.ask("POST", ":batchUpdate", body)
    titles = [found["properties"]["title"] for found in answer["updatedSpreadsheet"]["sheets"]]
    assert titles == ["Neuve", "Factures", "Journal"]
