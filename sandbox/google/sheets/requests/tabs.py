"""Requests about whole sheets and the spreadsheet: add, delete, duplicate, rename, move, hide."""

from __future__ import annotations

from zoneinfo import available_timezones

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.edit import Edit, guard, inside
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json, Sheet, Spreadsheet, copy_tab
from sandbox.google.sheets.grid.shifts import cut_rows
from sandbox.google.sheets.requests.masks import free_id, masked, new_id

MAX_TITLE = 100
ROWS, COLUMNS = 1000, 26  # of a new sheet


def new_tab(book: Spreadsheet, properties: Json, default: str) -> Sheet:
    """Make an empty tab; what is not given is Google's default."""
    taken = {tab.id for tab in book.tabs}
    grid = {"rowCount": ROWS, "columnCount": COLUMNS, **properties.get("gridProperties", {})}
    own = {
        "sheetId": free_id(properties.get("sheetId"), taken, "Sheet"),
        "title": properties.get("title") or free_title(book, default),
        "sheetType": "GRID",
        "gridProperties": grid,
    }
    others = {name: value for name, value in properties.items() if name not in {*own, "index"}}
    tab = Sheet(properties={**own, **others})
    check_title(book, tab)
    check_grid(tab)
    return tab


def free_title(book: Spreadsheet, default: str) -> str:
    """Return the first of "Feuille 1", "Feuille 2", … that no tab has."""
    stem = default.rstrip("0123456789")
    number = len(book.tabs) + 1
    while book.titled(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def check_title(book: Spreadsheet, tab: Sheet) -> None:
    """Refuse a name that is too long or taken."""
    other = next(
        (
            other
            for other in book.tabs
            if other.title.casefold() == tab.title.casefold() and other.id != tab.id
        ),
        None,
    )
    if other:
        refuse(f'A sheet with the name "{tab.title}" already exists. Please enter another name.')
    if not tab.title or len(tab.title) > MAX_TITLE:
        refuse("A sheet's name must have between 1 and 100 characters.")


def check_grid(tab: Sheet) -> None:
    """Refuse a grid without rows or columns, or with nothing but frozen ones."""
    grid = tab.properties["gridProperties"]
    if min(tab.row_count, tab.column_count) < 1:
        refuse("Sheets must have at least one row and one column.")
    if grid.get("frozenRowCount", 0) >= tab.row_count:
        refuse("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= tab.column_count:
        refuse("You can't freeze all visible columns on the sheet.")


def add_sheet(edit: Edit, request: Json) -> Json:
    """Add an empty sheet, at the end or where it says."""
    properties = request.get("properties", {})
    tab = new_tab(edit.book, properties, edit.locale.first_tab)
    place(edit, tab, properties.get("index"))
    return {"addSheet": {"properties": sheet_properties(edit.book, tab)}}


def place(edit: Edit, tab: Sheet, index: int | None) -> None:
    """Put a new tab into the order."""
    tabs = edit.book.tabs
    if index is not None and not 0 <= index <= len(tabs):
        refuse(f"Sheet index {index} is out of bounds.")
    tabs.insert(len(tabs) if index is None else index, tab)


def sheet_properties(book: Spreadsheet, tab: Sheet) -> Json:
    """Return the SheetProperties of a tab."""
    first = {name: tab.properties[name] for name in ("sheetId", "title")}
    return {**first, "index": book.tabs.index(tab), **tab.properties}


def delete_sheet(edit: Edit, request: Json) -> Json:
    """Delete a sheet; its named ranges become #REF!, and their names stay taken."""
    tab = find(edit, request)
    guard(edit, tab, inside(a1.Area(tab=tab.id), tab))
    left = [other for other in edit.book.tabs if other is not tab]
    if not any(not other.properties.get("hidden") for other in left):
        refuse("You can't remove all the visible sheets in a document.")
    edit.book.tabs = left
    edit.book.names = [
        {**named, "range": None} if is_on(named["range"], tab) else named
        for named in edit.book.names
    ]
    edit.book.metadata = [
        entry
        for entry in edit.book.metadata
        if entry["location"].get("sheetId") != tab.id
        and entry["location"].get("dimensionRange", {}).get("sheetId", -1) != tab.id
    ]
    return {}


def is_on(grid: Json | None, tab: Sheet) -> bool:
    """Return whether a range lies on a tab."""
    return grid is not None and grid.get("sheetId", 0) == tab.id


def find(edit: Edit, request: Json, field: str = "sheetId") -> Sheet:
    """Find the sheet a request is about."""
    sheet_id = request.get(field, 0)
    return edit.book.tab(sheet_id) or refuse(f"No sheet with id: {sheet_id}")


def update_sheet_properties(edit: Edit, request: Json) -> Json:
    """Change a sheet's name, place, size, frozen rows, colour or visibility."""
    new = dict(request.get("properties", {}))
    tab = find(edit, new)
    old_rows, old_columns = tab.row_count, tab.column_count
    tab.properties = masked(tab.properties, new, request, keep=("sheetType",))
    index = tab.properties.pop("index", None)
    check_title(edit.book, tab)
    check_grid(tab)
    if tab.row_count < old_rows or tab.column_count < old_columns:
        cut_rows(edit.book, tab, (old_rows, old_columns))
    if index is not None:
        move(edit, tab, index)
    if all(other.properties.get("hidden") for other in edit.book.tabs):
        refuse("You can't hide all the sheets in a document.")
    return {}


def move(edit: Edit, tab: Sheet, index: int) -> None:
    """Move a tab; the index counts the tabs as they stood before."""
    tabs = edit.book.tabs
    if not 0 <= index <= len(tabs):
        refuse(f"Sheet index {index} is out of bounds.")
    before = tabs.index(tab)
    tabs.remove(tab)
    tabs.insert(index - 1 if index > before else index, tab)


def duplicate_sheet(edit: Edit, request: Json) -> Json:
    """Copy a sheet within the spreadsheet."""
    source = find(edit, request, "sourceSheetId")
    copied = copied_tab(edit.book, source, request.get("newSheetId"))
    prefix = "Copie de" if edit.locale.day_first else "Copy of"
    title = request.get("newSheetName") or f"{prefix} {source.title}"
    while not request.get("newSheetName") and edit.book.titled(title):
        title = f"{prefix} {title}"
    copied.properties = {**copied.properties, "title": title}
    check_title(edit.book, copied)
    index = request.get("insertSheetIndex")
    place(edit, copied, edit.book.tabs.index(source) + 1 if index is None else index)
    return {"duplicateSheet": {"properties": sheet_properties(edit.book, copied)}}


def copied_tab(book: Spreadsheet, source: Sheet, given: int | None = None) -> Sheet:
    """Copy a tab under a new id; what lies on it gets new ids too."""
    copied = copy_tab(source)
    sheet_id = free_id(given, {tab.id for tab in book.tabs}, "Sheet")
    copied.properties = {**source.properties, "sheetId": sheet_id}
    copied.things = {
        kind: [renumbered(thing, sheet_id) for thing in things]
        for kind, things in source.things.items()
    }
    if source.basic_filter:
        copied.basic_filter = renumbered(source.basic_filter, sheet_id)
    return copied


def renumbered(thing: Json, sheet_id: int) -> Json:
    """Move a thing to another sheet, under a new id of its own."""
    ids = ("protectedRangeId", "filterViewId", "bandedRangeId")
    moved = {name: new_id() if name in ids else value for name, value in thing.items()}
    for name in ("ranges", "unprotectedRanges"):
        if name in thing:
            moved[name] = [{**grid, "sheetId": sheet_id} for grid in thing[name]]
    if "range" in thing:
        moved["range"] = {**thing["range"], "sheetId": sheet_id}
    return {**moved, "sheetId": sheet_id} if "startRowIndex" in thing else moved


def update_spreadsheet_properties(edit: Edit, request: Json) -> Json:
    """Change title, locale or time zone."""
    properties = masked(edit.book.properties, request.get("properties", {}), request)
    check_properties(properties)
    edit.book.properties = properties
    return {}


def check_properties(properties: Json) -> None:
    """Refuse a locale or a time zone that does not exist."""
    language, _, country = properties.get("locale", "").partition("_")
    shape = language.isalpha() and language.islower() and (not country or country.isupper())
    if not shape:
        refuse(f"Unsupported locale: {properties.get('locale')}")
    zone = properties.get("timeZone", "")
    if zone not in available_timezones() and not zone.startswith("GMT"):
        refuse(f"Invalid time zone: {zone}")


REQUESTS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
