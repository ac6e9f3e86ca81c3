"""Compares what the program's cells should show with what they show; the rest is one write.

A write goes to whole columns by their names, and to rows by where they stood when read a moment
ago.  If people insert, delete or sort in that moment, a value lands in another row, but never in
another column: nothing that anybody typed is lost.  The check afterwards sees it.  Then rows that
are not ours to change get back what they showed before, new ones lose what was never meant for
them, and the rest is written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from invoicing.values.problems import Problem
from jobs.ports import Projection
from workspace.columns.billing import INVOICES
from workspace.columns.closings import CLOSINGS
from workspace.columns.column import Column, Tab
from workspace.columns.columns import BY_TITLE
from workspace.columns.program import TRANSMISSIONS
from workspace.workbook import cells
from workspace.workbook import frame as book
from workspace.workbook.cells import Wire
from workspace.workbook.client import Json
from workspace.workbook.frame import WorkbookFrame
from workspace.workbook.headers import Grid, HeaderPositions, layout
from workspace.workbook.numbers import Raw
from workspace.workbook.rows import find, key_of

Values = Mapping[str, Wire]  # header → what the cell is to show


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTab:
    """One tab as it stands."""

    layout: HeaderPositions
    grid: Grid
    problems: tuple[Problem, ...]  # why nothing can be shown here
    identities: Mapping[int, str]  # row, as the person sees it → identity

    @property
    def tab(self) -> Tab:
        """Return the tab."""
        return self.layout.tab

    def raw(self, number: int, column: Column) -> Raw:
        """Return a cell."""
        return self.layout.raw(self.grid[number - 1], column)


def sight(frame: WorkbookFrame, tab: Tab, grid: Grid) -> ShownTab:
    """Return one tab as it stands."""
    placed = layout(tab, grid)
    problems = placed.problems or book.disagreements(frame, placed, len(grid))
    rows = () if placed.problems else find(placed, grid)
    names = {filled.number: filled.identity for filled in rows}
    return ShownTab(layout=placed, grid=grid, problems=problems, identities=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell to write."""

    tab: Tab
    column: Column
    number: int  # row, as the person sees it
    value: Wire


@dataclass(slots=True)
class ProjectionProgress:
    """What is to be shown, what was shown before, and what has been written so far."""

    cells: dict[str, dict[str, Values]]  # tab → identity → header → value
    new_keys: tuple[str, ...] = ()
    before: dict[str, dict[str, Values]] = field(default_factory=dict)
    sent: dict[tuple[str, str], set[Wire]] = field(default_factory=dict)  # (tab, header) → values

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """Return the tabs that it is about."""
        keyed = {INVOICES.title} if self.new_keys else set()
        return tuple(tab for title, tab in BY_TITLE.items() if title in {*self.cells, *keyed})

    def remember(self, seen: Iterable[ShownTab]) -> None:
        """Keep what the rows showed before anything was written."""
        self.before = self.before or {one.tab.title: _before(one) for one in seen}

    def value(self, title: str, identity: str, column: Column, raw: Raw) -> Wire | None:
        """Return what a cell is to show; ``None`` leaves it as it is."""
        mine = self.cells.get(title, {}).get(identity, {})
        if column.header in mine:
            return mine[column.header]
        sent = self.sent.get((title, column.header))
        if sent is None:
            return None
        before = self.before.get(title, {}).get(identity)
        if before is not None:
            return before[column.header]
        return "" if any(cells.same(column, raw, value) for value in sent) else None

    def note(self, changes: Iterable[CellChange]) -> None:
        """Remember what is written, to recognise it where it does not belong."""
        for change in changes:
            self.sent.setdefault((change.tab.title, change.column.header), set()).add(change.value)


def _before(one: ShownTab) -> dict[str, Values]:
    return {
        identity: {
            column.header: cells.written_back(one.raw(number, column))
            for column in one.tab.projected
        }
        for number, identity in one.identities.items()
    }


def planned(projection: Projection) -> ProjectionProgress:
    """Turn values into what is written."""
    values_by_row: dict[str, dict[str, Values]] = {}
    for title, rows in projection.cells.items():
        tab = BY_TITLE[title]
        values_by_row[title] = {
            identity: {
                header: cells.written(tab.column(header), value) for header, value in row.items()
            }
            for identity, row in rows.items()
        }
    for tab, lines in ((TRANSMISSIONS, projection.transmissions), (CLOSINGS, projection.closings)):
        key = tab.columns[0]
        for row in lines:
            values = {h: cells.written(tab.column(h), value) for h, value in row.items()}
            identity = f"{key_of(key, str(values[key.header]))}#1"
            values_by_row.setdefault(tab.title, {})[identity] = values
    return ProjectionProgress(values_by_row, projection.new_keys)


def differences(seen: Iterable[ShownTab], want: ProjectionProgress) -> list[CellChange]:
    """Return the cells that do not show what they should."""
    return [
        CellChange(tab=one.tab, column=column, number=number, value=value)
        for one in seen
        if not one.problems
        for column in one.tab.projected
        for number in range(2, len(one.grid) + 1)
        if (value := _correction(one, number, column, want)) is not None
    ]


def _correction(
    one: ShownTab, number: int, column: Column, want: ProjectionProgress
) -> Wire | None:
    raw = one.raw(number, column)
    value = want.value(one.tab.title, one.identities.get(number, ""), column, raw)
    return None if value is None or cells.same(column, raw, value) else value


def as_write(frame: WorkbookFrame, changes: Iterable[CellChange]) -> list[Json]:
    """Return the ranges of one values.batchUpdate: a column each; ``None`` skips a cell."""
    columns: dict[str, dict[int, Wire]] = {}
    for change in changes:
        named = frame.named(change.tab, change.column)
        assert named is not None, "checked against the headers"
        columns.setdefault(named.name, {})[change.number - 1] = change.value
    return [
        {
            "range": name,
            "majorDimension": "COLUMNS",
            "values": [[values.get(index) for index in range(max(values) + 1)]],
        }
        for name, values in columns.items()
    ]
