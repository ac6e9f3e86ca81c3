"""Values read out of a spreadsheet, as values.get and the page show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sandbox.google.sheets.evaluation.evaluate import Sums
from sandbox.google.sheets.grid import a1, locales
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.edit import Box, clipped, today_in
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.formatted import MOMENTS, shown
from sandbox.google.sheets.grid.model import GridRow, Json, Scalar, Sheet, Spreadsheet

FORMATTED, FORMULA = "FORMATTED_VALUE", "FORMULA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How values are to be rendered; empty is Google's default."""

    render: str = FORMATTED
    moments: str = "SERIAL_NUMBER"
    by_columns: bool = False


def options(render: str, moments: str, dimension: str) -> Options:
    """Read the three options of a request."""
    if dimension not in {"", "ROWS", "COLUMNS"}:
        refuse(f"Unsupported dimension: {dimension}")
    return Options(
        render=render or FORMATTED,
        moments=moments or "SERIAL_NUMBER",
        by_columns=dimension == "COLUMNS",
    )


class Reader:
    """Reads a spreadsheet at an instant."""

    def __init__(self, book: Spreadsheet, now: datetime, how: Options) -> None:
        self.book = book
        self.how = how
        self.locale = locales.of(book.locale)
        self.sums = Sums(book, self.locale, today_in(book, now))

    def value_range(self, area: Area) -> Json:
        """Return a ValueRange; trailing empty rows and cells are left out, as Google does."""
        tab = self.book.tab(area.tab) or refuse(f"No grid with id: {area.tab}")
        place = clipped(area, tab)
        rows = self.block(tab, place)
        if self.how.by_columns:
            rows = turned(rows)
        where = a1.show(
            Area(
                tab=tab.id, top=place.top, bottom=place.bottom, left=place.left, right=place.right
            ),
            tab,
            whole=area.bottom is None or area.right is None,
        )
        dimension = "COLUMNS" if self.how.by_columns else "ROWS"
        answer: Json = {"range": where, "majorDimension": dimension}
        return {**answer, "values": rows} if rows else answer

    def block(self, tab: Sheet, place: Box) -> list[list[Scalar]]:
        """Return the values of a rectangle."""
        rows = [
            trimmed(self.row(tab, index)[place.left : place.right])
            for index in range(place.top, min(place.bottom, len(tab.rows)))
        ]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def row(self, tab: Sheet, index: int) -> list[Scalar]:
        """Return the values of a whole row, as far as it has cells."""
        row = tab.rows[index]
        if row.has_formula:
            return [self.cell(tab, row, (index, column)) for column in range(len(row.cells))]
        if self.how.render == FORMATTED:
            return self._formatted(row)
        if self.how.moments == "FORMATTED_STRING":
            return [self._moment(row, column) for column in range(len(row.cells))]
        return row.plain

    def _formatted(self, row: GridRow) -> list[Scalar]:
        name = self.locale.true  # one of its own for each language
        if name not in row.shown:
            row.shown[name] = [
                "" if cell is None else shown(cell.value, cell.number_format, self.locale)
                for cell in row.cells
            ]
        return row.shown[name]

    def _moment(self, row: GridRow, column: int) -> Scalar:
        cell = row.cells[column]
        if cell is None or cell.number_format.get("type") not in MOMENTS:
            return row.plain[column]
        return shown(cell.value, cell.number_format, self.locale)

    def cell(self, tab: Sheet, row: GridRow, place: tuple[int, int]) -> Scalar:
        """Return one value, working out its formula."""
        cell = row.at(place[1])
        if cell is None:
            return ""
        if cell.formula and self.how.render == FORMULA:
            return cell.formula
        value = self.sums.value(tab, *place)
        look = cell.number_format
        as_text = self.how.moments == "FORMATTED_STRING" and look.get("type") in MOMENTS
        if self.how.render == FORMATTED or as_text:
            return shown(value, look or self._natural(cell.formula), self.locale)
        return "" if value is None else value

    def _natural(self, formula: str) -> Json:
        today = formula.upper().replace(" ", "") in {"=TODAY()", "=AUJOURDHUI()"}
        return {"type": "DATE"} if today else {}


def trimmed(values: list[Scalar]) -> list[Scalar]:
    """Drop trailing empty values."""
    last = len(values)
    while last and values[last - 1] == "":
        last -= 1
    return values[:last] if last != len(values) else values


def turned(rows: list[list[Scalar]]) -> list[list[Scalar]]:
    """Turn rows into columns."""
    width = max((len(row) for row in rows), default=0)
    return [
        trimmed([row[column] if column < len(row) else "" for row in rows])
        for column in range(width)
    ]
