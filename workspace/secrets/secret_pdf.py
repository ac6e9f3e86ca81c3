"""A PDF that opens with a passphrase only, and the passphrase: told by phone, never written down.

Neither is kept here, logged, or named in an exception.
"""

from __future__ import annotations

import io
import secrets
from functools import lru_cache
from pathlib import Path

import pikepdf

WORDS = Path(__file__).with_name("passphrase_words.txt")
FEWEST = 6  # words
USUAL = 7  # words of a list of two thousand: 76 bits


def sealed(pdf: bytes, passphrase: str) -> bytes:
    """Encrypt a PDF with AES-256 (ISO 32000-2, revision 6), its metadata too.

    ValueError if it is no PDF, or for fewer than six words: an empty passphrase protects nothing.
    """
    if len(passphrase.split()) < FEWEST:
        text = "a passphrase has at least six words"
        raise ValueError(text)
    lock = pikepdf.Encryption(owner=passphrase, user=passphrase, R=6, aes=True, metadata=True)
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            document.save(out, encryption=lock)
    except pikepdf.PdfError:
        text = "what was to be encrypted is no PDF"
        raise ValueError(text) from None
    return out.getvalue()


def passphrase(count: int = USUAL) -> str:
    """Choose words, separated by blanks; ValueError for fewer than six."""
    if count < FEWEST:
        text = "a passphrase has at least six words"
        raise ValueError(text)
    return " ".join(secrets.choice(words()) for _ in range(count))


@lru_cache
def words() -> tuple[str, ...]:
    """Return the list: French, lower case, without accents, so that one can say them by phone."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))
