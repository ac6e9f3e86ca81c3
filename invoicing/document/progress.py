"""How far a line of a works contract has come: what a situation bills of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from invoicing.values.amounts import ZERO, Amount, Percent, amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The contract's line, how much of it is done, and what was billed before, in EUR without VAT.

    What is billed now is a difference of rounded sums, so that all situations together are the
    contract's amount to the cent.

    >>> third = Progress(quantity=Decimal(1), unit="forfait", net_price=Decimal("100.01"),
    ...                  contract=Amount(Decimal("100.01")), percent=Percent(Decimal("66.7")),
    ...                  before=Amount(Decimal("33.34")))
    >>> third.cumulated, third.now
    (Decimal('66.71'), Decimal('33.37'))
    """

    quantity: Decimal
    unit: str
    net_price: Decimal
    contract: Amount  # quantity × price, less the line's discount
    percent: Percent  # `Avancement cumulé (%)`
    before: Amount = ZERO

    @property
    def cumulated(self) -> Amount:
        """What is done up to now."""
        return amount(self.contract * self.percent / 100)

    @property
    def now(self) -> Amount:
        """What this document bills."""
        return amount(self.cumulated - self.before)
