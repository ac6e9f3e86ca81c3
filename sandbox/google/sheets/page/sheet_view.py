"""A tab as the page shows it: widths, styles and lists once, cells as short as can be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.sheets.evaluation.evaluate import link
from sandbox.google.sheets.evaluation.reading import Options, Reader
from sandbox.google.sheets.evaluation.validation import choices
from sandbox.google.sheets.grid import locales
from sandbox.google.sheets.grid.a1 import column_letters
from sandbox.google.sheets.grid.edit import today_in
from sandbox.google.sheets.grid.formatted import MOMENTS, automatic, shown
from sandbox.google.sheets.grid.model import Cell, Json, Scalar, Sheet, Spreadsheet
from sandbox.google.sheets.grid.user_entered import typed

BLOCK = 200  # rows sent at once
WIDTH = 100
URL = re.compile(r"https?://\S+|mailto:\S+")
ALIGN = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}


def frame(book: Spreadsheet, tab: Sheet) -> Json:
    """Return what is known of a tab before its cells."""
    columns, rows = tab.lines.get("COLUMNS", {}), tab.lines.get("ROWS", {})
    grid = tab.properties["gridProperties"]
    return {
        "gid": tab.id,
        "revision": book.revision,
        "rowCount": tab.row_count,
        "frozenRows": grid.get("frozenRowCount", 0),
        "frozenColumns": grid.get("frozenColumnCount", 0),
        "block": BLOCK,
        "columns": [column(columns.get(index, {}), index) for index in range(tab.column_count)],
        "hiddenRows": [index for index, line in rows.items() if is_hidden(line)],
        "groups": [group(one) for one in tab.things.get("columnGroups", [])],
    }


def column(line: Json, index: int) -> Json:
    """Return a column's letters and width; no width when it is hidden."""
    width = 0 if is_hidden(line) else line.get("pixelSize", WIDTH)
    return {"name": column_letters(index), "width": width}


def is_hidden(line: Json) -> bool:
    """Return whether a row or column is hidden."""
    return bool(line.get("hiddenByUser"))


def group(one: Json) -> Json:
    """Return a group of columns."""
    span = one["range"]
    folded = bool(one.get("collapsed"))
    return {
        "start": span["startIndex"],
        "end": span["endIndex"],
        "depth": one["depth"],
        "folded": folded,
    }


class Block:
    """Some rows of a tab, with the styles and lists that their cells point to."""

    def __init__(self, book: Spreadsheet, tab: Sheet, call: Call) -> None:
        self.styles: dict[str, int] = {}
        self.lists: dict[tuple[str, ...], int] = {}
        self._book, self._tab = book, tab
        self._reader = Reader(book, call.now, Options())
        self._locale = locales.of(book.locale)
        self._today = today_in(book, call.now)
        self._known: dict[int, tuple[str, ...]] = {}  # lists of a rule, by the rule's identity

    def rows(self, indexes: Iterable[int]) -> Json:
        """Return the rows as JSON."""
        rows = {index: self._row(index) for index in indexes}
        return {
            "rows": {index: cells for index, cells in rows.items() if cells},
            "styles": list(self.styles),
            "lists": [list(options) for options in self.lists],
            "revision": self._book.revision,
        }

    def _row(self, index: int) -> dict[int, Any]:
        cells = self._tab.row(index).cells
        return {
            column: self._cell(cell, (index, column))
            for column, cell in enumerate(cells)
            if cell is not None
        }

    def _cell(self, cell: Cell, place: tuple[int, int]) -> Json:
        value = self._reader.sums.value(self._tab, *place) if cell.formula else cell.value
        text = shown(value, cell.number_format, self._locale)
        view: Json = {"t": text} if text else {}
        typed_text = self._typed(cell)
        if typed_text != text:
            view["e"] = typed_text
        if isinstance(value, int | float) and not isinstance(value, bool):
            view["n"] = 1
        if href := self._href(cell, value):
            view["h"] = href
        return {**view, **self._look(cell, value)} if cell.trait else view

    def _look(self, cell: Cell, value: Scalar) -> Json:
        view: Json = {}
        if style := css(cell.parts.get("userEnteredFormat", {})):
            view["s"] = self.styles.setdefault(style, len(self.styles))
        if note := cell.parts.get("note"):
            view["c"] = note
        rule = cell.parts.get("dataValidation")
        if rule and rule["condition"]["type"] == "BOOLEAN":
            view["b"] = 1 if value is True else 0
        elif rule and (options := self._options(rule)):
            view["l"] = self.lists.setdefault(options, len(self.lists))
        return view

    def _options(self, rule: Json) -> tuple[str, ...]:
        if id(rule) not in self._known:
            self._known[id(rule)] = tuple(choices(rule, self._book, self._tab.id))
        return self._known[id(rule)]

    def _href(self, cell: Cell, value: Scalar) -> str:
        """Return where a cell leads; only addresses a browser may follow."""
        target = link(cell.formula, self._locale) if cell.formula else value
        return target if isinstance(target, str) and URL.fullmatch(target) else ""

    def _typed(self, cell: Cell) -> str:
        """Return what a person would type to get this cell."""
        value, look = cell.value, cell.number_format
        if cell.formula or value is None:
            return cell.formula
        if isinstance(value, str):
            same = typed(value, self._locale, self._today, look)
            return value if same.value == value and not same.formula else f"'{value}"
        if isinstance(value, bool) or look.get("type") in MOMENTS:
            return shown(value, look, self._locale)
        if look.get("type") == "PERCENT":
            return automatic(value * 100, self._locale) + "%"
        return automatic(value, self._locale)


def css(look: Json) -> str:
    """Return a format as CSS; only colours, weight, alignment and wrapping."""
    text = look.get("textFormat", {})
    parts = [
        colour("background", look.get("backgroundColorStyle", {}), look.get("backgroundColor")),
        colour("color", text.get("foregroundColorStyle", {}), text.get("foregroundColor")),
        "font-weight:600" if text.get("bold") else "",
        "font-style:italic" if text.get("italic") else "",
        "text-decoration:line-through" if text.get("strikethrough") else "",
        f"text-align:{ALIGN[look['horizontalAlignment']]}"
        if look.get("horizontalAlignment") in ALIGN
        else "",
    ]
    return ";".join(part for part in parts if part)


def colour(name: str, style: Json, plain: Json | None) -> str:
    """Return a colour as CSS; components are 0 to 1, missing ones 0."""
    rgb = style.get("rgbColor", plain)
    if rgb is None:
        return ""
    values = [round(max(0, min(1, float(rgb.get(part, 0)))) * 255) for part in RGB]
    return f"{name}:rgb({values[0]},{values[1]},{values[2]})"


RGB = ("red", "green", "blue")
