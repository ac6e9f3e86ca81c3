"""A workbook on a sandbox, and somebody who works in it while the program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.workspace.loopback import AGENCY, BACKOFF, Google
from workspace.columns.columns import BY_TITLE
from workspace.google.session import GoogleSession
from workspace.setup.workbook import create_workbook, repair
from workspace.workbook.client import Json, Sheets, SheetsHTTP
from workspace.workbook.headers import letters
from workspace.workbook.ledger import Ledger

Act = Callable[[], None]


class Interrupted(SheetsHTTP):
    """An HTTP client that lets somebody act just before its n-th request leaves."""

    def __init__(self, session: requests.Session, *, root: str) -> None:
        super().__init__(session, root=root)
        self.sent: list[str] = []  # "get values:batchGet"
        self.acts: dict[int, Act] = {}  # request, counted from 1 → what happens before it

    def request(self, method: str, endpoint: str, *args: Any, **kw: Any) -> requests.Response:
        self.sent.append(f"{method} {endpoint.rpartition('/')[2].partition('?')[0]}")
        act = self.acts.pop(len(self.sent), None)
        if act:
            act()
        return super().request(method, endpoint, *args, **kw)


@dataclass(slots=True)
class Hands:
    """A person at the workbook."""

    sheets: Sheets
    book: str
    ids: dict[str, int] = field(default_factory=dict)

    def tab_id(self, tab: str) -> int:
        if not self.ids:
            found = self.sheets.get(self.book, "sheets.properties(sheetId,title)")
            each = (sheet["properties"] for sheet in found["sheets"])
            self.ids = {one["title"]: one.get("sheetId", 0) for one in each}
        return self.ids[tab]

    def grid(self, tab: str) -> list[list[Any]]:
        (grid,) = self.sheets.values(self.book, [f"'{tab}'"])
        return [list(row) for row in grid]

    def column(self, tab: str, header: str) -> int:
        return self.grid(tab)[0].index(header)

    def type(self, tab: str, header: str, row: int, value: object) -> None:
        """Put a value as it is; *row* as one sees it."""
        cell = f"'{tab}'!{letters(self.column(tab, header))}{row}"
        self.sheets.write(self.book, [{"range": cell, "values": [[value]]}])

    def fill(self, tab: str, row: int, **cells: object) -> None:
        """Type several cells of a row by the field's name."""
        headers = {column.field: column.header for column in BY_TITLE[tab].people}
        for name, value in cells.items():
            self.type(tab, headers[name], row, value)

    def change(self, *requests_: Json) -> None:
        self.sheets.change(self.book, list(requests_))

    def rows(self, tab: str, *headers: str) -> list[tuple[Any, ...]]:
        """Return the filled rows, as those columns show them."""
        grid = self.grid(tab)
        at = [grid[0].index(header) for header in headers]
        found = [tuple(row[i] if i < len(row) else "" for i in at) for row in grid[1:]]
        return [row for row in found if any(cell not in {"", False} for cell in row)]


def span(hands: Hands, tab: str, dimension: str, *, at: int) -> Json:
    ends = {"startIndex": at, "endIndex": at + 1}
    return {"sheetId": hands.tab_id(tab), "dimension": dimension, **ends}


def insert(hands: Hands, tab: str, dimension: str, *, at: int) -> None:
    line = span(hands, tab, dimension, at=at)
    hands.change({"insertDimension": {"range": line, "inheritFromBefore": at > 0}})


def delete(hands: Hands, tab: str, dimension: str, *, at: int) -> None:
    hands.change({"deleteDimension": {"range": span(hands, tab, dimension, at=at)}})


def move(hands: Hands, tab: str, dimension: str, *, at: int, to: int) -> None:
    line = span(hands, tab, dimension, at=at)
    hands.change({"moveDimension": {"source": line, "destinationIndex": to}})


def sort(hands: Hands, tab: str, header: str) -> None:
    """Sort Z to A."""
    spec = {"dimensionIndex": hands.column(tab, header), "sortOrder": "DESCENDING"}
    area = {"sheetId": hands.tab_id(tab), "startRowIndex": 1}
    hands.change({"sortRange": {"range": area, "sortSpecs": [spec]}})


@dataclass(slots=True, kw_only=True)
class Office:
    """The program's ledger and a person's hands on one workbook."""

    google: Google
    book: str
    client: Interrupted
    ledger: Ledger
    hands: Hands

    def meanwhile(self, request: int, act: Act) -> None:
        """Let *act* happen just before the program's coming n-th request."""
        self.client.acts[len(self.client.sent) + request] = act

    def sent(self, since: int) -> Sequence[str]:
        return self.client.sent[since:]


@contextmanager
def office(google: Google) -> Iterator[Office]:
    credentials = google.account(AGENCY, "drive.file")
    with GoogleSession(credentials, backoff=BACKOFF) as session:
        client = Interrupted(session, root=google.url)
        book = create_workbook(client, "Facturation")
        repair(client, book, account=AGENCY, past=False)
        hands = Hands(Sheets(SheetsHTTP(session, root=google.url)), book)
        ledger = Ledger(client, book)
        yield Office(google=google, book=book, client=client, ledger=ledger, hands=hands)
