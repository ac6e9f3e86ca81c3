"""Where the columns of a tab stand: found by header in row 1, in any order.

Headers that are not ours are the user's own, also when they stand twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from invoicing.values.problems import Problem, Source
from workspace.columns.column import Column, Tab
from workspace.workbook.numbers import Raw
from workspace.workbook.texts import plain

Grid = Sequence[Sequence[Raw]]  # rows of a tab; Sheets drops trailing empty cells and rows


def letters(index: int) -> str:
    """Return the name of a column, counted from 0.

    >>> [letters(index) for index in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderPositions:
    """The columns of one tab as one reading found them."""

    tab: Tab
    at: Mapping[str, int]  # header → column, from 0
    problems: tuple[Problem, ...] = ()  # headers that are missing or doubled

    def raw(self, row: Sequence[Raw], column: Column) -> Raw:
        """Return the cell of a row; ``None`` if Sheets left it out."""
        index = self.at[column.header]
        return row[index] if index < len(row) else None

    def source(self, row: int, column: Column) -> Source:
        """Return where a cell stands; *row* as a person counts."""
        return Source(
            tab=self.tab.title,
            row=row,
            column=letters(self.at[column.header]),
            header=column.header,
        )


def layout(tab: Tab, grid: Grid) -> HeaderPositions:
    """Return where the columns stand, and which headers are missing or doubled."""
    by_header: dict[str, list[int]] = {}
    for index, header in enumerate(grid[0] if grid else ()):
        if isinstance(header, str):
            by_header.setdefault(plain(header), []).append(index)
    places = {column.header: by_header.get(plain(column.header), []) for column in tab.columns}
    return HeaderPositions(
        tab=tab,
        at={header: indexes[0] for header, indexes in places.items() if indexes},
        problems=tuple(
            _problem(tab, header, indexes)
            for header, indexes in places.items()
            if len(indexes) != 1
        ),
    )


def _problem(tab: Tab, header: str, indexes: Sequence[int]) -> Problem:
    source = Source(tab=tab.title, header=header)
    if not indexes:
        return Problem(code="missing-header", source=source, values={"header": header})
    columns = ", ".join(letters(index) for index in indexes)
    values = {"header": header, "columns": columns}
    return Problem(code="doubled-header", source=source, values=values)
