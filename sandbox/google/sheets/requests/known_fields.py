"""Field masks checked against Google's own description of what they mask."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sandbox.google.api.discovery import methods
from sandbox.google.sheets.grid.cells import split_mask
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json

ROOTS = {  # the kind of request → the schema its mask starts from
    "appendCells": "CellData",
    "repeatCell": "CellData",
    "updateCells": "CellData",
    "updateBanding": "BandedRange",
    "updateDeveloperMetadata": "DeveloperMetadata",
    "updateDimensionGroup": "DimensionGroup",
    "updateDimensionProperties": "DimensionProperties",
    "updateFilterView": "FilterView",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
}


@lru_cache
def schemas() -> Mapping[str, Any]:
    """Return the schemas of Sheets v4."""
    return methods("sheets", "v4")[0].api.schemas


def check_mask(kind: str, request: Json) -> None:
    """Refuse a mask that names a field which is not there."""
    if kind not in ROOTS:
        return
    for path in split_mask(request.get("fields", "")):
        if not exists(ROOTS[kind], tuple(path)):
            refuse(f"Invalid field: {'.'.join(path)}")


@lru_cache(maxsize=4096)
def exists(schema: str, path: tuple[str, ...]) -> bool:
    """Return whether a path leads from a schema to a field of it, or of one below it."""
    if not path or path == ("*",):
        return True
    field = schemas()[schema].get("properties", {}).get(path[0])
    if field is None:
        return False
    below = field.get("$ref") or field.get("items", {}).get("$ref")
    return exists(below, path[1:]) if below else len(path) == 1 or "additionalProperties" in field
