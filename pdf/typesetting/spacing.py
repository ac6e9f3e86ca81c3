"""Blanks at which no printed line may end."""

from __future__ import annotations

import re

from invoicing.values.french import NBSP

SIGNS = re.compile(r"(?<=\S) (?=[:;?!»%€](?:\W|$))|(?<=«) (?=\S)")
UNITS = re.compile(r"(?<=\d) (?=(?:h|min|mm|cm|m|km|kg|g|t|jours?|mois|ans?|heures?)\b)")
HOURS = re.compile(r"(?<=\d.h) (?=\d\d\b)")
TITLES = re.compile(r"(?<=\bM\.) (?=\w)|(?<=\bMme) (?=\w)|(?<=\bMlle) (?=\w)|(?<=n°) (?=\w)")


def spaced(text: str) -> str:
    """Put no-break spaces where no line may end: a word and « : », a number and its unit.

    >>> spaced("« 20 % » : dites-le à M. Petit avant 9 h 15 !").replace(NBSP, "~")
    '«~20~%~»~: dites-le à M.~Petit avant 9~h~15~!'
    """
    for place in (SIGNS, UNITS, HOURS, TITLES):
        text = place.sub(NBSP, text)
    return text
