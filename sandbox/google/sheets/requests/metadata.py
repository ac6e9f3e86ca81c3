"""Requests about developer metadata, and its two methods."""

from __future__ import annotations

from sandbox.google.api.call import Call
from sandbox.google.sheets.evaluation import data_filters as filters
from sandbox.google.sheets.grid import store
from sandbox.google.sheets.grid.edit import Edit
from sandbox.google.sheets.grid.errors import missing, refuse
from sandbox.google.sheets.grid.model import Json, Spreadsheet
from sandbox.google.sheets.requests.dimensions import span_of
from sandbox.google.sheets.requests.masks import masked, new_id


def create(edit: Edit, request: Json) -> Json:
    """Attach metadata to a row, a column, a sheet or the spreadsheet; its id must be free."""
    entry = dict(request.get("developerMetadata", {}))
    entry.setdefault("metadataId", new_id())
    if any(other["metadataId"] == entry["metadataId"] for other in edit.book.metadata):
        refuse(f"Developer metadata with id {entry['metadataId']} already exists.")
    check(edit, entry)
    edit.book.metadata.append(entry)
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def check(edit: Edit, entry: Json) -> None:
    """Refuse metadata without key, visibility or a place that exists."""
    if not entry.get("metadataKey"):
        refuse("developerMetadata.metadataKey must be set.")
    if entry.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        refuse("developerMetadata.visibility must be set.")
    location = entry.get("location") or refuse("developerMetadata.location must be set.")
    if "dimensionRange" in location:
        _, _, span = span_of(edit, location["dimensionRange"])
        if span.size != 1:
            refuse("The dimension range must represent a single row or column.")
    elif not location.get("spreadsheet"):
        edit.tab(location.get("sheetId", 0))
    entry["location"] = filters.located(location)


def chosen(book: Spreadsheet, data_filters: list[Json]) -> list[tuple[Json, list[Json]]]:
    """Return the metadata that filters select, each with those that select it."""
    matched = []
    for entry in book.metadata:
        those = [one for one in data_filters if selects(book, one, entry)]
        if those:
            matched.append((entry, those))
    return matched


def selects(book: Spreadsheet, data_filter: Json, entry: Json) -> bool:
    """Return whether a filter selects metadata: by lookup, or by lying in a range."""
    if "developerMetadataLookup" in data_filter:
        return filters.matches(entry, data_filter["developerMetadataLookup"])
    place = filters.place(entry["location"])
    return place is not None and any(
        filters.crosses(area, place) for area in filters.areas(book, data_filter)
    )


def update(edit: Edit, request: Json) -> Json:
    """Change all metadata that the filters select."""
    entries = [entry for entry, _ in chosen(edit.book, request.get("dataFilters", []))]
    if not entries:
        refuse("No developer metadata matched the data filters.")
    changed = []
    for entry in entries:
        new = masked(entry, request.get("developerMetadata", {}), request)
        check(edit, new)
        edit.book.metadata[edit.book.metadata.index(entry)] = new
        changed.append(new)
    return {"updateDeveloperMetadata": {"developerMetadata": changed}}


def delete(edit: Edit, request: Json) -> Json:
    """Delete all metadata that the filter selects."""
    deleted = [entry for entry, _ in chosen(edit.book, [request.get("dataFilter", {})])]
    edit.book.metadata = [entry for entry in edit.book.metadata if entry not in deleted]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": deleted}}


def get(call: Call) -> Json:
    """spreadsheets.developerMetadata.get."""
    book = store.load(call.db, call.path["spreadsheetId"])
    metadata_id = call.path["metadataId"]
    entries = (entry for entry in book.metadata if str(entry["metadataId"]) == metadata_id)
    return next(entries, None) or missing()


def search(call: Call) -> Json:
    """spreadsheets.developerMetadata.search."""
    book = store.load(call.db, call.path["spreadsheetId"])
    matched = [
        {"developerMetadata": entry, "dataFilters": those}
        for entry, those in chosen(book, call.body.get("dataFilters", []))
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}


REQUESTS = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
HANDLERS = {
    "sheets.spreadsheets.developerMetadata.get": get,
    "sheets.spreadsheets.developerMetadata.search": search,
}
