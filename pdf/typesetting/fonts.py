"""The typefaces: loaded once, and standing under the names of the standard 14 fonts.

Source Sans 3 is the text face; its figures are tabular, so columns of amounts align.  DejaVu Sans
stands in, character by character, for what Source Sans lacks.  As both are registered under the
standard names, nothing that is not embedded can be drawn (ISO 19005-3, 6.2.11.4.1).

Both xhtml2pdf and reportlab take U+202F for a blank where a line may break.  So it is drawn under
a private code point (``STAND_IN``), and named again in the file's ToUnicode maps (pdfa.py).
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NARROW = "\u202f"  # narrow no-break space: thousands, before ; ! ? %
STAND_IN = "\ue02f"  # what it is called while it is set

FACES: tuple[tuple[Literal[0, 1], Literal[0, 1]], ...]
FACES = ((0, 0), (1, 0), (0, 1), (1, 1))  # (bold, italic)
SOURCE_SANS = ("Regular", "Semibold", "It", "SemiboldIt")
STANDARD = {
    "Helvetica": ("", "-Bold", "-Oblique", "-BoldOblique"),
    "Times": ("-Roman", "-Bold", "-Italic", "-BoldItalic"),
}
FALLBACK = {
    "Courier": ("", "-Bold", "-Oblique", "-BoldOblique"),
    "Symbol": ("",),
    "ZapfDingbats": ("",),
}


@functools.cache
def install(folder: Path) -> frozenset[str]:
    """Register the faces, and return the characters that can be drawn."""
    text = [folder / f"SourceSans3-{face}.ttf" for face in SOURCE_SANS]
    fallback = [folder / "DejaVuSans.ttf"] * 4
    drawn: set[str] = set()
    for families, paths in ((STANDARD, text), (FALLBACK, fallback)):
        for family, suffixes in families.items():
            drawn |= _register(family, suffixes, paths)
    return frozenset(drawn)


def _register(family: str, suffixes: tuple[str, ...], paths: list[Path]) -> set[str]:
    drawn: set[str] = set()
    for face, suffix, path in zip(FACES, suffixes, paths, strict=False):
        font = TTFont(family + suffix, str(path))
        _name_narrow_space(font)
        pdfmetrics.registerFont(font)
        # registerFont() maps the name to bold italic as well: undone here
        addMapping(family.lower(), *face, family + suffix)
        drawn |= set(map(chr, font.face.charToGlyph))
    return drawn


def _name_narrow_space(font: TTFont) -> None:
    face = font.face
    face.charToGlyph[ord(STAND_IN)] = face.charToGlyph[ord(NARROW)]
    face.charWidths[ord(STAND_IN)] = face.charWidths[ord(NARROW)]
