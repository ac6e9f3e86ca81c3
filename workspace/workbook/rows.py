"""People's tabs as rows: every cell read, every problem kept in its row, nothing decided.

``identities`` names rows so that they are found again, wherever they have moved to: by their key,
or by a fingerprint of what people typed; "#2" is the second of its equals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

from invoicing.rows.tabs import TabRow
from invoicing.values.problems import Problem, Source
from jobs.ports import Cell
from workspace.columns.column import Column, Kind
from workspace.workbook import cells, texts
from workspace.workbook.headers import Grid, HeaderPositions
from workspace.workbook.numbers import Raw
from workspace.workbook.texts import WrongCell

R = TypeVar("R", bound=TabRow)
NUMBERED = re.compile(r"F(\d{4,9})")  # a pre-numbered `Réf.`
HOME = {"", "FR", "FRANCE"}


class CellPlaces(Mapping[str, Source]):
    """Where the fields of one row stand; worked out on demand, since few rows have problems."""

    __slots__ = ("_layout", "_row")

    def __init__(self, layout: HeaderPositions, row: int) -> None:
        self._layout = layout
        self._row = row

    def __getitem__(self, name: str) -> Source:
        for column in self._layout.tab.people:
            if column.field == name:
                return self._layout.source(self._row, column)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (column.field for column in self._layout.tab.people)

    def __len__(self) -> int:
        return len(self._layout.tab.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """A row that people have filled, before its cells are read."""

    number: int  # as the person sees it
    identity: str
    row: Sequence[Raw]
    free: bool = False  # of `Factures`, and nothing but its key


def people_cells(layout: HeaderPositions, row: Sequence[Raw]) -> list[Raw]:
    """Return what people typed into a row, in the table's order; an unticked box is nothing."""
    raws = (layout.raw(row, column) for column in layout.tab.people)
    return [None if cells.is_empty(raw) or raw is False else raw for raw in raws]


def find(layout: HeaderPositions, grid: Grid) -> list[FilledRow]:
    """Find the rows that are not empty, and name them."""
    seen: Counter[str] = Counter()
    filled = []
    for number, row in enumerate(grid[1:], 2):
        typed = people_cells(layout, row) if layout.tab.people else []
        name, free = _name(layout, row, typed)
        if name:
            seen[name] += 1
            identity = f"{name}#{seen[name]}"
            filled.append(FilledRow(number=number, identity=identity, row=row, free=free))
    return filled


def _name(layout: HeaderPositions, row: Sequence[Raw], typed: list[Raw]) -> tuple[str, bool]:
    """Return a row's key, or its fingerprint, or "" if it is empty; and whether it is free."""
    filled = sum(raw is not None for raw in typed)
    if layout.tab.key:
        key = _key_of(layout, row)
        if key:
            return key, layout.tab.is_numbered and filled == 1
    if not filled:
        return "", False
    print_ = "\x1f".join(f"{type(raw).__name__}:{raw}" for raw in typed)
    return "=" + blake2b(print_.encode(), digest_size=12).hexdigest(), False


def _key_of(layout: HeaderPositions, row: Sequence[Raw]) -> str:
    column = layout.tab.column(layout.tab.key)
    return key_of(column, layout.raw(row, column))


def key_of(column: Column, raw: Raw) -> str:
    """Return the name that a key cell gives its row; a key that cannot be read names it too."""
    value = "" if cells.is_empty(raw) else cells.read(column, raw)
    return texts.key(str(raw)) if isinstance(value, WrongCell) else str(value)


def read_rows(layout: HeaderPositions, rows: Sequence[FilledRow], kind: type[R]) -> tuple[R, ...]:
    """Read the filled rows of a people's tab."""
    return tuple(_read_row(layout, filled, kind) for filled in rows if not filled.free)


def _read_row(layout: HeaderPositions, filled: FilledRow, kind: type[R]) -> R:
    values: dict[str, object] = {}
    problems = []
    for column in layout.tab.people:
        raw = layout.raw(filled.row, column)
        if cells.is_empty(raw):
            continue
        value = cells.read(column, raw)
        if isinstance(value, WrongCell):
            source = layout.source(filled.number, column)
            problems.append(Problem(code=value.code, source=source, values=value.values))
        else:
            values[column.field] = value
    return kind(
        place=Source(tab=layout.tab.title, row=filled.number),
        identity=filled.identity,
        cells=CellPlaces(layout, filled.number),
        problems=tuple(problems),
        **_settled(layout, filled.row, values),
    )


def _settled(
    layout: HeaderPositions, row: Sequence[Raw], values: dict[str, object]
) -> dict[str, object]:
    """Fill in what needs more than one cell: an empty box is no; abroad no zero is put in front."""
    for column in layout.tab.people:
        raw = layout.raw(row, column)
        if column.kind is Kind.CHECKBOX:
            values.setdefault(column.field, False)
        if column.kind is Kind.POSTCODE and column.field in values and not isinstance(raw, str):
            abroad = str(values.get("country", "")).upper() not in HOME
            values[column.field] = str(raw) if abroad else values[column.field]
    return values


def shown(layout: HeaderPositions, rows: Sequence[FilledRow]) -> dict[str, dict[str, Cell]]:
    """Return what the program's cells show, identity → header → value; free rows only if any."""
    result = {}
    for filled in rows:
        row = {c.header: _shown(layout, filled.row, c) for c in layout.tab.projected}
        if not filled.free or any(value != "" for value in row.values()):
            result[filled.identity] = row
    return result


def _shown(layout: HeaderPositions, row: Sequence[Raw], column: Column) -> Cell:
    return cells.shown(column, layout.raw(row, column))


def free_keys(rows: Sequence[FilledRow]) -> tuple[int, int]:
    """Return how many keyed rows are still empty, and the highest pre-numbered key."""
    numbers = (NUMBERED.fullmatch(filled.identity.rpartition("#")[0]) for filled in rows)
    last = max((int(number[1]) for number in numbers if number), default=0)
    return sum(filled.free for filled in rows), last
