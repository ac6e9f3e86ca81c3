"""A reminder: it asks for what is overdue, in the client company's name and under its mandate.

Penalties and the 40 € are due by law between professionals; whether they are claimed is the client
company's choice.  A consumer owes neither.

Sources: C. com. L441-10, D441-5; code de la commande publique L2192-13, D2192-35; C. civ. 1231-6,
1344.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, unique

from invoicing.document.parties import Agency, Buyer, BuyerKind, Seller
from invoicing.values.amounts import ZERO, Amount, Percent, amount, total

INDEMNITY = Amount(Decimal(40))  # EUR an invoice
YEAR = 365  # days


@unique
class Level(Enum):
    """How firmly it asks."""

    FRIENDLY = 1
    FIRM = 2
    FORMAL = 3  # « mise en demeure », by registered letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """An invoice that is not, or not wholly, paid."""

    number: str
    issue_date: date
    due_date: date
    amount_due: Amount  # EUR with VAT, what is still to be paid

    def days_late(self, on: date) -> int:
        """Return whole days since the due date; 0 before it.

        >>> Overdue(number="1", issue_date=date(2026, 1, 1), due_date=date(2026, 1, 31),
        ...         amount_due=ZERO).days_late(date(2026, 2, 10))
        10
        """
        return max((on - self.due_date).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder to one buyer."""

    level: Level
    on: date  # its date
    pay_by: date  # the new time limit
    seller: Seller
    buyer: Buyer
    invoices: tuple[Overdue, ...]  # at least one
    agency: Agency = field(default_factory=Agency)
    is_claiming: bool = False  # penalties and indemnity are added to what is asked
    rate: Percent | None = None  # a year, of the penalties claimed; ``None``: they are only told

    @property
    def is_to_consumer(self) -> bool:
        """Whether neither penalties nor indemnity are due (C. com. L441-10: professionals)."""
        return self.buyer.kind is BuyerKind.PRIVATE

    @property
    def principal(self) -> Amount:
        """What the invoices leave to be paid."""
        return total(invoice.amount_due for invoice in self.invoices)

    @property
    def interest(self) -> Amount:
        """Penalties claimed: each invoice's for its own days, rounded once an invoice.

        >>> from invoicing.document.parties import Address
        >>> late = Overdue(number="1", issue_date=date(2026, 1, 1), due_date=date(2026, 1, 31),
        ...                amount_due=Amount(Decimal(1000)))
        >>> Reminder(level=Level.FIRM, on=date(2026, 3, 2), pay_by=date(2026, 3, 12),
        ...          seller=Seller(name="S", legal_id="", address=Address()),
        ...          buyer=Buyer(name="B", address=Address()), invoices=(late,),
        ...          is_claiming=True, rate=Percent(Decimal("12.15"))).interest
        Decimal('9.99')
        """
        if not self._claims or self.rate is None:
            return ZERO
        share = self.rate / 100 / YEAR
        return total(
            amount(invoice.amount_due * share * invoice.days_late(self.on))
            for invoice in self.invoices
        )

    @property
    def indemnity(self) -> Amount:
        """The 40 € claimed for each invoice that is late."""
        late = sum(invoice.days_late(self.on) > 0 for invoice in self.invoices)
        return amount(INDEMNITY * late) if self._claims else ZERO

    @property
    def asked(self) -> Amount:
        """All that the reminder asks for."""
        return total((self.principal, self.interest, self.indemnity))

    @property
    def _claims(self) -> bool:
        return self.is_claiming and not self.is_to_consumer
