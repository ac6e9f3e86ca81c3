"""DataFilter: A1 ranges, grid ranges and developer metadata, and what they select."""

from __future__ import annotations

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json, Spreadsheet


def areas(book: Spreadsheet, data_filter: Json) -> list[Area]:
    """Return the areas that a filter selects."""
    if "a1Range" in data_filter:
        return [a1.parse(data_filter["a1Range"], book)]
    if "gridRange" in data_filter:
        area = a1.from_grid(data_filter["gridRange"])
        return [area] if book.tab(area.tab) else refuse(f"No grid with id: {area.tab}")
    lookup = data_filter.get("developerMetadataLookup") or refuse("dataFilter must be set.")
    entries = [entry for entry in book.metadata if matches(entry, lookup)]
    places = [place(entry["location"]) for entry in entries]
    return [spot for spot in places if spot is not None]


def place(location: Json) -> Area | None:
    """Return the area of a place of metadata; a spreadsheet has none."""
    if location.get("spreadsheet"):
        return None
    lines = location.get("dimensionRange")
    if lines is None:
        return Area(tab=location.get("sheetId", 0))
    start, end = lines.get("startIndex", 0), lines.get("endIndex")
    if lines["dimension"] == "ROWS":
        return Area(tab=lines.get("sheetId", 0), top=start, bottom=end)
    return Area(tab=lines.get("sheetId", 0), left=start, right=end)


def matches(entry: Json, lookup: Json) -> bool:
    """Return whether developer metadata fits a lookup."""
    plain = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(name in lookup and entry.get(name) != lookup[name] for name in plain):
        return False
    location = entry["location"]
    if lookup.get("locationType", location["locationType"]) != location["locationType"]:
        return False
    sought = lookup.get("metadataLocation")
    return sought is None or same_place(located(sought), location, lookup)


def same_place(sought: Json, location: Json, lookup: Json) -> bool:
    """Compare places: exactly, or whether one lies in the other."""
    if lookup.get("locationMatchingStrategy") != "INTERSECTING_LOCATION":
        return sought == location
    if sought.get("spreadsheet") or location.get("spreadsheet"):
        return True
    one, other = place(sought), place(location)
    return one is not None and other is not None and crosses(one, other)


def crosses(one: Area, other: Area) -> bool:
    """Return whether two areas of one tab share a cell; a row and a column always do."""
    apart = (
        (one.bottom is not None and other.top is not None and one.bottom <= other.top)
        or (other.bottom is not None and one.top is not None and other.bottom <= one.top)
        or (one.right is not None and other.left is not None and one.right <= other.left)
        or (other.right is not None and one.left is not None and other.right <= one.left)
    )
    return one.tab == other.tab and not apart


def located(location: Json) -> Json:
    """Return a place with its type, as Google answers it."""
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    lines = location.get("dimensionRange")
    if lines is None:
        return {"locationType": "SHEET", "sheetId": location.get("sheetId", 0)}
    kind = "ROW" if lines.get("dimension") == "ROWS" else "COLUMN"
    full = {"sheetId": lines.get("sheetId", 0), "startIndex": lines.get("startIndex", 0), **lines}
    return {"locationType": kind, "dimensionRange": full}
