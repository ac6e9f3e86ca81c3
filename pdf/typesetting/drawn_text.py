"""Reading back what was drawn, to see that the page says what the invoice says.

A PDF/A check does not prove that a page is readable (a blank glyph passes).  So the strings drawn
by reportlab are decoded through the fonts' ToUnicode maps, without blanks: how a text was broken
into lines and cells does not matter.  This reads our own pages only; it is no reader of any PDF.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

from pdf.typesetting.fonts import NARROW, STAND_IN

STRINGS = re.compile(rb"(/F\S+) [\d.]+ Tf|\(((?:[^\\()]|\\.)*)\) ?Tj", re.DOTALL)
ESCAPES = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
CHARACTERS = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")
CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def count(printed: bytes) -> int:
    """Return how many pages it has."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return len(pdf.pages)


def pages(printed: bytes) -> tuple[str, ...]:
    """Return the text of each page, in the order it was drawn and without blanks."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        maps: dict[tuple[int, int], dict[int, str]] = {}
        return tuple("".join(_drawn(page, maps)) for page in pdf.pages)


def _drawn(page: pikepdf.Page, maps: dict[tuple[int, int], dict[int, str]]) -> Iterator[str]:
    fonts = page.Resources.Font
    names: dict[int, str] = {}
    for found in STRINGS.finditer(page.Contents.read_bytes()):
        if found[1]:
            font = fonts[found[1].decode()]
            if font.objgen not in maps:
                maps[font.objgen] = _names(font.ToUnicode.read_bytes())
            names = maps[font.objgen]
        else:
            yield "".join(names.get(code, "\ufffd") for code in _codes(found[2]))


def _names(to_unicode: bytes) -> dict[int, str]:
    """Return the character of each code; "" for blanks."""
    read = {int(code, 16): chr(int(name, 16)) for code, name in CHARACTERS.findall(to_unicode)}
    return {code: squeezed(char) for code, char in read.items()}


def _codes(literal: bytes) -> bytes:
    return ESCAPES.sub(_unescaped, literal)


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    return bytes([int(escaped, 8)]) if escaped.isdigit() else CONTROLS.get(escaped, escaped)


def squeezed(text: str) -> str:
    """Drop all blanks, also the one that stands in for U+202F."""
    return "".join(text.replace(STAND_IN, NARROW).split())
