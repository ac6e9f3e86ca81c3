"""The client company's colour: a hex value, dark enough to be read on white."""

from __future__ import annotations

import re
from collections.abc import Mapping

from invoicing.values.french import tenths

CONTRAST = 4.5  # to 1, of text on white (WCAG 2.2, 1.4.3)
HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def read_colour(text: str) -> str | None:
    """Return a colour in one spelling, or ``None`` if *text* is none.

    >>> read_colour("1D5563"), read_colour(" #1d5563 "), read_colour("bleu")
    ('#1d5563', '#1d5563', None)
    """
    found = HEX.fullmatch(text.strip())
    return f"#{found[1].lower()}" if found else None


def contrast(colour: str) -> float:
    """Return the contrast of a colour with white (WCAG 2.2, relative luminance).

    >>> round(contrast("#000000"), 1), round(contrast("#ffffff"), 1), round(contrast("#767676"), 2)
    (21.0, 1.0, 4.54)
    """
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(value: float) -> float:
    dark = value <= 0.04045  # noqa: PLR2004 - sRGB's straight part
    return value / 12.92 if dark else float(((value + 0.055) / 1.055) ** 2.4)


def fault(text: str) -> tuple[str, Mapping[str, str]] | None:
    """Say what is wrong with a typed colour: a code of invoicing/texts, and what its text names.

    ``None`` when nothing is, or none was typed.

    >>> fault("bleu")
    ('colour-unknown', {'value': 'bleu'})
    """
    if not text:
        return None
    colour = read_colour(text)
    if colour is None:
        return "colour-unknown", {"value": text}
    if (found := contrast(colour)) < CONTRAST:
        return "colour-pale", {"value": text, "contrast": tenths(found)}
    return None
