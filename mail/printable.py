"""Text on one line, without what cannot be printed."""

from __future__ import annotations

import unicodedata

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}  # Unicode categories of what cannot be printed


def printable(text: str) -> str:
    r"""Return a text on one line, without what cannot be printed.

    >>> printable("a\r\nb\x00 \u202ec")
    'a b c'
    """
    visible = "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_visible(c))
    return " ".join(visible.split())


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in INVISIBLE
