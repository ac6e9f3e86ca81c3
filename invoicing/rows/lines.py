"""A document's lines: the first from its own row, the others from `Lignes`.

What a line leaves empty comes from the price list, then from the buyer and the client.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from invoicing.document.line import Line, LineNature
from invoicing.document.parties import Regime
from invoicing.document.vat import FRANCHISE, Vat
from invoicing.rows.lookup import RowLookup, nearest
from invoicing.rows.tabs import BuyerRow, ClientRow, InvoiceRow, LineRow, PriceRow, normalised
from invoicing.values.amounts import NO_PERCENT, Percent
from invoicing.values.problems import Problem
from invoicing.values.units import UNITS

HEADING, TEXT = "Titre", "Texte"
DEFAULT_UNIT = "unité"
ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDefaults:
    """Where the defaults of a line come from."""

    index: RowLookup
    invoice: InvoiceRow
    client: ClientRow
    buyer: BuyerRow
    today: date

    @property
    def seller(self) -> str:
        """The client's code, as keys have it."""
        return normalised(self.client.code)


def line_rows(context: LineDefaults) -> tuple[LineRow, ...]:
    """The document's line rows: its own first line, if it has one, then those of `Lignes`."""
    row = context.invoice
    further = context.index.lines.get(row.key, ())
    if not (row.code or row.item_name or row.net_price is not None):
        return further
    return (own_line(row), *further)


def own_line(row: InvoiceRow) -> LineRow:
    """Return the line that stands in a document's own row."""
    return LineRow(
        place=row.place,
        identity="",
        cells=row.cells,
        key=row.key,
        code=row.code,
        item_name=row.item_name,
        quantity=row.quantity,
        unit=row.unit,
        net_price=row.net_price,
        discount=row.discount,
        vat=row.vat,
        progress=row.progress,
    )


def lines(context: LineDefaults) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Make the lines, and say what is missing."""
    made: list[Line] = []
    problems: list[Problem] = []
    heading = ""
    for row in line_rows(context):
        problems += row.problems
        if row.kind == HEADING:
            heading = row.item_name
        elif row.kind == TEXT:
            heading = _with_text(made, row, heading)
        else:
            price = listed_price(context, row)
            problems += _missing(context, row, price)
            made.append(_line(context, row, price, heading=heading))
            heading = ""
    return tuple(made), tuple(problems)


def _with_text(made: list[Line], row: LineRow, heading: str) -> str:
    """Put a text below the line before it; before the first line it stands as a heading."""
    if not made:
        return "\n".join(filter(None, (heading, row.item_name)))
    note = "\n".join(filter(None, (made[-1].note, row.item_name)))
    made[-1] = replace(made[-1], note=note)
    return heading


def listed_price(context: LineDefaults, row: LineRow) -> PriceRow | None:
    """Return the row of `Tarifs` that is valid for a line, if it names one."""
    if not row.code:
        return None
    on = row.on or context.invoice.period_end or context.invoice.period_start or context.today
    return context.index.price(context.invoice, context.client.code, row.code, on)


def _missing(context: LineDefaults, row: LineRow, price: PriceRow | None) -> Iterator[Problem]:
    unread = {problem.source for problem in row.problems + context.invoice.problems}

    def absent(name: str, value: object) -> bool:
        return value is None and row.cells.get(name) not in unread

    if row.code and price is None:
        yield row.problem("unknown-price", "code", code=row.code, client=context.client.code)
        return
    if price is not None and price.problems:
        yield row.problem("price-problem", "code", place=str(price.place))
    if not (row.item_name or (price and price.item_name)):
        yield row.problem("no-item-name", "item_name")
    if absent("net_price", row.net_price if price is None else price.net_price):
        yield row.problem("no-price", "net_price")
    if absent("vat", _vat(context, row, price)):
        yield row.problem("no-vat", "vat")
    unit = row.unit or (price.unit if price else "")
    if unit and unit not in UNITS:
        near = {normalised(each): each for each in UNITS}
        meant = near.get(nearest(unit, near), "")
        code = "unknown-unit-near" if meant else "unknown-unit"
        yield row.problem(code, "unit", unit=unit, near=meant, units=", ".join(UNITS))


def _vat(context: LineDefaults, row: LineRow, price: PriceRow | None) -> Vat | None:
    """Return the VAT of a line, from the particular to the general; the franchise comes last."""
    regime = FRANCHISE if context.client.regime is Regime.FRANCHISE else None
    choices = (
        row.vat,
        price.vat if price else None,
        context.buyer.default_vat,
        context.client.default_vat,
        regime,
    )
    return next((vat for vat in choices if vat), None)


def _line(context: LineDefaults, row: LineRow, price: PriceRow | None, *, heading: str) -> Line:
    default = price or PriceRow(place=row.place, identity="")
    net_price = row.net_price if row.net_price is not None else default.net_price
    return Line(
        item_name=row.item_name or default.item_name,
        item_id=row.code,
        nature=_nature(row, default),
        quantity=ONE if row.quantity is None else row.quantity,
        unit=row.unit or default.unit or DEFAULT_UNIT,
        net_price=net_price or Decimal(0),
        discount=_discount(context, row),
        vat=_vat(context, row, price) or FRANCHISE,
        on=row.on,
        heading=heading,
    )


def _nature(row: LineRow, price: PriceRow) -> LineNature:
    return LineNature(row.kind) if row.kind else (price.nature or LineNature.SERVICE)


def _discount(context: LineDefaults, row: LineRow) -> Percent:
    """The line's own, else the buyer's."""
    found = row.discount if row.discount is not None else context.buyer.discount
    return NO_PERCENT if found is None else Percent(found)
