"""The named range of every program column: added, moved, or made again under the next name.

A name whose column was deleted cannot be seen and cannot be taken (gspread#1530).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workspace.columns.column import Column, Tab
from workspace.google.errors import GoogleRefused
from workspace.setup.formats import area
from workspace.setup.tabs import TabState
from workspace.workbook.client import Json, Sheets
from workspace.workbook.frame import NamedRange, name_of

MOST = 50  # names tried for one column
BAD_REQUEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRangeRepair:
    """A column whose name is missing, or means another column."""

    tab: Tab
    column: Column
    grid: Json
    old: NamedRange | None

    def request(self, number: int) -> Json:
        """Return the request: move the name it has, else add the *number*-th."""
        if self.old:
            moved = {"namedRangeId": self.old.id, "range": self.grid}
            return {"updateNamedRange": {"namedRange": moved, "fields": "range"}}
        name = name_of(self.tab, self.column, number)
        return {"addNamedRange": {"namedRange": {"name": name, "range": self.grid}}}


def changes(states: Iterable[TabState]) -> list[NamedRangeRepair]:
    """Return the columns whose name and header do not agree."""
    repairs = []
    for state in states:
        for column in state.tab.projected:
            at, named = state.layout.at[column.header], state.frame.named(state.tab, column)
            if named is None or not named.covers(state.sheet_id, at, len(state.grid)):
                grid = area(state.sheet_id, at, top=0)
                repairs.append(NamedRangeRepair(tab=state.tab, column=column, grid=grid, old=named))
    return repairs


def apply(sheets: Sheets, spreadsheet_id: str, repairs: Sequence[NamedRangeRepair]) -> None:
    """Do all at once; where a name is taken, one by one, under the first name that is free."""
    if not repairs:
        return
    try:
        sheets.change(spreadsheet_id, [naming.request(1) for naming in repairs])
    except GoogleRefused as error:
        if error.status != BAD_REQUEST:
            raise
        for naming in repairs:
            _apply_one(sheets, spreadsheet_id, naming)


def _apply_one(sheets: Sheets, spreadsheet_id: str, naming: NamedRangeRepair) -> None:
    for number in range(1, MOST + 1):
        try:
            sheets.change(spreadsheet_id, [naming.request(number)])
        except GoogleRefused as error:
            if error.status != BAD_REQUEST or number == MOST:
                raise
        else:
            return
