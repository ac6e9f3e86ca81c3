from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import connect as open_db
from typing import Any

import pytest
import requests

from sandbox.google.sheets.grid import store
from sandbox.server import Sandbox
from tests.sandbox.clients import DRIVE_FILE, Client
from tests.sandbox.google.sheets.grids import Grid, Refusal, new_grid, row_data


def test_a_spreadsheet_is_a_file_of_its_maker_and_of_nobody_else(
    agency: Client, connect: Callable[..., Client]
) -> None:
    grid = new_grid(agency)
    found = agency.drive.files().get(fileId=grid.id, fields="name,mimeType").execute()
    assert found == {
        "name": "Classeur",
        "mimeType": "application/vnd.google-apps.spreadsheet",
    }
    for stranger in (connect("autre@example.org"), connect("agence@example.org", DRIVE_FILE,
                                                           client_id="other app")):  # fmt: skip
        with pytest.raises(Refusal) as caught:
            Grid(stranger, grid.id).get()
        assert caught.value.status == 404


def test_a_copy_made_by_drive_lives_on_its_own(agency: Client) -> None:
    grid = new_grid(agency)
    grid.type_in("A1", [["x"]])
    made = agency.drive.files().copy(fileId=grid.id, body={"name": "Copie"}).execute()
    copy = Grid(agency, made["id"])
    copy.type_in("A2", [["copie"]])
    grid.type_in("A1", [["original"]])
    assert copy.values("A1:A2") == [["x"], ["copie"]]
    assert grid.values("A1:A2") == [["original"]]


def test_title_and_file_name_are_one(agency: Client) -> None:
    grid = new_grid(agency)
    grid.batch({"updateSpreadsheetProperties": {"properties": {"title": "B"}, "fields": "title"}})
    assert agency.drive.files().get(fileId=grid.id).execute()["name"] == "B"
    agency.drive.files().update(fileId=grid.id, body={"name": "C"}).execute()
    assert grid.get("properties.title")["properties"]["title"] == "C"


def test_an_earlier_version_brings_everything_back(
    agency: Client, control: Callable[..., Any]
) -> None:
    grid = new_grid(agency, "fr_FR", "Factures", "Journal")
    hidden = {"sheetId": 1, "hidden": True}
    grid.batch({"updateSheetProperties": {"properties": hidden, "fields": "hidden"}})
    grid.type_in("Journal!A1", [["un"]])
    version = control("POST", f"/sandbox/workbooks/{grid.id}/versions")["version"]
    grid.type_in("Journal!A1", [["autre"], ["deux"]])
    later = control("POST", f"/sandbox/workbooks/{grid.id}/versions")["version"]
    control("POST", f"/sandbox/workbooks/{grid.id}/restore", {"version": version})
    assert grid.values("Journal!A:A") == [["un"]]
    control("POST", f"/sandbox/workbooks/{grid.id}/restore", {"version": later})
    assert grid.values("Journal!A:A") == [["autre"], ["deux"]]
    control("POST", f"/sandbox/workbooks/{grid.id}/restore", {"version": "absent"}, status=404)


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    scopes = ("https://www.googleapis.com/auth/drive",)
    with Sandbox(folder) as first:
        account = {"address": "agence@example.org", "name": "Agence"}
        requests.post(f"{first.url}/accounts", json=account, timeout=5)
        client = Client(first.url, "agence@example.org", scopes, "app")
        grid = new_grid(client)
        grid.type_in("A1", [["24/11/2026", "=A1+1", True, 1.5]])
        before = grid.get(includeGridData="true")["sheets"]
        client.close()
    store._CACHE.clear()  # noqa: SLF001 - as another process finds it
    with Sandbox(folder) as second:
        client = Client(second.url, "agence@example.org", scopes, "app")
        assert Grid(client, grid.id).get(includeGridData="true")["sheets"] == before
        client.close()


def test_rows_that_nothing_refers_to_are_deleted(agency: Client, folder: Path) -> None:
    grid = new_grid(agency, "fr_FR", "Factures", "Journal")
    rows = row_data(["x"], ["y"])
    append = {"sheetId": 1, "rows": rows, "fields": "userEnteredValue"}
    for _ in range(20):
        grid.batch({"appendCells": append})
        grid.type_in("A1", [["x"]])
        grid.type_in("A1", [["y"]])
    with open_db(folder / "sandbox.sqlite") as db:
        (count,) = db.execute("SELECT count(*) FROM sheet_row").fetchone()
    db.close()
    assert count == 41
