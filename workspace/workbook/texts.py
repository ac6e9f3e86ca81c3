"""Texts as cells hold them, made comparable; and what no cell may hold.

Refusals are of our choice: a text that Sheets would take for a formula, or that cannot be printed,
is reported to the person instead of being mended in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from mail.printable import INVISIBLE

LABEL = 1_000  # characters
ERROR = re.compile(
    r"#(REF!|N/A|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|ERROR!|ERREUR!|SPILL!|CALC!)"
)
FORMULA = re.compile(r"=\S|[+\-@][A-Za-z][A-Za-z0-9._]+\((?!s\))")
APOSTROPHES = str.maketrans("\u2019\u02bc", "''")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongCell:
    """A cell that cannot be read: a code of invoicing/texts, and what its text names."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    """Return a header or a word of a list as it is compared: case, spaces, apostrophes aside.

    >>> plain("  N°\u00a0TVA ") == plain("n° tva")
    True
    """
    same = unicodedata.normalize("NFKC", text.replace("\u2019", "'"))
    return " ".join(same.casefold().translate(APOSTROPHES).split())


def key(text: str) -> str:
    """Return a key as it is compared: NFKC, one space for many, upper case.

    >>> key(" f0012\u00a0")
    'F0012'
    """
    return " ".join(unicodedata.normalize("NFKC", text).split()).upper()


def label(text: str, *, lines: bool = False) -> str | WrongCell:
    """Return a text trimmed and in NFC, or what is wrong with it.

    >>> label(" Café ")
    'Café'
    >>> label('=HYPERLINK("http://…")').code
    'formula-text'
    """
    trimmed = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if len(trimmed) > LABEL:
        return WrongCell(code="too-long", values={"length": str(len(trimmed)), "limit": str(LABEL)})
    if FORMULA.match(trimmed):
        return WrongCell(code="formula-text", values={"value": short(trimmed)})
    return _printable(trimmed, lines=lines) or trimmed


def _printable(text: str, *, lines: bool) -> WrongCell | None:
    for sign in text:
        if sign == "\n" and lines:
            continue
        if sign == "\n":
            return WrongCell(code="line-break")
        if unicodedata.category(sign) in INVISIBLE:
            return WrongCell(code="invisible", values={"sign": f"U+{ord(sign):04X}"})
    return None


def is_error(text: str) -> bool:
    """Return whether a formula failed, or has not answered yet."""
    return bool(ERROR.match(text)) or text in {"Loading...", "Chargement..."}


def short(text: str) -> str:
    """Return at most 40 characters of a text, on one line, for a message.

    >>> short("x" * 50) == "x" * 39 + "…"
    True
    """
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    most = 40
    return line if len(line) <= most else line[: most - 1] + "…"
