from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sandbox.server import Sandbox
from tests.sandbox.clients import Client
from tests.sandbox.google.sheets.grids import Grid, lines, new_grid, span

Post = Callable[..., Any]


@pytest.fixture
def grid(agency: Client) -> Grid:
    return new_grid(agency, "fr_FR", "Factures", "Journal")


@pytest.fixture
def post(sandbox: Sandbox, grid: Grid) -> Post:
    """Do something in the page; return its JSON."""

    def send(path: str, status: int = 200, origin: str = "", **body: Any) -> Any:
        answer = requests.post(
            f"{sandbox.url}/sandbox/sheets/{grid.id}{path}",
            json={"person": "agence@example.org", "gid": 0, **body},
            headers={"Origin": origin or sandbox.url},
            timeout=5,
        )
        assert answer.status_code == status, answer.text
        return answer.json() if status in {200, 400} else None

    return send


def page(sandbox: Sandbox, path: str) -> requests.Response:
    return requests.get(sandbox.url + path, timeout=5)


def test_the_page_has_tabs_people_and_nothing_from_elsewhere(sandbox: Sandbox, grid: Grid) -> None:
    title = {"title": "<b>Classeur</b>"}
    grid.batch({"updateSpreadsheetProperties": {"properties": title, "fields": "title"}})
    text = page(sandbox, f"/spreadsheets/d/{grid.id}/edit?gid=1").text
    assert "&lt;b&gt;Classeur" in text
    assert "<b>Classeur" not in text
    assert all(word in text for word in ("Factures", "Journal", "agence@example.org"))
    assert "//" not in text.replace(sandbox.url, "").replace("https://", "")
    assert page(sandbox, "/sandbox/sheets/assets/hand.js").status_code == 200
    assert page(sandbox, "/sandbox/sheets/assets/page.py").status_code == 404


def test_what_is_typed_in_the_page_is_read_as_typed(post: Post, grid: Grid) -> None:
    post("/cells", row=0, column=0, values=[["24/11/2026", "12,5"], [True, "=B1*2"]])
    assert grid.values("A1:B2") == [[46350, 12.5], [True, 25]]


def test_the_page_shows_what_to_type_again(post: Post, grid: Grid, sandbox: Sandbox) -> None:
    post("/cells", row=0, column=0, values=[["5 %", "'012", "1 234,50 €", "=A1", "<i>"]])
    found = page(sandbox, f"/sandbox/sheets/{grid.id}/tabs/0/rows?from=0").json()
    cells = found["rows"]["0"]
    shown = [cells[str(at)].get("e", cells[str(at)].get("t")) for at in range(5)]
    assert shown == ["5%", "'012", "1234,5", "=A1", "<i>"]
    assert cells["2"]["t"] == "1\u202f234,50\u00a0€"


def test_only_web_addresses_become_links(post: Post, grid: Grid, sandbox: Sandbox) -> None:
    formula = '=LIEN_HYPERTEXTE("{}";"lien")'
    targets = ["https://exemple.fr/a", "javascript:alert(1)"]
    post("/cells", row=0, column=0, values=[[formula.format(target) for target in targets]])
    cells = page(sandbox, f"/sandbox/sheets/{grid.id}/tabs/0/rows").json()["rows"]["0"]
    assert cells["0"]["h"] == "https://exemple.fr/a"
    assert "h" not in cells["1"]


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Oui"}]}, ("Oui", "Non")),
        ({"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "1,5"}]}, ("2", "1")),
        ({"type": "DATE_IS_VALID"}, ("24/11/2026", "demain")),
        ({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Journal!A1:A9"}]}, ("x", "y")),
        ({"type": "BOOLEAN"}, (True, "peut-être")),
        ({"type": "TEXT_IS_EMAIL"}, ("a@exemple.fr", "a")),
    ],
)
def test_a_strict_rule_stops_a_person(
    post: Post, grid: Grid, rule: Any, values: tuple[object, object]
) -> None:
    good, bad = values
    grid.type_in("Journal!A1", [["x"]])
    strict = {"condition": rule, "strict": True, "inputMessage": "Autre chose"}
    grid.batch({"setDataValidation": {"range": span(0, 0, 9, 0, 1), "rule": strict}})
    post("/cells", row=0, column=0, values=[[good]])
    before = grid.values("A1:A2")
    refused = post("/cells", 400, row=1, column=0, values=[[bad]])
    assert refused == {"error": "Autre chose"}
    assert grid.values("A1:A2") == before


def test_rows_are_inserted_and_sorted_by_hand(post: Post, grid: Grid) -> None:
    grid.type_in("A1", [["b"], ["a"]])
    insertion = {"insertDimension": {"range": lines("ROWS", 0, 1)}}
    sort = {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0}]}}
    post("/requests", requests=[insertion, sort])
    assert grid.values("A1:A3") == [["a"], ["b"]]
    post("/requests", 400, requests=[{"deleteSheet": {"sheetId": 1}}])


def test_another_sites_page_may_not_write(post: Post) -> None:
    post("/cells", 403, "https://ailleurs.example", row=0, column=0, values=[["x"]])


def test_a_reader_reads_and_a_stranger_does_not(
    post: Post, grid: Grid, connect: Callable[..., Client], sandbox: Sandbox
) -> None:
    reader = connect("lecteur@example.org").address
    body = {"type": "user", "role": "reader", "emailAddress": reader}
    grid.client.drive.permissions().create(fileId=grid.id, body=body).execute()
    path = f"/spreadsheets/d/{grid.id}/edit?person="
    assert 'data-writes="0"' in page(sandbox, path + reader).text
    post("/cells", 403, person=reader, row=0, column=0, values=[["x"]])
    assert page(sandbox, path + "inconnu@example.org").status_code == 404
