"""The table of lines: which columns it has, and how wide each must be.

Figures are tabular, so a column of amounts is as wide as its longest one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from invoicing.document.invoice import Draft
from invoicing.document.line import Line
from invoicing.document.parties import Regime
from invoicing.document.vat import Category
from invoicing.values import french

WIDTH = 170.0  # mm, of the whole table
FIGURE = 1.62  # mm, one figure at the size of the table
GAP = 5.0  # mm, of white before a column
LABELS = {
    Category.EXEMPT: "Exonéré",
    Category.REVERSE_CHARGE: "Autoliq.",
    Category.INTRA_COMMUNITY: "Exonéré",
    Category.EXPORT: "Exonéré",
    Category.OUT_OF_SCOPE: "Hors TVA",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineColumn:
    """A column to the right of the designation."""

    title: str
    width: float  # mm
    cells: tuple[str, ...]


def quantity(line: Line) -> str:
    """Return quantity and unit: « 3,4 ml »."""
    return french.number(line.quantity) + french.NBSP + _plural(line)


def _plural(line: Line) -> str:
    """Agree a unit that is a French noun; symbols (m², kg, kWh) never change."""
    nouns = {"unité", "heure", "jour", "semaine", "forfait", "tonne", "litre", "pièce"}
    many = abs(line.quantity) >= 2 and line.unit in nouns  # noqa: PLR2004 - French plural starts at 2
    return line.unit + "s" if many else line.unit


def vat(line: Line) -> str:
    """Return the rate, or why there is none."""
    if line.vat.category is Category.STANDARD:
        return french.percent(line.vat.rate)
    return LABELS[line.vat.category]


def _discount(line: Line) -> str:
    return french.percent(line.discount) if line.discount else ""


def shows_vat(draft: Draft) -> bool:
    """A seller under franchise shows no VAT at all (CGI 283-3, 293 B)."""
    return draft.seller.regime is not Regime.FRANCHISE


def columns(draft: Draft) -> tuple[LineColumn, ...]:
    """Choose and measure the columns of this invoice."""
    possible: list[tuple[str, Callable[[Line], str], bool]] = [
        ("Quantité", quantity, True),
        ("Prix unitaire HT", lambda line: french.price(line.net_price), True),
        ("Remise", _discount, any(line.discount for line in draft.lines)),
        ("TVA", vat, shows_vat(draft)),
        ("Montant HT", lambda line: french.euros(line.net_amount), True),
    ]
    return tuple(_column(draft, title, cell) for title, cell, used in possible if used)


def _column(draft: Draft, title: str, cell: Callable[[Line], str]) -> LineColumn:
    cells = tuple(map(cell, draft.lines))
    longest = max(len(title) * 0.85, *(len(text) for text in cells))
    return LineColumn(title=title, width=round(longest * FIGURE + GAP, 1), cells=cells)


def designation_width(of: tuple[LineColumn, ...]) -> float:
    """Return what is left for the designation, in mm."""
    return round(WIDTH - sum(column.width for column in of), 1)
