"""Payment terms (BT-20) as people write them, and the due date (BT-9) that follows.

« 45 jours fin de mois » has two accepted readings and the contract must say which
(entreprendre.service-public.fr F23211): it is refused here, and the two are offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, unique
from typing import assert_never

from dateutil.relativedelta import relativedelta

END_OF_MONTH = relativedelta(day=31)
EXAMPLES = ("à réception", "30 jours", "30 jours fin de mois", "45 jours puis fin de mois",
            "fin de mois + 45 jours", "60 jours")  # fmt: skip


@unique
class MonthEnd(Enum):
    """Where the end of the month comes in."""

    NONE = "none"
    AFTER = "after"  # the days, then the last day of that month
    BEFORE = "before"  # the last day of the month of issue, then the days


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When an invoice is to be paid, counted from its issue date."""

    days: int
    month_end: MonthEnd = MonthEnd.NONE

    def due_date(self, issue_date: date) -> date:
        """BT-9.

        >>> Terms(days=45, month_end=MonthEnd.AFTER).due_date(date(2026, 1, 2)).isoformat()
        '2026-02-28'
        >>> Terms(days=45, month_end=MonthEnd.BEFORE).due_date(date(2026, 1, 2)).isoformat()
        '2026-03-17'
        """
        days = relativedelta(days=self.days)
        match self.month_end:
            case MonthEnd.NONE:
                return issue_date + days
            case MonthEnd.AFTER:
                return issue_date + days + END_OF_MONTH
            case MonthEnd.BEFORE:
                return issue_date + END_OF_MONTH + days
            case _:
                assert_never(self.month_end)

    @property
    def is_on_receipt(self) -> bool:
        """Whether no day is named."""
        return not self.days and self.month_end is MonthEnd.NONE

    def __str__(self) -> str:
        """Say it in French, so that it reads back the same."""
        match self.month_end:
            case MonthEnd.NONE:
                return f"{self.days} jours" if self.days else "à réception"
            case MonthEnd.AFTER:
                return f"{self.days} jours puis fin de mois" if self.days else "fin de mois"
            case MonthEnd.BEFORE:
                return f"fin de mois + {self.days} jours" if self.days else "fin de mois"
            case _:
                assert_never(self.month_end)


FORMS: tuple[tuple[re.Pattern[str], MonthEnd], ...] = tuple(
    (re.compile(form), month_end)
    for form, month_end in (
        (r"(?:paiement )?(?:à|a) (?:réception|reception)(?: de (?:la )?facture)?()", MonthEnd.NONE),
        (r"(?:au )?comptant()", MonthEnd.NONE),
        (r"(\d{1,3}) ?(?:j|jours?)(?: nets?)?", MonthEnd.NONE),
        (r"()(?:à )?fin de mois", MonthEnd.AFTER),
        (r"((?!45\b)\d{1,3}) ?(?:j|jours?) fin de mois", MonthEnd.AFTER),
        (r"(\d{1,3}) ?(?:j|jours?) puis fin de mois", MonthEnd.AFTER),
        (r"fin de mois (?:\+|plus|puis) ?(\d{1,3}) ?(?:j|jours?)", MonthEnd.BEFORE),
    )
)


def read_terms(text: str) -> Terms | None:
    """Understand *text*; ``None`` when it is not understood, or has two readings.

    >>> str(read_terms("30 jours fin de mois"))
    '30 jours puis fin de mois'
    >>> read_terms("45 jours fin de mois") is None
    True
    """
    plain = " ".join(text.casefold().split())
    for form, month_end in FORMS:
        if found := form.fullmatch(plain):
            return Terms(days=int(found[1] or 0), month_end=month_end)
    return None
