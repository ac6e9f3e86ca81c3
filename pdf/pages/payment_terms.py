"""When to pay, in French, where the date of the invoice is not known yet."""

from __future__ import annotations

from typing import assert_never

from invoicing.document.terms import MonthEnd, Terms
from invoicing.values.french import NBSP


def terms(of: Terms) -> str:
    """Say when to pay, where the date of the invoice is not yet known.

    >>> terms(Terms(days=45, month_end=MonthEnd.AFTER)).replace(NBSP, " ")
    'à 45 jours de la date de facture, puis fin de mois'
    """
    days = f"{of.days}{NBSP}jour{'s' if of.days > 1 else ''}"
    if of.days == 0 and of.month_end is not MonthEnd.NONE:
        return "à la fin du mois de la facture"
    match of.month_end:
        case MonthEnd.NONE:
            return f"à {days} de la date de facture" if of.days else "à réception de la facture"
        case MonthEnd.AFTER:
            return f"à {days} de la date de facture, puis fin de mois"
        case MonthEnd.BEFORE:
            return f"{days} après la fin du mois de la facture"
        case _:
            assert_never(of.month_end)


def within(of: Terms) -> str:
    """Say the same after « à payer ».

    >>> within(Terms(days=30)).replace(NBSP, " ")
    'dans les 30 jours suivant la date de facture'
    """
    if of.days < 2 or of.month_end is not MonthEnd.NONE:  # noqa: PLR2004
        return terms(of)
    return f"dans les {of.days}{NBSP}jours suivant la date de facture"
