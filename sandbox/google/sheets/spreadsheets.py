"""The methods of spreadsheets and spreadsheets.sheets, and what Drive asks of this product."""

from __future__ import annotations

from sandbox.google import drive
from sandbox.google.api.call import Call, Native
from sandbox.google.drive.access import check_document
from sandbox.google.sheets import new_spreadsheet
from sandbox.google.sheets.evaluation import data_filters
from sandbox.google.sheets.grid import store, versions
from sandbox.google.sheets.grid.cells import split_mask
from sandbox.google.sheets.grid.edit import change
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json
from sandbox.google.sheets.requests.batch_update import batch_update
from sandbox.google.sheets.requests.resource import RequestedFields, spreadsheet
from sandbox.google.sheets.requests.tabs import copied_tab, sheet_properties

MIME_TYPE = "application/vnd.google-apps.spreadsheet"


def create(call: Call) -> Json:
    """spreadsheets.create: a spreadsheet, and a file of the caller's Drive."""
    name = call.body.get("properties", {}).get("title") or "Untitled spreadsheet"
    book_id = drive.adopt(call, "", name, MIME_TYPE)
    book = new_spreadsheet.new_book(call, book_id, call.body)
    store.save(call.db, book, None, call.now.isoformat())
    return spreadsheet(book, call, RequestedFields())


def get(call: Call) -> Json:
    """spreadsheets.get; a field mask that names cells asks for them, whatever includeGridData."""
    book = store.load(call.db, call.path["spreadsheetId"])
    data = call.one("includeGridData") == "true"
    if mask := call.one("fields"):
        data = any(wants_data(path) for path in split_mask(mask.replace("/", ".")))
    return spreadsheet(book, call, RequestedFields(ranges=call.query.get("ranges", ()), data=data))


def wants_data(path: list[str]) -> bool:
    """Return whether a field mask's path leads to cells."""
    return path[0] == "*" or (path[0] == "sheets" and (path[1:2] or ["data"])[0] in {"data", "*"})


def get_by_filter(call: Call) -> Json:
    """spreadsheets.getByDataFilter."""
    book = store.load(call.db, call.path["spreadsheetId"])
    chosen = call.body.get("dataFilters", [])
    areas = [area for one in chosen for area in data_filters.areas(book, one)]
    data = bool(call.body.get("includeGridData"))
    if mask := call.one("fields"):
        data = any(wants_data(path) for path in split_mask(mask.replace("/", ".")))
    return spreadsheet(book, call, RequestedFields(areas=areas, data=data))


def copy_to(call: Call) -> Json:
    """sheets.copyTo: a tab copied into another spreadsheet, or the same."""
    source = store.load(call.db, call.path["spreadsheetId"])
    sheet_id = int(call.path["sheetId"])
    tab = source.tab(sheet_id) or refuse(f"No sheet with id: {sheet_id}")
    target = call.body.get("destinationSpreadsheetId", "")
    check_document(call, target, writes=True)
    store.raise_floor(call.db, source.id)
    store.raise_floor(call.db, target)
    with change(call, target) as edit:
        copied = copied_tab(edit.book, tab)
        title = f"{'Copie de' if edit.locale.day_first else 'Copy of'} {tab.title}"
        copied.properties = {**copied.properties, "title": new_spreadsheet.unused(edit.book, title)}
        edit.book.tabs.append(copied)
        return sheet_properties(edit.book, copied)


def native_create(call: Call, book_id: str, name: str) -> None:
    """Drive made an empty spreadsheet."""
    book = new_spreadsheet.new_book(call, book_id, {"properties": {"title": name}})
    store.save(call.db, book, None, call.now.isoformat())


def native_copy(call: Call, source_id: str, copy_id: str) -> None:
    """Drive copied a spreadsheet; it belongs to who copied it."""
    versions.copy(call.db, source_id, copy_id)
    before = store.load(call.db, copy_id)
    book = before.draft()
    book.owner = call.account
    store.save(call.db, book, before, call.now.isoformat())


def native_rename(call: Call, book_id: str, name: str) -> None:
    """Drive renamed the file."""
    before = store.load(call.db, book_id)
    if before.properties["title"] != name:
        book = before.draft()
        book.properties = {**book.properties, "title": name}
        store.save(call.db, book, before, call.now.isoformat())


def native_delete(call: Call, book_id: str) -> None:
    """Drive deleted the file for good."""
    store.delete(call.db, book_id)


NATIVES = {
    MIME_TYPE: Native(
        extension=".gsheet",
        link="/spreadsheets/d/{id}/edit",
        create=native_create,
        copy=native_copy,
        rename=native_rename,
        delete=native_delete,
    )
}
PREFIX = "sheets.spreadsheets"
HANDLERS = {
    f"{PREFIX}.create": create,
    f"{PREFIX}.get": get,
    f"{PREFIX}.getByDataFilter": get_by_filter,
    f"{PREFIX}.batchUpdate": batch_update,
    f"{PREFIX}.sheets.copyTo": copy_to,
}
