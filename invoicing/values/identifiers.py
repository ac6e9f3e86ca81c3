"""Identifiers as people read them: in groups that keep together on their line."""

from __future__ import annotations

import re

from invoicing.values.french import NBSP


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
    french = re.fullmatch(r"FR..\d{9}", re.sub(r"\s", "", identifier))
    return grouped(identifier, 4, 3) if french else identifier


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
