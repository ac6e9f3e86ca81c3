"""Formulas worked out when they are read; every read does it again, so nothing is ever stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sandbox.google.api.call import GoogleError
from sandbox.google.sheets.evaluation.parse import (
    ABSENT,
    BROKEN,
    BY_ZERO,
    NAME,
    REF,
    VALUE,
    FormulaError,
    FormulaNode,
    Parser,
)
from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.edit import clipped
from sandbox.google.sheets.grid.formatted import shown
from sandbox.google.sheets.grid.locales import Locale
from sandbox.google.sheets.grid.model import Scalar, Sheet, Spreadsheet
from sandbox.google.sheets.grid.serial import number, of_date

ERRORS = {
    REF: "REF",
    NAME: "NAME",
    VALUE: "VALUE",
    BY_ZERO: "DIVIDE_BY_ZERO",
    BROKEN: "ERROR",
    ABSENT: "N_A",
}
LINKS = {"HYPERLINK", "LIEN_HYPERTEXTE"}
Place = tuple[int, int, int]  # tab, row, column


@dataclass(slots=True)
class Sums:
    """The values of one spreadsheet's formulas during one reading."""

    book: Spreadsheet
    locale: Locale
    today: date
    _values: dict[Place, Scalar | FormulaError] = field(default_factory=dict)
    _open: set[Place] = field(default_factory=set)

    def value(self, tab: Sheet, row: int, column: int) -> Scalar:
        """Return a cell's value; an error value is its sign, such as "#NAME?"."""
        try:
            return self.strict(tab, row, column)
        except FormulaError as error:
            return error.sign

    def strict(self, tab: Sheet, row: int, column: int) -> Scalar:
        """Return a cell's value; an error value is raised."""
        cell = tab.row(row).at(column)
        if cell is None or not cell.formula:
            return cell.value if cell else None
        place = (tab.id, row, column)
        if place in self._open:
            raise FormulaError(REF)
        if place not in self._values:
            self._open.add(place)
            self._values[place] = self._worked_out(cell.formula, tab)
            self._open.remove(place)
        value = self._values[place]
        if isinstance(value, FormulaError):
            raise value
        return value

    def _worked_out(self, formula: str, tab: Sheet) -> Scalar | FormulaError:
        try:
            return self.of(Parser(formula, self.locale).parse(), tab)
        except FormulaError as error:
            return error

    def of(self, node: FormulaNode, tab: Sheet) -> Scalar:
        """Return the value of a part of a formula."""
        match node.kind:
            case "number" | "text":
                return constant(node)
            case "reference" | "name":
                return self._first(node, tab)
            case "negative":
                return -self.amount(node.parts[0], tab)
            case "percent":
                return number(self.amount(node.parts[0], tab) / 100)
            case "call":
                return self._call(node, tab)
            case _:
                return self._binary(node, tab)

    def amount(self, node: FormulaNode, tab: Sheet) -> int | float:
        """Return a number; an empty cell is 0."""
        value = self.of(node, tab)
        if isinstance(value, str):
            raise FormulaError(VALUE)
        return value or 0

    def _first(self, node: FormulaNode, tab: Sheet) -> Scalar:
        words = {"VRAI": True, "FAUX": False, "TRUE": True, "FALSE": False}
        if node.kind == "name" and node.text.upper() in words:
            return words[node.text.upper()]
        return next(self.values(node, tab), None)

    def values(self, node: FormulaNode, tab: Sheet) -> Iterator[Scalar]:
        """Return the values of a range, or the one value of anything else."""
        if node.kind not in {"reference", "name"}:
            yield self.of(node, tab)
            return
        sheet, area = self._range(node, tab)
        place = clipped(area, sheet)
        for row in range(place.top, min(place.bottom, len(sheet.rows))):
            for column in range(place.left, place.right):
                yield self.strict(sheet, row, column)

    def _range(self, node: FormulaNode, tab: Sheet) -> tuple[Sheet, Area]:
        area = a1.reference(node.text, tab.id) if node.kind == "reference" else None
        try:
            area = area or a1.parse(node.text.replace("$", ""), self.book)
            sheet = self.book.tab(area.tab)
            if sheet is None:
                raise FormulaError(REF)
            clipped(area, sheet)
        except GoogleError:
            raise FormulaError(NAME if node.kind == "name" else REF) from None
        return sheet, area

    def _binary(self, node: FormulaNode, tab: Sheet) -> Scalar:
        left, right = node.parts
        if node.text == "&":
            return "".join(shown(self.of(part, tab), {}, self.locale) for part in node.parts)
        if node.text in COMPARISONS:
            return COMPARISONS[node.text](order(self.of(left, tab)), order(self.of(right, tab)))
        return number(ARITHMETIC[node.text](self.amount(left, tab), self.amount(right, tab)))

    def _call(self, node: FormulaNode, tab: Sheet) -> Scalar:
        if node.text in {"SUM", "SOMME"}:
            operands = [value for part in node.parts for value in self.values(part, tab)]
            return number(
                sum(
                    value
                    for value in operands
                    if isinstance(value, int | float) and not isinstance(value, bool)
                )
            )
        if node.text in {"TODAY", "AUJOURDHUI"} and not node.parts:
            return of_date(self.today)
        if node.text in LINKS and node.parts:
            return self.of(node.parts[-1], tab)
        raise FormulaError(ABSENT if node.text in LINKS else NAME)


def constant(node: FormulaNode) -> Scalar:
    """Return a number or a text written in the formula."""
    if node.kind == "number":
        return number(float(node.text))
    return node.text[1:-1].replace('""', '"')


def order(value: Scalar) -> tuple[int, Scalar]:
    """Return a key by which values of all kinds can be compared: numbers, texts, booleans."""
    if isinstance(value, bool):
        return (2, value)
    if isinstance(value, str):
        return (1, value.casefold())
    return (0, value or 0)


def divided(left: float, right: float) -> float:
    """Divide; by zero it is an error value."""
    if not right:
        raise FormulaError(BY_ZERO)
    return left / right


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": divided,
}
Key = tuple[int, Scalar]
COMPARISONS: dict[str, Callable[[Key, Key], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def link(formula: str, locale: Locale) -> str:
    """Return where a HYPERLINK formula leads, when it says so in so many words."""
    try:
        node = Parser(formula, locale).parse()
    except FormulaError:
        return ""
    if node.kind != "call" or node.text not in LINKS or not node.parts:
        return ""
    target = node.parts[0]
    return target.text[1:-1].replace('""', '"') if target.kind == "text" else ""
