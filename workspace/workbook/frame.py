"""A workbook besides its cells: its tabs, its language, its named ranges.

The program writes into a column through a name, ``P_Factures_Statut``, which moves with it.  A name
whose column was deleted is invisible to the API and stays taken (gspread#1530), so set-up goes on
to ``P_Factures_Statut_2``: the highest that is there counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from invoicing.values.problems import Problem, Source
from workspace.columns.column import Column, Tab
from workspace.workbook.headers import HeaderPositions

LOCALE, ZONE = "fr_FR", "Europe/Paris"
FIELDS = (
    "properties(locale,timeZone),namedRanges,"
    "sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))"
)
NUMBER = re.compile(r"(.+?)(?:_(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRange:
    """A named range."""

    id: str
    name: str
    grid: Mapping[str, Any]  # GridRange; a missing end is open

    def covers(self, sheet_id: int, column: int, rows: int) -> bool:
        """Return whether it covers that whole column, down to *rows* at least."""
        sides = (self.grid.get("startColumnIndex", 0), self.grid.get("endColumnIndex"))
        return (
            self.grid.get("sheetId", 0) == sheet_id
            and sides == (column, column + 1)
            and self.grid.get("startRowIndex", 0) == 0
            and self.grid.get("endRowIndex", rows) >= rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookFrame:
    """A workbook's frame at one moment."""

    locale: str
    zone: str
    sheets: Mapping[str, Mapping[str, Any]]  # title → SheetProperties
    names: Mapping[str, NamedRange]

    def sheet_id(self, tab: Tab) -> int:
        """Return the id of a tab, under which batchUpdate knows it."""
        return int(self.sheets[tab.title].get("sheetId", 0))

    def row_count(self, tab: Tab) -> int:
        """Return the number of rows of a tab's grid."""
        return int(self.sheets[tab.title]["gridProperties"]["rowCount"])

    def named(self, tab: Tab, column: Column) -> NamedRange | None:
        """Return the name through which a column is written: the highest of its kind."""
        stem = name_of(tab, column).casefold()
        return max(
            (named for named in self.names.values() if _stem(named.name)[0] == stem),
            key=lambda named: _stem(named.name)[1],
            default=None,
        )


def book_of(spreadsheet: Mapping[str, Any]) -> WorkbookFrame:
    """Read the answer of spreadsheets.get."""
    properties = spreadsheet.get("properties", {})
    names = [
        NamedRange(id=each["namedRangeId"], name=each["name"], grid=each.get("range", {}))
        for each in spreadsheet.get("namedRanges", ())
    ]
    sheets = [sheet["properties"] for sheet in spreadsheet.get("sheets", ())]
    return WorkbookFrame(
        locale=properties.get("locale", ""),
        zone=properties.get("timeZone", ""),
        sheets={sheet["title"]: sheet for sheet in sheets},
        names={named.name: named for named in names},
    )


def _stem(name: str) -> tuple[str, int]:
    match = NUMBER.fullmatch(name.casefold())
    return (match[1], int(match[2] or 1)) if match else (name, 1)


def name_of(tab: Tab, column: Column, number: int = 1) -> str:
    """Return the name of a program column.

    >>> from workspace.columns.billing import INVOICES
    >>> name_of(INVOICES, INVOICES.column("Date d'émission"), 2)
    'P_Factures_Date_d_emission_2'
    """
    plain = unicodedata.normalize("NFKD", f"P_{tab.title}_{column.header}")
    ascii_only = plain.encode("ascii", "ignore").decode()
    stem = re.sub(r"\W+", "_", ascii_only).strip("_")
    return stem if number == 1 else f"{stem}_{number}"


def problems_of(book: WorkbookFrame, tabs: Iterable[Tab]) -> tuple[Problem, ...]:
    """Return the problems of a frame that keep the workbook from being read."""
    frame = []
    if book.locale != LOCALE:
        values = {"value": book.locale}
        frame.append(Problem(code="locale", source=Source(tab="Classeur"), values=values))
    if book.zone != ZONE:
        values = {"value": book.zone}
        frame.append(Problem(code="time-zone", source=Source(tab="Classeur"), values=values))
    missing = (tab for tab in tabs if tab.title not in book.sheets)
    tabless = [Problem(code="missing-tab", source=Source(tab=tab.title)) for tab in missing]
    return (*frame, *tabless)


def disagreements(book: WorkbookFrame, layout: HeaderPositions, rows: int) -> tuple[Problem, ...]:
    """Return the problems of program columns whose header and name mean different columns."""
    sheet_id = book.sheet_id(layout.tab)
    wrong = []
    for column in layout.tab.projected:
        named = book.named(layout.tab, column)
        if named is None or not named.covers(sheet_id, layout.at[column.header], rows):
            source = Source(tab=layout.tab.title)
            values = {"header": column.header}
            wrong.append(Problem(code="projection-column", source=source, values=values))
    return tuple(wrong)
