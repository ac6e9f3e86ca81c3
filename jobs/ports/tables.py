"""What a hand-over kit is bound of, and who binds it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum, unique
from typing import Protocol

Value = str | int | bool | Decimal | None  # as Sheets keeps it; dates and instants are serials


@unique
class Shape(Enum):
    """How the cells of a column are shown."""

    PLAIN = "plain"
    AMOUNT = "amount"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one tab, cell by cell, as they stand in the workbook."""

    title: str
    headers: tuple[str, ...]
    shapes: tuple[Shape, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to a file of the kit."""

    text: str
    href: str  # relative to the kit's folder, "/" between folders


Entry = str | Link | tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A part of the index."""

    heading: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Entry, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """The page that one opens first."""

    title: str
    subtitle: str
    intro: tuple[str, ...]
    listings: tuple[Listing, ...]
    footer: str = ""


class Binder(Protocol):
    """Files that need neither Google nor the press.  The same arguments give the same bytes."""

    def xlsx(self, tables: Sequence[Table], at: datetime) -> bytes:
        """Write a workbook, a sheet a table; no cell is a formula or a link."""

    def csv(self, table: Table) -> bytes:
        """Write it as French spreadsheets open it; no cell is taken for a formula."""

    def index(self, index: IndexPage) -> bytes:
        """Write the page as HTML that needs nothing but itself."""


class Tables(Protocol):
    """The rows of people's tabs as they stand, to be taken out and typed back."""

    def of(self, wanted: Mapping[str, Collection[str]]) -> Sequence[Table]:
        """Read the rows of those identities, tab → identities, in the workbook's order."""

    def type_back(self, tables: Sequence[Table]) -> None:
        """Type them into an empty workbook.  ``Refused`` when it holds any row."""
