"""Numbers, dates and identifiers as French typography sets them.

U+202F stands between thousands, U+00A0 before a unit; a negative number has a true minus sign.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import assert_never

from invoicing.document.terms import MonthEnd, Terms
from invoicing.values.amounts import CENT
from invoicing.values.calendar import SELLER_ZONE
from invoicing.values.identifiers import NO_BREAK, grouped

NBSP, NARROW, MINUS = NO_BREAK, "\u202f", "\u2212"
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
          "octobre", "novembre", "décembre")  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def number(value: Decimal, *, decimals: int = 0) -> str:
    """Set a number with at least *decimals* decimals, and no needless zero after them.

    >>> print(number(Decimal("1.50")), number(Decimal("12.00")), number(Decimal(3), decimals=2))
    1,5 12 3,00
    """
    whole, _, rest = f"{abs(value):,f}".partition(".")
    rest = rest.rstrip("0").ljust(decimals, "0")
    sign = MINUS if value < 0 else ""
    return sign + whole.replace(",", NARROW) + ("," + rest if rest else "")


def euros(value: Decimal) -> str:
    """Set an amount of euros, to the cent.

    >>> ascii(euros(Decimal("1234.5"))) == ascii(f"1{NARROW}234,50{NBSP}€")
    True
    """
    return number(value.quantize(CENT), decimals=2) + NBSP + "€"


def price(value: Decimal) -> str:
    """Set a unit price: to the cent, or to as many decimals as it has (BT-146 may have six).

    >>> print(price(Decimal("0.1234")).replace(NBSP, " "))
    0,1234 €
    """
    return number(value, decimals=2) + NBSP + "€"


def percent(value: Decimal) -> str:
    """Set a rate.

    >>> print(percent(Decimal("5.50")).replace(NBSP, " "))
    5,5 %
    """
    return number(value) + NBSP + "%"


def short_date(day: date) -> str:
    """Set a date in figures.

    >>> short_date(date(2026, 3, 1))
    '01/03/2026'
    """
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """Set a date in words.

    >>> print(long_date(date(2026, 11, 1)).replace(NBSP, " "))
    1er novembre 2026
    """
    first = "1er" if day.day == 1 else str(day.day)
    return NBSP.join((first, MONTHS[day.month - 1], str(day.year)))


def moment(at: datetime) -> str:
    """Set an instant by the seller's clock.

    >>> from datetime import UTC
    >>> print(moment(datetime(2026, 11, 26, 13, 30, tzinfo=UTC)).replace(NBSP, " "))
    jeudi 26 novembre à 14 h 30
    """
    local = at.astimezone(SELLER_ZONE)
    day = NBSP.join(("1er" if local.day == 1 else str(local.day), MONTHS[local.month - 1]))
    minutes = f"{NBSP}{local.minute:02}" if local.minute else ""
    return f"{WEEKDAYS[local.weekday()]} {day} à {local.hour}{NBSP}h{minutes}"


SIGNS = re.compile(r"(?<=\S) (?=[:;?!»%€](?:\W|$))|(?<=«) (?=\S)")
UNITS = re.compile(r"(?<=\d) (?=(?:h|min|mm|cm|m|km|kg|g|t|jours?|mois|ans?|heures?)\b)")
HOURS = re.compile(r"(?<=\d.h) (?=\d\d\b)")
TITLES = re.compile(r"(?<=\bM\.) (?=\w)|(?<=\bMme) (?=\w)|(?<=\bMlle) (?=\w)|(?<=n°) (?=\w)")


def spaced(text: str) -> str:
    """Keep together what no line may end between: a word and « : », a number and its unit.

    >>> spaced("« 20 % » : dites-le à M. Petit avant 9 h 15 !").replace(NBSP, "~")
    '«~20~%~»~: dites-le à M.~Petit avant 9~h~15~!'
    """
    for place in (SIGNS, UNITS, HOURS, TITLES):
        text = place.sub(NBSP, text)
    return text


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


def period(start: date | None, end: date | None) -> str:
    """Set a period of performance; "" when there is none.

    >>> period(date(2026, 11, 2), date(2026, 11, 20)), period(date(2026, 11, 2), None)
    ('du 02/11/2026 au 20/11/2026', 'le 02/11/2026')
    """
    if start and end and start != end:
        return f"du {short_date(start)} au {short_date(end)}"
    day = start or end
    return f"le {short_date(day)}" if day else ""


def vat_id(identifier: str) -> str:
    """Set a VAT number; a French one shows the SIREN in it.

    >>> vat_id("FR32123456789").replace(NBSP, " "), vat_id("DE123456789")
    ('FR32 123 456 789', 'DE123456789')
    """
    french = re.fullmatch(r"FR..\d{9}", re.sub(r"\s", "", identifier))
    return grouped(identifier, 4, 3) if french else identifier


def iban(identifier: str) -> str:
    """Set an IBAN in groups of four.

    >>> iban("FR7630006000011234567890189").replace(NBSP, " ")
    'FR76 3000 6000 0112 3456 7890 189'
    """
    return grouped(identifier, 4)
