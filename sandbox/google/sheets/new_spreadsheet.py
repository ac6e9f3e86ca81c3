"""How a spreadsheet begins: ``spreadsheets.create`` takes a whole Spreadsheet."""

from __future__ import annotations

from sandbox.google.api.call import Call
from sandbox.google.sheets.grid.edit import Edit, check_size
from sandbox.google.sheets.grid.model import Json, Sheet, Spreadsheet
from sandbox.google.sheets.requests.cells import write_rows
from sandbox.google.sheets.requests.ranges import add_named_range, add_protected_range
from sandbox.google.sheets.requests.tabs import check_properties, new_tab, place

DEFAULTS = {"locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": "Etc/GMT"}
LISTS = ("merges", "conditionalFormats", "filterViews", "bandedRanges")  # taken as they are


def new_book(call: Call, book_id: str, body: Json) -> Spreadsheet:
    """Make a spreadsheet; without sheets it has one empty one."""
    properties = {**DEFAULTS, **body.get("properties", {})}
    properties["title"] = properties.get("title") or "Untitled spreadsheet"
    check_properties(properties)
    book = Spreadsheet(id=book_id, properties=properties, owner=call.account, tabs=[])
    edit = Edit(book=book, account=call.account, now=call.now)
    for index, sheet in enumerate(body.get("sheets", []) or [{}]):
        first = {"sheetId": 0} if index == 0 else {}
        fill(edit, sheet, {**first, **sheet.get("properties", {})})
    for named in body.get("namedRanges", []):
        add_named_range(edit, {"namedRange": named})
    check_size(book)
    return book


def fill(edit: Edit, sheet: Json, properties: Json) -> None:
    """Add one sheet with what it holds."""
    tab = new_tab(edit.book, properties, edit.locale.first_tab)
    place(edit, tab, None)
    for data in sheet.get("data", []):
        write_data(edit, tab, data)
    for kind in LISTS:
        tab.things[kind] = list(sheet.get(kind, []))
    for protected in sheet.get("protectedRanges", []):
        add_protected_range(edit, {"protectedRange": protected})


def write_data(edit: Edit, tab: Sheet, data: Json) -> None:
    """Write one GridData."""
    start = (data.get("startRow", 0), data.get("startColumn", 0))
    write_rows(edit, tab, start, {"rows": data.get("rowData", []), "fields": "*"})
    for name, dimension, first in (
        ("rowMetadata", "ROWS", start[0]),
        ("columnMetadata", "COLUMNS", start[1]),
    ):
        lines = dict(enumerate(data.get(name, []), first))
        tab.lines[dimension] = {**tab.lines.get(dimension, {}), **lines}


def unused(book: Spreadsheet, title: str) -> str:
    """Return the title, with a number behind it where it is taken."""
    number, free = 2, title
    while book.titled(free):
        free, number = f"{title} {number}", number + 1
    return free
