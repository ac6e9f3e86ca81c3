"""A spreadsheet in the sandbox as tests use it, through Google's own client."""

from __future__ import annotations

from typing import Any

from googleapiclient.errors import HttpError

from tests.sandbox.clients import Client

Rows = list[list[Any]]


class Grid:
    """One spreadsheet, as one account sees it."""

    def __init__(self, client: Client, book_id: str) -> None:
        self.client = client
        self.id = book_id
        self.api = client.service("sheets", "v4").spreadsheets()

    def batch(self, *requests: Any, **options: Any) -> list[Any]:
        """Apply requests; return their replies."""
        body = {"requests": list(requests), **options}
        answer = self.api.batchUpdate(spreadsheetId=self.id, body=body).execute()
        replies: list[Any] = answer["replies"]
        return replies

    def refusal(self, *requests: Any) -> str:
        """Apply requests that Google refuses; return what it says."""
        try:
            self.batch(*requests)
        except HttpError as error:
            assert error.resp.status == 400
            return str(error.reason)
        return ""

    def type_in(self, place: str, rows: Rows, option: str = "USER_ENTERED") -> Any:
        """Write values as a person types them."""
        return (
            self.api
            .values()
            .update(
                spreadsheetId=self.id,
                range=place,
                valueInputOption=option,
                body={"values": rows},
            )
            .execute()
        )

    def values(self, place: str, render: str = "UNFORMATTED_VALUE", **options: Any) -> Rows:
        """Read values."""
        found = (
            self.api
            .values()
            .get(spreadsheetId=self.id, range=place, valueRenderOption=render, **options)
            .execute()
        )
        rows: Rows = found.get("values", [])
        return rows

    def get(self, fields: str = "", **options: Any) -> Any:
        """Read the resource."""
        options |= {"fields": fields} if fields else {}
        return self.api.get(spreadsheetId=self.id, **options).execute()


def new_grid(client: Client, locale: str = "fr_FR", *tabs: str) -> Grid:
    """Make a spreadsheet with these tabs, of which the first has id 0."""
    body = {
        "properties": {"title": "Classeur", "locale": locale, "timeZone": "Europe/Paris"},
        "sheets": [
            {"properties": {"title": title, "sheetId": index}}
            for index, title in enumerate(tabs or ("Factures",))
        ],
    }
    made = client.service("sheets", "v4").spreadsheets().create(body=body).execute()
    return Grid(client, made["spreadsheetId"])


def span(tab: int, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    """Return a GridRange."""
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
