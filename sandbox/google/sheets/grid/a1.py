"""Ranges: Google's A1 notation and GridRange, both read into an ``Area``.

>>> reference("B2:C", 7)
Area(tab=7, top=1, bottom=None, left=1, right=3)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json, Sheet

QUALIFIED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)", re.DOTALL)
QUOTED = re.compile(r"'((?:[^']|'')+)'", re.DOTALL)
END = r"\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,7})?"
REFERENCE = re.compile(f"{END}(?::{END})?")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of one tab, zero-based, ends excluded; a side that is None is open."""

    tab: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None


class Names(Protocol):
    """What a range can be looked up in: a ``Book``."""

    @property
    def tabs(self) -> list[Sheet]: ...
    @property
    def names(self) -> list[Json]: ...
    def titled(self, title: str) -> Sheet | None: ...


def column_number(letters: str) -> int:
    """Return the zero-based number of a column: "A" is 0, "AA" is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Return the letters of a zero-based column."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(title: str) -> str:
    """Return a tab's name as it stands before the "!"."""
    return title if is_plain(title) else "'" + title.replace("'", "''") + "'"


def is_plain(title: str) -> bool:
    """Return whether a tab's name needs no quotes."""
    return bool(PLAIN_TITLE.fullmatch(title)) and not LOOKS_LIKE_CELL.fullmatch(title)


def parse(text: str, names: Names) -> Area:
    """Read a range as ``values.get`` takes it: A1 notation, a tab's name or a named range."""
    if match := QUALIFIED.fullmatch(text):
        title = match[1].replace("''", "'") if match[1] else match[2]
        tab = names.titled(title)
        area = reference(match[3], tab.id) if tab else None
    else:
        area = unqualified(text, names)
    return refuse(f"Unable to parse range: {text}") if area is None else area


def unqualified(text: str, names: Names) -> Area | None:
    """Read a range without "!": on the first visible tab, else a named range, else a tab."""
    visible = next(tab for tab in names.tabs if not tab.properties.get("hidden"))
    if area := reference(text, visible.id):
        return area
    for named in names.names:
        if named["name"].casefold() == text.casefold() and named["range"] is not None:
            return from_grid(named["range"])
    title = match[1].replace("''", "'") if (match := QUOTED.fullmatch(text)) else text
    tab = names.titled(title)
    return Area(tab=tab.id) if tab else None


def reference(text: str, tab: int) -> Area | None:
    """Read what stands after the "!"; None if it is no reference."""
    match = REFERENCE.fullmatch(text)
    if not match or not text:
        return None
    ends = [match[1], match[2], match[3], match[4]]
    if ":" not in text:
        ends = [match[1], match[2], match[1], match[2]] if match[1] and match[2] else []
    elif not (any(ends[:2]) and any(ends[2:])):
        return None
    return ordered(ends, tab) if ends else None


def ordered(ends: list[str | None], tab: int) -> Area:
    """Put two corners in order: ``C3:A1`` is ``A1:C3``, ``A5:A`` goes down from row 5."""
    columns = [column_number(end) for end in (ends[0], ends[2]) if end]
    rows = [int(end) - 1 for end in (ends[1], ends[3]) if end]
    both = 2
    return Area(
        tab=tab,
        top=min(rows, default=None),
        bottom=max(rows) + 1 if len(rows) == both else None,
        left=min(columns, default=None),
        right=max(columns) + 1 if len(columns) == both else None,
    )


def show(area: Area, tab: Sheet, *, whole: bool = False) -> str:
    """Write an area in A1 notation, open sides closed by the grid.

    ``whole`` says a tab that was named alone stays its grid too, as in Google's answers.
    """
    top, left = area.top or 0, area.left or 0
    bottom = tab.row_count if area.bottom is None else area.bottom
    right = tab.column_count if area.right is None else area.right
    first = f"{column_letters(left)}{top + 1}"
    last = f"{column_letters(right - 1)}{bottom}"
    alone = first == last and not whole
    return f"{quoted(tab.title)}!{first}" if alone else f"{quoted(tab.title)}!{first}:{last}"


def from_grid(grid: Json) -> Area:
    """Read a GridRange; a missing end is open, a missing sheetId is 0."""
    return Area(
        tab=grid.get("sheetId", 0),
        top=grid.get("startRowIndex"),
        bottom=grid.get("endRowIndex"),
        left=grid.get("startColumnIndex"),
        right=grid.get("endColumnIndex"),
    )


def to_grid(area: Area) -> Json:
    """Write a GridRange; Google leaves out open ends, and a sheetId of 0 (pygsheets#105)."""
    ends = {
        "sheetId": area.tab or None,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return {name: end for name, end in ends.items() if end is not None}
