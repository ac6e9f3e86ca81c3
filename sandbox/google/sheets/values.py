"""The methods of spreadsheets.values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import within
from sandbox.google.sheets.evaluation import data_filters
from sandbox.google.sheets.evaluation.reading import Options, Reader, options
from sandbox.google.sheets.grid import a1, store
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.edit import Box, Edit, change, inside
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json
from sandbox.google.sheets.requests.dimensions import insert_dimension
from sandbox.google.sheets.writing import check_option, clear, of_box, rows_of, table, write


def book_id(call: Call) -> str:
    """Return the spreadsheet a call is about."""
    return call.path["spreadsheetId"]


def query_options(call: Call) -> Options:
    """Read how a GET wants its values."""
    names = ("valueRenderOption", "dateTimeRenderOption", "majorDimension")
    return options(*(call.one(name) for name in names))


def get(call: Call) -> Json:
    """spreadsheets.values.get."""
    book = store.load(call.db, book_id(call))
    area = a1.parse(call.path["range"], book)
    return Reader(book, call.now, query_options(call)).value_range(area)


def batch_get(call: Call) -> Json:
    """spreadsheets.values.batchGet."""
    book = store.load(call.db, book_id(call))
    reader = Reader(book, call.now, query_options(call))
    ranges = [reader.value_range(a1.parse(text, book)) for text in call.query.get("ranges", ())]
    return {"spreadsheetId": book.id, "valueRanges": ranges}


def batch_get_by_filter(call: Call) -> Json:
    """spreadsheets.values.batchGetByDataFilter."""
    book, body = store.load(call.db, book_id(call)), call.body
    names = ("valueRenderOption", "dateTimeRenderOption", "majorDimension")
    reader = Reader(book, call.now, options(*(body.get(name, "") for name in names)))
    filters: dict[Area, list[Json]] = {}
    for data_filter in body.get("dataFilters", []):
        for area in data_filters.areas(book, data_filter):
            filters.setdefault(area, []).append(data_filter)
    ranges = [
        {"valueRange": reader.value_range(area), "dataFilters": those}
        for area, those in filters.items()
    ]
    return {"spreadsheetId": book.id, "valueRanges": ranges}


def update(call: Call) -> Json:
    """spreadsheets.values.update."""
    option = call.one("valueInputOption")
    check_option(option)
    with change(call, book_id(call)) as edit:
        area = a1.parse(call.path["range"], edit.book)
        check_range(call, edit, area)
        answer = write(edit, area, rows_of(call.body), option)
        if call.one("includeValuesInResponse") == "true":
            answer["updatedData"] = written(call, edit, answer, query_response(call))
        return answer


def check_range(call: Call, edit: Edit, area: Area) -> None:
    """Refuse a body that names another range than the address does."""
    text = call.body.get("range")
    if text and a1.parse(text, edit.book) != area:
        refuse(f"Requested range [{call.path['range']}] differs from the body's [{text}].")


def query_response(call: Call) -> Options:
    """Read how the written values are to be returned."""
    return options(
        call.one("responseValueRenderOption"), call.one("responseDateTimeRenderOption"), ""
    )


def written(call: Call, edit: Edit, answer: Json, how: Options) -> Json:
    """Return the values that were written, as they now stand."""
    area = a1.parse(answer["updatedRange"], edit.book)
    return Reader(edit.book, call.now, how).value_range(area)


@contextmanager
def named(where: str) -> Iterator[None]:
    """Name the part of the body in which an error lies."""
    try:
        yield
    except GoogleError as error:
        raise within(where, error) from None


def batch_update(call: Call) -> Json:
    """spreadsheets.values.batchUpdate: all of it or nothing."""
    with change(call, book_id(call)) as edit:
        option = call.body.get("valueInputOption", "")
        check_option(option)
        answers = []
        for index, data in enumerate(call.body.get("data", [])):
            with named(f"data[{index}]"):
                area = a1.parse(data.get("range", ""), edit.book)
                answers.append(write(edit, area, rows_of(data), option))
        return totalled(call, edit, answers)


def batch_update_by_filter(call: Call) -> Json:
    """spreadsheets.values.batchUpdateByDataFilter."""
    with change(call, book_id(call)) as edit:
        option = call.body.get("valueInputOption", "")
        check_option(option)
        answers = []
        for index, data in enumerate(call.body.get("data", [])):
            with named(f"data[{index}]"):
                answers.extend(write_filtered(edit, data, option))
        return totalled(call, edit, answers)


def write_filtered(edit: Edit, data: Json, option: str) -> list[Json]:
    """Write the same values into all areas that a filter selects."""
    chosen, rows = data.get("dataFilter", {}), rows_of(data)
    done = [write(edit, area, rows, option) for area in data_filters.areas(edit.book, chosen)]
    for answer in done:
        answer.pop("spreadsheetId")
    return [{**answer, "dataFilter": chosen} for answer in done]


def totalled(call: Call, edit: Edit, answers: list[Json]) -> Json:
    """Add up what several writes did."""
    body = call.body
    if body.get("includeValuesInResponse"):
        render = body.get("responseValueRenderOption", "")
        how = options(render, body.get("responseDateTimeRenderOption", ""), "")
        for answer in answers:
            answer["updatedData"] = written(call, edit, answer, how)
    touched = [answer for answer in answers if answer.get("updatedCells")]
    sheets = {a1.parse(answer["updatedRange"], edit.book).tab for answer in touched}
    totals: dict[str, Any] = {
        f"total{name}": sum(answer.get(name[0].lower() + name[1:], 0) for answer in answers)
        for name in ("UpdatedRows", "UpdatedColumns", "UpdatedCells")
    }
    totals["totalUpdatedSheets"] = len(sheets)
    kept = {name: total for name, total in totals.items() if total}
    return {"spreadsheetId": edit.book.id, **kept, "responses": answers}


def append(call: Call) -> Json:
    """spreadsheets.values.append: after the table that the range touches."""
    option = call.one("valueInputOption")
    check_option(option)
    with change(call, book_id(call)) as edit:
        area = a1.parse(call.path["range"], edit.book)
        tab = edit.tab(area.tab)
        bounds = table(tab, area)
        rows = rows_of(call.body)
        top = bounds.bottom if bounds else (area.top or 0)
        left = bounds.left if bounds else (area.left or 0)
        make_room(edit, area.tab, (top, len(rows)), call.one("insertDataOption"))
        place = Box(top, top + 1, left, left + 1)
        updates = write(edit, of_box(tab, place), rows, option)
        if call.one("includeValuesInResponse") == "true":
            updates["updatedData"] = written(call, edit, updates, query_response(call))
        answer = {"spreadsheetId": edit.book.id, "updates": updates}
        return {**answer, "tableRange": a1.show(of_box(tab, bounds), tab)} if bounds else answer


def make_room(edit: Edit, sheet_id: int, where: tuple[int, int], option: str) -> None:
    """Add the rows that an append needs: new ones with INSERT_ROWS, else only beyond the grid."""
    (top, count), tab = where, edit.tab(sheet_id)
    if option == "INSERT_ROWS" and top < tab.row_count and count:
        span = {"dimension": "ROWS", "startIndex": top, "endIndex": top + count}
        insert_dimension(
            edit, {"range": {**span, "sheetId": sheet_id}, "inheritFromBefore": top > 0}
        )
    if top + count > tab.row_count:
        tab.resize(rows=top + count)


def clear_values(call: Call) -> Json:
    """spreadsheets.values.clear."""
    with change(call, book_id(call)) as edit:
        done = clear(edit, a1.parse(call.path["range"], edit.book))
        return {"spreadsheetId": edit.book.id, "clearedRange": done}


def batch_clear(call: Call) -> Json:
    """spreadsheets.values.batchClear."""
    with change(call, book_id(call)) as edit:
        areas = [a1.parse(text, edit.book) for text in call.body.get("ranges", [])]
        return {
            "spreadsheetId": edit.book.id,
            "clearedRanges": [clear(edit, area) for area in areas],
        }


def batch_clear_by_filter(call: Call) -> Json:
    """spreadsheets.values.batchClearByDataFilter."""
    with change(call, book_id(call)) as edit:
        chosen = call.body.get("dataFilters", [])
        areas = [area for one in chosen for area in data_filters.areas(edit.book, one)]
        for area in areas:
            inside(area, edit.tab(area.tab))
        return {
            "spreadsheetId": edit.book.id,
            "clearedRanges": [clear(edit, area) for area in areas],
        }


PREFIX = "sheets.spreadsheets.values"
HANDLERS = {
    f"{PREFIX}.get": get,
    f"{PREFIX}.batchGet": batch_get,
    f"{PREFIX}.batchGetByDataFilter": batch_get_by_filter,
    f"{PREFIX}.update": update,
    f"{PREFIX}.batchUpdate": batch_update,
    f"{PREFIX}.batchUpdateByDataFilter": batch_update_by_filter,
    f"{PREFIX}.append": append,
    f"{PREFIX}.clear": clear_values,
    f"{PREFIX}.batchClear": batch_clear,
    f"{PREFIX}.batchClearByDataFilter": batch_clear_by_filter,
}
