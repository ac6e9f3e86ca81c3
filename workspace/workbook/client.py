"""Sheets as this product calls it: six methods, each one request, through gspread's HTTP client.

gspread's own values are never used: it makes numbers of texts ("1,5" becomes 15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import requests
from gspread.http_client import HTTPClient
from gspread.urls import (
    SPREADSHEET_BATCH_UPDATE_URL,
    SPREADSHEET_URL,
    SPREADSHEET_VALUES_BATCH_UPDATE_URL,
    SPREADSHEET_VALUES_BATCH_URL,
    SPREADSHEETS_API_V4_BASE_URL,
)

from workspace.google.errors import json_object, translated
from workspace.workbook.headers import Grid

Json = dict[str, Any]
READ_OPTIONS = {
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
}


class SheetsHTTP(HTTPClient):
    """gspread's HTTP client at any root; *root* "" is Google's own."""

    def __init__(self, session: requests.Session, *, root: str = "") -> None:
        super().__init__(None, session)  # type: ignore[arg-type]  # the session has credentials
        self.root = root.rstrip("/")

    def request(self, method: str, endpoint: str, *args: Any, **kw: Any) -> requests.Response:
        """Send one request; the address of Google's host is replaced by the root's."""
        address = urlsplit(endpoint)
        query = f"?{address.query}" if address.query else ""
        there = f"{self.root}{address.path}{query}" if self.root else endpoint
        return super().request(method, there, *args, **kw)


class Sheets:
    """The methods of Sheets v4 that are used, JSON in and out; numbers come as ``Decimal``."""

    def __init__(self, client: HTTPClient) -> None:
        self._client = client

    def create(self, body: Mapping[str, Any]) -> Json:
        """spreadsheets.create."""
        return self._call("create", ("post", SPREADSHEETS_API_V4_BASE_URL), json=body)

    def get(self, spreadsheet_id: str, fields: str, *, ranges: Sequence[str] = ()) -> Json:
        """spreadsheets.get, the *fields* only; with the cells of *ranges* if these name them."""
        params = {"fields": fields, "ranges": list(ranges)}
        return self._call("get", ("get", SPREADSHEET_URL % spreadsheet_id), params=params)

    def values(self, spreadsheet_id: str, ranges: Sequence[str]) -> list[Grid]:
        """spreadsheets.values.batchGet: one grid a range, unformatted, dates as serials."""
        params = {**READ_OPTIONS, "ranges": list(ranges)}
        address = SPREADSHEET_VALUES_BATCH_URL % spreadsheet_id
        result = self._call("values.batchGet", ("get", address), params=params)
        return [each.get("values", []) for each in result.get("valueRanges", [])]

    def write(self, spreadsheet_id: str, data: Sequence[Json]) -> None:
        """spreadsheets.values.batchUpdate, RAW: nothing becomes a formula, ``None`` is skipped."""
        body = {"valueInputOption": "RAW", "data": list(data)}
        address = SPREADSHEET_VALUES_BATCH_UPDATE_URL % spreadsheet_id
        self._call("values.batchUpdate", ("post", address), json=body)

    def change(self, spreadsheet_id: str, changes: Sequence[Json]) -> list[Json]:
        """spreadsheets.batchUpdate: all of it or nothing; return the replies."""
        address = SPREADSHEET_BATCH_UPDATE_URL % spreadsheet_id
        result = self._call("batchUpdate", ("post", address), json={"requests": list(changes)})
        return list(result.get("replies", []))

    def _call(self, method: str, where: tuple[str, str], **kw: Any) -> Json:
        what = f"sheets.{method}"
        with translated(what):
            answer = self._client.request(*where, **kw)
            result = answer.json(parse_float=Decimal)
        return json_object(what, result)
