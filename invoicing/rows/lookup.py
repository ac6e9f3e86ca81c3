"""Rows by their keys: clients, buyers, lines and prices."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from invoicing.rows.tabs import (
    BuyerRow,
    ClientRow,
    InvoiceRow,
    LineRow,
    PriceRow,
    Rows,
    normalised,
)

R = TypeVar("R", ClientRow, BuyerRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLookup:
    """The rows of one reading, by key."""

    clients: Mapping[str, ClientRow]
    buyers: Mapping[str, BuyerRow]
    lines: Mapping[str, tuple[LineRow, ...]]  # by `Réf.`, in order
    prices: tuple[PriceRow, ...]
    doubled_clients: frozenset[str]
    doubled_buyers: frozenset[str]
    doubled_keys: frozenset[str]

    def price(self, invoice: InvoiceRow, client: str, code: str, on: date) -> PriceRow | None:
        """Return the most specific price of *code* that is valid on a date, if there is one."""
        found = [
            price
            for price in self.prices
            if normalised(price.code) == normalised(code)
            and normalised(price.client) == normalised(client)
            and normalised(price.buyer) in {"", normalised(invoice.buyer)}
            and (price.valid_from or date.min) <= on <= (price.valid_to or date.max)
        ]
        return max(found, key=_specificity, default=None)


def _specificity(price: PriceRow) -> tuple[bool, date]:
    return bool(price.buyer), price.valid_from or date.min


def indexed(rows: Rows) -> RowLookup:
    """Index *rows*.  Of two rows with one key the first is kept, and the key is named doubled."""
    return RowLookup(
        clients=_first(rows.clients),
        buyers=_first(rows.buyers),
        lines=_lines(rows.lines),
        prices=rows.prices,
        doubled_clients=_doubled(row.code for row in rows.clients),
        doubled_buyers=_doubled(row.code for row in rows.buyers),
        doubled_keys=_doubled(row.key for row in rows.invoices),
    )


def _first(rows: Iterable[R]) -> dict[str, R]:
    found: dict[str, R] = {}
    for row in rows:
        if row.code:
            found.setdefault(normalised(row.code), row)
    return found


def _doubled(keys: Iterable[str]) -> frozenset[str]:
    counted = Counter(normalised(key) for key in keys if key)
    return frozenset(key for key, count in counted.items() if count > 1)


def _lines(rows: Iterable[LineRow]) -> dict[str, tuple[LineRow, ...]]:
    found: dict[str, list[LineRow]] = {}
    for row in rows:
        found.setdefault(normalised(row.key), []).append(row)
    return {key: tuple(sorted(lines, key=_order)) for key, lines in found.items()}


def _order(line: LineRow) -> Decimal:
    """Lines without `Ordre` stay as they stand, after the numbered ones."""
    return line.order if line.order is not None else Decimal("Infinity")


def nearest(code: str, known: Iterable[str]) -> str:
    """Return the known code that *code* was probably meant to be, or ""."""
    return next(iter(difflib.get_close_matches(normalised(code), list(known), n=1)), "")
