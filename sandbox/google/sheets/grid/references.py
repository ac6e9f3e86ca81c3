"""References in formulas, and how they follow rows and columns that come, go or move."""

from __future__ import annotations

import re

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.model import Cell, GridRow, Json, Sheet, Spreadsheet, cell, trait
from sandbox.google.sheets.grid.shifts import SIDES, Shift

REFERENCE = re.compile(
    r'"[^"]*"'  # a text, in which nothing is a reference
    r"|(?P<tab>(?:'(?:[^']|'')+'|[^\W\d]\w*)!)?"
    r"(?P<first>\$?[A-Za-z]{1,3}\$?\d+|\$?[A-Za-z]{1,3}(?=:)|\$?\d+(?=:))"
    r"(?::(?P<last>\$?[A-Za-z]{1,3}\$?\d*|\$?\d+))?(?![\w(!])"
)


def follow(book: Spreadsheet, tab: Sheet, shift: Shift) -> None:
    """Rewrite all formulas, and ranges of ONE_OF_RANGE rules, that refer to the tab."""
    for other in book.tabs:
        where = (tab, shift, other is tab)
        rows: dict[int, GridRow] = {}  # by identity: rows that are one stay one
        for index, row in enumerate(other.rows):
            if row.has_formula or has_range_rule(row):
                other.rows[index] = rows.setdefault(id(row), followed_row(row, where))


def has_range_rule(row: GridRow) -> bool:
    """Return whether a cell of the row offers values from a range."""
    return any(
        cell is not None
        and cell.trait is not None
        and cell.trait.parts.get("dataValidation", {}).get("condition", {}).get("type")
        == "ONE_OF_RANGE"
        for cell in row.cells
    )


def followed_row(row: GridRow, where: tuple[Sheet, Shift, bool]) -> GridRow:
    """Rewrite one row; the same row when nothing in it has moved."""
    new = tuple(followed_cell(old, where) for old in row.cells)
    return row if new == row.cells else GridRow(new)


def followed_cell(old: Cell | None, where: tuple[Sheet, Shift, bool]) -> Cell | None:
    """Rewrite one cell."""
    if old is None:
        return None
    formula = followed(old.formula, where) if old.formula else ""
    rule = old.parts.get("dataValidation", {})
    if rule.get("condition", {}).get("type") != "ONE_OF_RANGE":
        return cell(old.value, formula, old.trait)
    text = followed(rule["condition"]["values"][0]["userEnteredValue"], where)
    condition: Json = {**rule["condition"], "values": [{"userEnteredValue": text}]}
    look = trait({**old.parts, "dataValidation": {**rule, "condition": condition}})
    return cell(old.value, formula, look)


def followed(text: str, where: tuple[Sheet, Shift, bool]) -> str:
    """Rewrite the references of one formula."""

    def moved(match: re.Match[str]) -> str:
        if not match["first"] or not refers(match["tab"], where[0], here=where[2]):
            return match[0]
        reference = match["first"] + (f":{match['last']}" if match["last"] else "")
        area = a1.reference(reference, where[0].id)
        if area is None:
            return match[0]
        ends = SHIFTED[where[1].dimension](area, where[1])
        return "#REF!" if ends is None else (match["tab"] or "") + ends_text(reference, ends)

    return REFERENCE.sub(moved, text)


def refers(prefix: str | None, tab: Sheet, *, here: bool) -> bool:
    """Return whether a reference is to the tab."""
    if prefix is None:
        return here
    return prefix in {f"{tab.title}!", f"{a1.quoted(tab.title)}!", f"'{tab.title}'!"}


def shifted_rows(area: Area, shift: Shift) -> Area | None:
    """Move the rows of a reference."""
    ends = shift.ends(area.top, area.bottom)
    return ends and Area(
        tab=area.tab, top=ends[0], bottom=ends[1], left=area.left, right=area.right
    )


def shifted_columns(area: Area, shift: Shift) -> Area | None:
    """Move the columns of a reference."""
    ends = shift.ends(area.left, area.right)
    return ends and Area(
        tab=area.tab, top=area.top, bottom=area.bottom, left=ends[0], right=ends[1]
    )


SHIFTED = dict(zip(SIDES, (shifted_rows, shifted_columns), strict=True))


def ends_text(old: str, area: Area) -> str:
    """Write a moved reference with the dollars of the old one."""
    parts = old.split(":")
    first = end_text(parts[0], area.left, area.top)
    if len(parts) == 1:
        return first
    right = None if area.right is None else area.right - 1
    bottom = None if area.bottom is None else area.bottom - 1
    return f"{first}:{end_text(parts[1], right, bottom)}"


def end_text(old: str, column: int | None, row: int | None) -> str:
    """Write one corner."""
    fixed_column = "$" if re.match(r"\$[A-Za-z]", old) else ""
    fixed_row = "$" if re.search(r"\$\d", old) else ""
    letters = "" if column is None else fixed_column + a1.column_letters(column)
    return letters + ("" if row is None else f"{fixed_row}{row + 1}")
