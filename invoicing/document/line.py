"""A line of a document (EN 16931 BG-25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, unique

from invoicing.document.progress import Progress
from invoicing.document.vat import Vat
from invoicing.values.amounts import NO_PERCENT, Amount, Percent, amount


@unique
class LineNature(Enum):
    """What a line sells: it makes the category of operations (ann. II 242 nonies A, I-8° bis)."""

    GOODS = "Bien"
    SERVICE = "Service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """BG-25."""

    item_name: str  # BT-153
    item_id: str = ""  # BT-155, the price list's code
    nature: LineNature = LineNature.SERVICE
    quantity: Decimal  # BT-129; negative to deduct
    unit: str = "unité"  # BT-130, as printed; code: invoicing/values/units.py
    net_price: Decimal  # BT-146, EUR excluding VAT, for one unit
    discount: Percent = NO_PERCENT  # BT-138
    vat: Vat
    on: date | None = None  # BT-134, when this line was delivered
    heading: str = ""  # a title printed above the line
    note: str = ""  # BT-127, a text printed below it
    progress: Progress | None = None  # of a situation: what its amount is a part of

    @property
    def gross_amount(self) -> Amount:
        """Quantity × price, EUR excluding VAT, before the line's discount."""
        return amount(self.quantity * self.net_price)

    @property
    def discount_amount(self) -> Amount:
        """BT-136, EUR excluding VAT."""
        return amount(self.gross_amount * self.discount / 100)

    @property
    def net_amount(self) -> Amount:
        """BT-131, EUR excluding VAT."""
        return amount(self.gross_amount - self.discount_amount)
