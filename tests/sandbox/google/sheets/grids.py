"""A spreadsheet in the sandbox as tests use it; every answer is checked by Google's schema."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.sandbox.clients import Client, conform

Rows = list[list[Any]]


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Grid:
    """One spreadsheet, as one account sees it."""

    def __init__(self, client: Client, book_id: str) -> None:
        self.client = client
        self.id = book_id

    def ask(self, verb: str, path: str, body: Any = None, **query: Any) -> Any:
        """Make a request about the spreadsheet; the path follows its id."""
        return ask(self.client, verb, f"/{self.id}{quote(path, safe='/:')}", body, **query)

    def batch(self, *requests: Any, **options: Any) -> list[Any]:
        """Apply requests; return their replies."""
        answer = self.ask("POST", ":batchUpdate", {"requests": list(requests), **options})
        replies: list[Any] = answer["replies"]
        return replies

    def refusal(self, *requests: Any) -> str:
        """Apply requests that Google refuses; return what it says."""
        with pytest.raises(Refusal) as caught:
            self.batch(*requests)
        assert caught.value.status == 400
        return caught.value.message

    def type_in(self, place: str, rows: Rows, option: str = "USER_ENTERED") -> Any:
        """Write values as a person types them."""
        return self.ask("PUT", f"/values/{place}", {"values": rows}, valueInputOption=option)

    def values(self, place: str, render: str = "UNFORMATTED_VALUE", **options: Any) -> Rows:
        """Read values."""
        found = self.ask("GET", f"/values/{place}", valueRenderOption=render, **options)
        rows: Rows = found.get("values", [])
        return rows

    def get(self, fields: str = "", **options: Any) -> Any:
        """Read the resource."""
        return self.ask("GET", "", **options, **({"fields": fields} if fields else {}))


def ask(client: Client, verb: str, path: str, body: Any = None, **query: Any) -> Any:
    """Make a request of the Sheets API as a client."""
    url = f"{client.url}/v4/spreadsheets{path}"
    answer = client.session.request(verb, url, json=body, params=query)
    conform(verb, url, answer)
    found = answer.json()
    if "error" in found:
        raise Refusal(answer.status_code, found["error"]["message"])
    return found


def new_grid(client: Client, locale: str = "fr_FR", *tabs: str) -> Grid:
    """Make a spreadsheet with these tabs, of which the first has id 0."""
    body = {
        "properties": {"title": "Classeur", "locale": locale, "timeZone": "Europe/Paris"},
        "sheets": [
            {"properties": {"title": title, "sheetId": index}}
            for index, title in enumerate(tabs or ("Factures",))
        ],
    }
    return Grid(client, ask(client, "POST", "", body)["spreadsheetId"])


def span(tab: int, *sides: int) -> dict[str, int]:
    """Return a GridRange of top, bottom, left and right."""
    top, bottom, left, right = sides
    return {
        "sheetId": tab,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def lines(dimension: str, start: int, end: int, tab: int = 0) -> dict[str, Any]:
    """Return a DimensionRange."""
    return {"sheetId": tab, "dimension": dimension, "startIndex": start, "endIndex": end}


def row_data(*rows: list[Any]) -> list[Any]:
    """Return RowData of texts and numbers."""
    return [{"values": [{"userEnteredValue": entered(value)} for value in row]} for row in rows]


def entered(value: Any) -> dict[str, Any]:
    """Return an ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue" if isinstance(value, str) else "numberValue": value}
