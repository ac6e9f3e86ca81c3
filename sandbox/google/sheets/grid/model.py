"""A spreadsheet in memory: cells and rows that never change, tabs and books that are copied.

A change makes a copy of the book (rows are shared), edits it, and saves it under a new revision;
a call that is undone leaves a revision nobody asks for.  So a cached book is never stale or dirty.
Google's own JSON is kept where this sandbox only stores it; it is replaced, never changed in place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

Scalar = str | int | float | bool | None
Json = dict[str, Any]

MAX_CELLS = 10_000_000  # of one spreadsheet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trait:
    """What a cell has besides its value; one object for all cells that have the same."""

    key: str  # hash of the parts
    parts: Json  # userEnteredFormat, dataValidation, note, textFormatRuns; only those that are set

    @property
    def number_format(self) -> Json:
        """``{"type", "pattern"}``, empty for an automatic cell."""
        number_format: Json = self.parts.get("userEnteredFormat", {}).get("numberFormat", {})
        return number_format


_TRAITS: dict[str, Trait] = {}


def trait(parts: Json) -> Trait | None:
    """Return the one trait of these parts; empty parts do not count."""
    kept = {name: part for name, part in parts.items() if part}
    if not kept:
        return None
    text = json.dumps(kept, sort_keys=True)
    key = blake2b(text.encode(), digest_size=9).hexdigest()
    return _TRAITS.setdefault(key, Trait(key=key, parts=kept))


class Cell(NamedTuple):
    """One cell.  Numbers are int when whole, else float; dates are serial days since 1899-12-30."""

    value: Scalar = None
    formula: str = ""  # with its "="; the value is then worked out when read
    trait: Trait | None = None

    @property
    def parts(self) -> Json:
        return self.trait.parts if self.trait else {}

    @property
    def number_format(self) -> Json:
        return self.trait.number_format if self.trait else {}


def cell(value: Scalar, formula: str = "", look: Trait | None = None) -> Cell | None:
    """Return a cell, or None where nothing is left of it."""
    return None if value is None and not formula and look is None else Cell(value, formula, look)


class GridRow:
    """A row of cells, trailing empty ones dropped; it never changes, so rows may share one."""

    __slots__ = ("_formula", "_plain", "cells", "key", "shown")

    def __init__(self, cells: Sequence[Cell | None], key: int = 0) -> None:
        last = len(cells)
        while last and cells[last - 1] is None:
            last -= 1
        self.cells = tuple(cells[:last])
        self.key = key  # in the database; 0 until saved
        self.shown: dict[str, list[Scalar]] = {}  # formatted values, by locale; filled when read
        self._plain: list[Scalar] | None = None
        self._formula: bool | None = None

    @property
    def plain(self) -> list[Scalar]:
        """Unformatted values; nobody may change the list."""
        if self._plain is None:
            self._plain = [empty_if_none(cell) for cell in self.cells]
        return self._plain

    @property
    def has_formula(self) -> bool:
        if self._formula is None:
            self._formula = any(cell is not None and cell.formula for cell in self.cells)
        return self._formula

    @property
    def has_data(self) -> bool:
        return self.has_formula or any(value != "" for value in self.plain)

    def at(self, column: int) -> Cell | None:
        return self.cells[column] if column < len(self.cells) else None

    def put(self, column: int, cells: Iterable[Cell | None]) -> GridRow:
        """Return the row with these cells from a column on."""
        new = list(cells)
        old = list(self.cells)
        old.extend([None] * (column + len(new) - len(old)))
        old[column : column + len(new)] = new
        return GridRow(old)


def empty_if_none(cell: Cell | None) -> Scalar:
    """Return an unformatted value as values.get shows it: "" for an empty cell."""
    return "" if cell is None or cell.value is None else cell.value


EMPTY = GridRow(())


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One sheet of a book."""

    properties: Json  # SheetProperties without index
    rows: list[GridRow] = field(default_factory=list)  # trailing empty ones may be left out
    things: dict[str, list[Json]] = field(default_factory=dict)  # protectedRanges, merges, …
    lines: dict[str, dict[int, Json]] = field(default_factory=dict)  # "ROWS", "COLUMNS" → size, …
    basic_filter: Json | None = None
    appended_at: int | None = None  # the row at which the last appendCells landed

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    def resize(self, *, rows: int | None = None, columns: int | None = None) -> None:
        """Change what the properties say; the cells are the caller's."""
        grid = dict(self.properties["gridProperties"])
        grid["rowCount"] = self.row_count if rows is None else rows
        grid["columnCount"] = self.column_count if columns is None else columns
        self.properties = {**self.properties, "gridProperties": grid}

    def row(self, index: int) -> GridRow:
        return self.rows[index] if index < len(self.rows) else EMPTY

    def put_row(self, index: int, row: GridRow) -> None:
        """Put a row, whatever stood there."""
        if index >= len(self.rows):
            self.rows.extend([EMPTY] * (index + 1 - len(self.rows)))
        self.rows[index] = row


def data_end(tab: Sheet) -> int:
    """Return the number of rows up to the last that holds a value or a formula."""
    last = len(tab.rows)
    while last and not tab.rows[last - 1].has_data:
        last -= 1
    return last


def copy_tab(tab: Sheet) -> Sheet:
    """Return a tab that can be changed without the other noticing."""
    return Sheet(
        properties=tab.properties,
        rows=list(tab.rows),
        things={name: list(things) for name, things in tab.things.items()},
        lines={name: dict(lines) for name, lines in tab.lines.items()},
        basic_filter=tab.basic_filter,
        appended_at=tab.appended_at,
    )


@dataclass(slots=True, kw_only=True)
class Spreadsheet:
    """A spreadsheet."""

    id: str
    properties: Json  # SpreadsheetProperties
    owner: str  # mail address; protection never stops the owner
    tabs: list[Sheet]
    names: list[Json] = field(default_factory=list)  # NamedRange; "range" None once it is #REF!
    metadata: list[Json] = field(default_factory=list)  # DeveloperMetadata of every location
    revision: str = ""
    floor: int = 0  # rows up to this key may belong to a version or a copy, and are never deleted
    changes: int = 0  # since the last version was kept

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    def draft(self) -> Spreadsheet:
        """Return a copy to edit."""
        return Spreadsheet(
            id=self.id,
            properties=self.properties,
            owner=self.owner,
            tabs=[copy_tab(tab) for tab in self.tabs],
            names=list(self.names),
            metadata=list(self.metadata),
            revision=self.revision,
            floor=self.floor,
            changes=self.changes,
        )

    def tab(self, sheet_id: int) -> Sheet | None:
        return next((tab for tab in self.tabs if tab.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """Find a tab by name; Sheets does not tell upper from lower case here."""
        exact = (tab for tab in self.tabs if tab.title == title)
        folded = (tab for tab in self.tabs if tab.title.casefold() == title.casefold())
        return next(exact, None) or next(folded, None)
