"""Money, percentages, numbers, dates and identifiers as French typography sets them.

U+202F stands between thousands, U+00A0 before a unit; a negative number has a true minus sign.
What only a printed line needs (signs that stay with their words) is in pdf/typesetting/spacing.py.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from invoicing.values.amounts import CENT
from invoicing.values.calendar import SELLER_ZONE

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
          "octobre", "novembre", "décembre")  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SHORT_WEEKDAYS = tuple(day[:3] for day in WEEKDAYS)  # also as `Jours d'envoi` is typed


def number(value: Decimal, *, decimals: int = 0) -> str:
    """Set a number with at least *decimals* decimals, and no needless zero after them.

    >>> print(number(Decimal("1.50")), number(Decimal("12.00")), number(Decimal(3), decimals=2))
    1,5 12 3,00
    """
    whole, _, rest = f"{abs(value):,f}".partition(".")
    rest = rest.rstrip("0").ljust(decimals, "0")
    sign = MINUS if value < 0 else ""
    return sign + whole.replace(",", NARROW) + ("," + rest if rest else "")


def tenths(value: float) -> str:
    """Set a measured number with one decimal.

    >>> tenths(4.25), tenths(3.0)
    ('4,2', '3,0')
    """
    return number(Decimal(f"{value:.1f}"), decimals=1)


def typed(value: Decimal) -> str:
    """Set a number as a person types it into a cell: without any space, with a plain minus.

    >>> typed(Decimal("-1234.50"))
    '-1234,5'
    """
    return number(value).replace(NARROW, "").replace(MINUS, "-")


def exact(value: Decimal) -> str:
    """Set a number with the decimals that it has, for a spreadsheet to read.

    >>> exact(Decimal("1234.50"))
    '1234,50'
    """
    return f"{value:f}".replace(".", ",")


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


def whole_euros(value: Decimal) -> str:
    """Set a sum that is usually whole, such as a company's capital.

    >>> ascii(whole_euros(Decimal(8000))) == ascii(f"8{NARROW}000{NBSP}€")
    True
    """
    return number(value) + NBSP + "€"


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
    return f"{_day_and_month(day)}{NBSP}{day.year}"


def _day_and_month(day: date) -> str:
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{NBSP}{MONTHS[day.month - 1]}"


def long_moment(at: datetime) -> str:
    """Set an instant by the seller's clock, in words.

    >>> from datetime import UTC
    >>> print(long_moment(datetime(2026, 11, 26, 13, 30, tzinfo=UTC)).replace(NBSP, " "))
    jeudi 26 novembre à 14 h 30
    """
    local = at.astimezone(SELLER_ZONE)
    return f"{WEEKDAYS[local.weekday()]} {_day_and_month(local)} à {_hour(local, NBSP)}"


def short_moment(at: datetime) -> str:
    """Set an instant by the seller's clock, for a cell: its blanks may break.

    >>> from datetime import UTC
    >>> short_moment(datetime(2026, 11, 26, 13, 30, tzinfo=UTC))
    'jeu. 26/11 à 14 h 30'
    """
    local = at.astimezone(SELLER_ZONE)
    return f"{SHORT_WEEKDAYS[local.weekday()]}. {local:%d/%m} à {_hour(local, ' ')}"


def _hour(local: datetime, blank: str) -> str:
    minutes = f"{blank}{local.minute:02}" if local.minute else ""
    return f"{local.hour}{blank}h{minutes}"


def date_and_time(local: datetime) -> str:
    """Set a local time in figures, to the second.

    >>> date_and_time(datetime(2026, 11, 24, 14, 30, 5))
    '24/11/2026 14:30:05'
    """
    return f"{short_date(local)} {local:%H:%M:%S}"


def clock(instant: datetime) -> str:
    """Set an instant on the seller's clock, and say which one in the hour that comes twice.

    >>> from datetime import UTC
    >>> clock(datetime(2026, 11, 24, 13, 30, 5, tzinfo=UTC))
    '24/11/2026 14:30:05'
    >>> clock(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    '25/10/2026 02:30:00 (heure d’hiver)'
    """
    local = instant.astimezone(SELLER_ZONE)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return date_and_time(local)
    return f"{date_and_time(local)} (heure d’{'hiver' if local.fold else 'été'})"


def period(start: date | None, end: date | None) -> str:
    """Set a period of performance; "" when there is none.

    >>> period(date(2026, 11, 2), date(2026, 11, 20)), period(date(2026, 11, 2), None)
    ('du 02/11/2026 au 20/11/2026', 'le 02/11/2026')
    """
    if start and end and start != end:
        return f"du {short_date(start)} au {short_date(end)}"
    day = start or end
    return f"le {short_date(day)}" if day else ""


def grouped(identifier: str, *sizes: int) -> str:
    """Set an identifier in groups, the last size repeated; the blanks do not break.

    >>> grouped("12345678900012", 3, 3, 3, 5).replace(NBSP, " ")
    '123 456 789 00012'
    """
    plain = re.sub(r"\s", "", identifier)
    groups: list[str] = []
    while plain:
        size = sizes[min(len(groups), len(sizes) - 1)]
        groups.append(plain[:size])
        plain = plain[size:]
    return NBSP.join(groups)


def siren(identifier: str) -> str:
    """Set a SIREN (9 figures) or SIRET (14).

    >>> siren("123456789").replace(NBSP, " ")
    '123 456 789'
    """
    return grouped(identifier, 3, 3, 3, 5)


def vat_id(identifier: str) -> str:
    """Set a VAT number; a French one shows the SIREN in it.

    >>> vat_id("FR32123456789").replace(NBSP, " "), vat_id("DE123456789")
    ('FR32 123 456 789', 'DE123456789')
    """
    is_french = re.fullmatch(r"FR..\d{9}", re.sub(r"\s", "", identifier))
    return grouped(identifier, 4, 3) if is_french else identifier


def iban(identifier: str) -> str:
    """Set an IBAN in groups of four.

    >>> iban("FR7630006000011234567890189").replace(NBSP, " ")
    'FR76 3000 6000 0112 3456 7890 189'
    """
    return grouped(identifier, 4)


def unbroken(text: str) -> str:
    r"""Keep the groups of figures in a text together: « 04 72 11 22 33 », « RCS Lyon 123 456 789 ».

    >>> unbroken("RCS Lyon 123 456 789") == "RCS Lyon 123\u00a0456\u00a0789"
    True
    """
    return re.sub(r"(?<=\d) (?=\d)", NBSP, text)
