"""Identifiers as people read them: in groups that keep together on their line."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"


def grouped(identifier: str, *sizes: int) -> str:
    """Set an identifier in groups, the last size repeated; the blanks do not break.

    >>> grouped("12345678900012", 3, 3, 3, 5).replace(NO_BREAK, " ")
    '123 456 789 00012'
    """
    plain = re.sub(r"\s", "", identifier)
    groups: list[str] = []
    while plain:
        size = sizes[min(len(groups), len(sizes) - 1)]
        groups.append(plain[:size])
        plain = plain[size:]
    return NO_BREAK.join(groups)


def siren(identifier: str) -> str:
    """Set a SIREN (9 figures) or SIRET (14).

    >>> siren("123456789").replace(NO_BREAK, " ")
    '123 456 789'
    """
    return grouped(identifier, 3, 3, 3, 5)


def unbroken(text: str) -> str:
    r"""Keep the groups of figures in a text together: « 04 72 11 22 33 », « RCS Lyon 123 456 789 ».

    >>> unbroken("RCS Lyon 123 456 789") == "RCS Lyon 123\u00a0456\u00a0789"
    True
    """
    return re.sub(r"(?<=\d) (?=\d)", NO_BREAK, text)
