"""The workbook as jobs know it: people's tabs, what the program shows, and the Journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from invoicing.rows.tabs import Rows
from invoicing.values.problems import Problem

Cell = str | Decimal | date | datetime | bool | None
Shown = Mapping[str, Mapping[str, Mapping[str, Cell]]]  # tab → row identity → header → value


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """One event as it stands in the `Journal`, all text (docs/architecture.md#the-memory)."""

    batch: str  # ticket id + "." + counter
    parent: str  # batch id; "" for the first of all
    rank: str  # "2/5"
    instant: str  # ISO 8601, UTC
    seller: str
    key: str
    event: str
    facts: str  # canonical JSON
    hash: str  # SHA-256 over the above and the previous row's hash
    content: str = field(default="", compare=False)  # compressed; read on demand
    position: int = field(default=0, compare=False)  # where it stood when read, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The workbook at one moment: one read of all tabs."""

    rows: Rows
    journal: tuple[JournalRow, ...]  # without contents, in the order they stand
    shown: Shown  # what the program's cells show
    illegible: tuple[int, ...] = ()  # positions in the Journal of what is no event
    free_keys: int = 0  # pre-numbered rows of `Factures` that are still empty
    last_key: int = 0  # highest pre-numbered `Réf.`


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What the program's cells are to show; rows not named are left alone."""

    cells: Shown
    transmissions: tuple[Mapping[str, Cell], ...] = ()  # the rows of `Envois`, header → value
    closings: tuple[Mapping[str, Cell], ...] = ()  # the rows of `Clôtures`, header → value
    new_keys: tuple[str, ...] = ()  # `Réf.` of empty rows to append to `Factures`


class Ledger(Protocol):
    """The workbook: people's tabs, and the Journal."""

    def read(self) -> Reading:
        """Read all tabs.  ``Refused`` with problems when a header is missing or doubled."""

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Append rows to the Journal.  ``Unavailable``: they may have landed, or may yet land."""

    def tail(self, after: int) -> Sequence[JournalRow]:
        """Read the Journal's rows from position *after* on (without contents)."""

    def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:
        """Read the contents of *rows*, "" where one has been emptied."""

    def project(self, projection: Projection) -> Sequence[Problem]:
        """Show it, where it differs; return what could not be shown, and why."""
