"""When to pay, in French, where the date of the invoice is not known yet."""

from __future__ import annotations

from typing import assert_never

from invoicing.document.terms import MonthEnd, Terms
from invoicing.texts.pages import payment_terms as texts
from invoicing.values.french import NBSP


def terms(of: Terms) -> str:
    """Return when to pay, where the date of the invoice is not yet known.

    >>> terms(Terms(days=45, month_end=MonthEnd.AFTER)).replace(NBSP, " ")
    'à 45 jours de la date de facture, puis fin de mois'
    """
    days = _days(of.days)
    if of.days == 0 and of.month_end is not MonthEnd.NONE:
        return texts.END_OF_MONTH
    match of.month_end:
        case MonthEnd.NONE:
            return texts.AFTER_DAYS.format(days=days) if of.days else texts.ON_RECEIPT
        case MonthEnd.AFTER:
            return texts.AFTER_DAYS_END_OF_MONTH.format(days=days)
        case MonthEnd.BEFORE:
            return texts.DAYS_AFTER_MONTH.format(days=days)
        case _:
            assert_never(of.month_end)


def within(of: Terms) -> str:
    """Return when to pay, as it follows « à payer ».

    >>> within(Terms(days=30)).replace(NBSP, " ")
    'dans les 30 jours suivant la date de facture'
    """
    if of.days < 2 or of.month_end is not MonthEnd.NONE:  # noqa: PLR2004
        return terms(of)
    return texts.WITHIN_DAYS.format(days=_days(of.days))


def _days(count: int) -> str:
    return f"{count}{NBSP}jour{'s' if count > 1 else ''}"
