"""One change to a spreadsheet: a draft of it, who makes it, and where that person may write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.google import drive
from sandbox.google.api.call import Call
from sandbox.google.sheets.grid import a1, locales, store, versions
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.errors import PROTECTED, refuse
from sandbox.google.sheets.grid.locales import Locale
from sandbox.google.sheets.grid.model import MAX_CELLS, Json, Sheet, Spreadsheet


class Box(NamedTuple):
    """An area whose sides are all known."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True, kw_only=True)
class Edit:
    """A draft and its author."""

    book: Spreadsheet
    account: str
    now: datetime
    fault: str | None = None

    @property
    def locale(self) -> Locale:
        return locales.of(self.book.locale)

    @property
    def today(self) -> date:
        return today_in(self.book, self.now)

    def tab(self, sheet_id: int) -> Sheet:
        """Return the tab to be changed."""
        return self.book.tab(sheet_id) or refuse(f"No grid with id: {sheet_id}")

    def area(self, grid: Json) -> tuple[Sheet, Box]:
        """Return the tab and the rectangle of a GridRange, which must lie inside the grid."""
        area = a1.from_grid(grid)
        tab = self.tab(area.tab)
        return tab, inside(area, tab)


def today_in(book: Spreadsheet, now: datetime) -> date:
    """Return the day it is where the spreadsheet is."""
    try:
        return now.astimezone(ZoneInfo(book.properties.get("timeZone", "Etc/GMT"))).date()
    except (ZoneInfoNotFoundError, ValueError):
        return now.date()


@contextmanager
def change(call: Call, book_id: str) -> Iterator[Edit]:
    """Give a draft of a spreadsheet, and save it unless an exception leaves the block."""
    before = store.load(call.db, book_id)
    edit = Edit(book=before.draft(), account=call.account, now=call.now, fault=call.fault)
    yield edit
    check_size(edit.book)
    store.save(call.db, edit.book, before, call.now.isoformat())
    drive.touch(call, book_id)
    if edit.book.properties["title"] != before.properties["title"]:
        drive.retitle(call, book_id, edit.book.properties["title"])
    versions.keep_sometimes(call.db, edit.book)


def check_size(book: Spreadsheet) -> None:
    """Refuse a spreadsheet of more than ten million cells."""
    if sum(tab.row_count * tab.column_count for tab in book.tabs) > MAX_CELLS:
        refuse(
            "This action would increase the number of cells in the workbook above the limit of"
            f" {MAX_CELLS} cells."
        )


def box(area: Area, tab: Sheet) -> Box:
    """Close the open sides by the grid."""
    return Box(
        area.top or 0,
        tab.row_count if area.bottom is None else area.bottom,
        area.left or 0,
        tab.column_count if area.right is None else area.right,
    )


def inside(area: Area, tab: Sheet) -> Box:
    """Close the open sides, and refuse what lies beyond the grid."""
    bounds = box(area, tab)
    if bounds.top > bounds.bottom or bounds.left > bounds.right or min(bounds) < 0:
        refuse("GridRange has an end before its start.")
    if bounds.bottom > tab.row_count or bounds.right > tab.column_count:
        beyond(area, tab)
    return bounds


def clipped(area: Area, tab: Sheet) -> Box:
    """Cut an area at the edges of the grid, as reading does; refuse it wholly outside."""
    bounds = box(area, tab)
    if bounds.top >= tab.row_count or bounds.left >= tab.column_count:
        beyond(area, tab)
    return bounds._replace(
        bottom=min(bounds.bottom, tab.row_count), right=min(bounds.right, tab.column_count)
    )


def beyond(area: Area, tab: Sheet) -> None:
    """Refuse an area outside the grid."""
    refuse(
        f"Range ({a1.show(area, tab)}) exceeds grid limits."
        f" Max rows: {tab.row_count}, max columns: {tab.column_count}"
    )


def overlaps(area: Area, tab: Sheet, place: Box) -> bool:
    """Return whether an area of the tab and a rectangle share a cell."""
    bounds = box(area, tab)
    return (
        area.tab == tab.id
        and bounds.top < place.bottom
        and place.top < bounds.bottom
        and bounds.left < place.right
        and place.left < bounds.right
    )


def covers(area: Area, tab: Sheet, place: Box) -> bool:
    """Return whether a rectangle lies wholly in an area of the tab."""
    bounds = box(area, tab)
    return (
        area.tab == tab.id
        and bounds.top <= place.top
        and place.bottom <= bounds.bottom
        and bounds.left <= place.left
        and place.right <= bounds.right
    )


def guard(edit: Edit, tab: Sheet, place: Box) -> None:
    """Refuse to write where a protected range does not name this account an editor."""
    if edit.account == edit.book.owner:
        return
    for protected in tab.things.get("protectedRanges", []):
        if may_edit(protected, edit.account) or not overlaps(
            a1.from_grid(protected["range"]), tab, place
        ):
            continue
        free = protected.get("unprotectedRanges", [])
        if not any(covers(a1.from_grid(grid), tab, place) for grid in free):
            refuse(PROTECTED)


def may_edit(protected: Json, account: str) -> bool:
    """Return whether a protected range lets this account write; a warning stops nobody."""
    editors = protected.get("editors", {}).get("users", [])
    return bool(protected.get("warningOnly")) or account in editors
