"""What a person does to a spreadsheet in the page: type, insert, delete, sort, fold."""

from __future__ import annotations

from sandbox.google.api.call import Call
from sandbox.google.sheets.grid.cells import area_of
from sandbox.google.sheets.grid.edit import Box, Edit, change
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json, Sheet
from sandbox.google.sheets.page.permitted import permits
from sandbox.google.sheets.requests.batch_update import one
from sandbox.google.sheets.writing import rows_of, write

ALLOWED = {
    "deleteDimension",
    "insertDimension",
    "sortRange",
    "updateDimensionGroup",
    "updateDimensionProperties",
}


def type_in(call: Call, book_id: str, body: Json) -> None:
    """Type texts into cells, as that person; a strict rule refuses what does not fit."""
    names = ("gid", "row", "column")
    if not all(isinstance(body.get(name), int) and body[name] >= 0 for name in names):
        refuse("gid, row and column must be whole numbers.")
    rows = rows_of(body)
    with change(call, book_id) as edit:
        tab = edit.tab(body["gid"])
        top, left = body["row"], body["column"]
        start = area_of(tab, Box(top, top + 1, left, left + 1))
        write(edit, start, rows, "USER_ENTERED")
        width = max((len(row) for row in rows), default=0)
        for row in range(top, top + len(rows)):
            for column in range(left, left + width):
                check(edit, tab, (row, column))


def check(edit: Edit, tab: Sheet, place: tuple[int, int]) -> None:
    """Refuse a value that its cell's strict rule does not permit."""
    cell = tab.row(place[0]).at(place[1])
    rule = cell.parts.get("dataValidation") if cell else None
    if not rule or not rule.get("strict"):
        return
    if not permits(rule, cell, edit.book, (tab.id, edit.today)):
        refuse(rule.get("inputMessage") or "Cette valeur n’est pas permise dans cette cellule.")


def apply(call: Call, book_id: str, requests: list[Json]) -> None:
    """Apply some of batchUpdate's requests, as that person."""
    if not isinstance(requests, list) or not all(
        isinstance(request, dict) and set(request) <= ALLOWED for request in requests
    ):
        refuse("The page does not offer this.")
    with change(call, book_id) as edit:
        for index, request in enumerate(requests):
            one(edit, index, request)
