"""The name of the attachment: the seller, then the number.  ASCII, at most 50 characters."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 50
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o",
                           "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})  # fmt: skip


def ascii_words(text: str) -> str:
    """Transliterate, in capitals, with one hyphen between words.

    >>> ascii_words("L’Œuvre & Cie – Façades d’Été")
    'L-OEUVRE-CIE-FACADES-D-ETE'
    """
    apart = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    return re.sub(r"[^A-Z0-9]+", "-", letters.upper()).strip("-")


def page_name(name: str) -> str:
    """Name a page that is no invoice.

    >>> page_name("preuve_F0012")
    'preuve_F0012.pdf'
    """
    return re.sub(r"[^A-Za-z0-9+_-]", "-", name)[: LONGEST - len(".pdf")] + ".pdf"


def filename(seller: str, number: str) -> str:
    """Name the file; the seller's name is shortened, the number never.

    >>> filename("Menuiserie Martin", "MARTIN-2026-0001")
    'MENUISERIE-MARTIN_MARTIN-2026-0001.pdf'
    """
    kept = re.sub(r"[^A-Za-z0-9+_-]", "-", number)
    room = LONGEST - len(f"_{kept}.pdf")
    name = ascii_words(seller)[: max(room, 0)].strip("-")
    return f"{name}_{kept}.pdf" if name else f"{kept}.pdf"
