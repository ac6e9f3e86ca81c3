"""Amounts of money, and the one place where they are rounded.

An ``Amount`` is a ``Decimal`` of euros with two decimals (EN 16931 BR-DEC-*).  It is a ``NewType``,
so ``price * quantity`` is not an ``Amount`` until ``amount()`` has rounded it: mypy shows every
rounding in the code, and there is no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

Amount = NewType("Amount", Decimal)  # EUR, two decimals
Percent = NewType("Percent", Decimal)  # 20 means 20 %

CENT = Decimal("0.01")
ZERO = Amount(Decimal("0.00"))
NO_PERCENT = Percent(Decimal(0))


def amount(value: Decimal) -> Amount:
    """Round *value* (EUR) to the cent, halves away from zero (commercial rounding).

    >>> amount(Decimal("2.675")), amount(Decimal("-2.675"))
    (Decimal('2.68'), Decimal('-2.68'))
    """
    return Amount(value.quantize(CENT, rounding=ROUND_HALF_UP))


def total(amounts: Iterable[Amount]) -> Amount:
    """Add up amounts; the sum of cents is cents, so nothing is rounded."""
    return Amount(sum(amounts, start=Decimal("0.00")))
