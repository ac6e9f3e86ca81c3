"""The frame of the mail that carries a document, in text and in HTML.

cover_words.py finds its words.
Both are made from one ``CoverWords``, so that they cannot say different things.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

import jinja2

from jobs.ports import MailBody
from pdf.pages import party_names
from pdf.typesetting import spacing

WIDTH = 78  # columns of the text, RFC 3676


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWords:
    """What the mail says."""

    subject: str
    preheader: str
    attention: str = ""  # « À l’attention du service comptable »
    greeting: str
    opening: str
    download: str = ""  # where the document lies, when it is not attached
    facts: tuple[party_names.Pair, ...]
    main: str = ""  # label of the fact that stands out; "": the first
    request: str
    contact: str
    signature: tuple[str, ...]
    sender: str = ""


def cover_body(words: CoverWords, templates: jinja2.Environment) -> MailBody:
    """Write the mail as text and as HTML."""
    return MailBody(
        subject=words.subject,
        text=templates.get_template("mails/cover.txt").render(w=words),
        html=templates.get_template("mails/cover.html").render(w=words),
    )


def line(text: str) -> str:
    """Set a header or a paragraph on one line, and keep its signs with their words."""
    return spacing.spaced(re.sub(r"[ \t\r\n\f\v\x85\u2028\u2029]+", " ", text).strip())


def wrapped(text: str, width: int = WIDTH, hanging: int = 0) -> str:
    """Break a text into lines, at plain blanks; *hanging*: blanks before each but the first.

    An address is never broken; another word is, where it is longer than a line.

    >>> print(wrapped("- Répondez avant 9\u00a0h\u00a015", 20, hanging=2).replace("\u00a0", "~"))
    - Répondez avant
      9~h~15
    """
    return textwrap.fill(
        text,
        width=width,
        subsequent_indent=" " * hanging,
        break_long_words="@" not in text and "://" not in text,
        break_on_hyphens=False,
    )


def link(address: str) -> str:
    """Return an address of the web, or ""; ``ValueError`` for anything else (a caller's bug)."""
    if address and not re.fullmatch(r"https?://[\x21-\x7e]+", address):
        raise ValueError("not an address of the web")
    return address
