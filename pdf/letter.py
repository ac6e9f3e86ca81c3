"""The frame of the mail that carries a document, in text and in HTML; cover.py finds its words.

Both are made from one ``Words``, so that they cannot say different things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import jinja2

from jobs.ports import Letter
from pdf import names

WIDTH = 78  # columns of the text, RFC 3676


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the letter says."""

    subject: str
    preheader: str
    attention: str = ""  # « À l’attention du service comptable »
    greeting: str
    opening: str
    download: str = ""  # where the document lies, when it is not attached
    facts: tuple[names.Pair, ...]
    request: str
    contact: str
    signature: tuple[str, ...]
    sender: str = ""


def letter(said: Words, templates: jinja2.Environment) -> Letter:
    """Write it."""
    return Letter(
        subject=said.subject,
        text=templates.get_template("letter.txt").render(w=said, width=WIDTH),
        html=templates.get_template("letter.html").render(w=said),
    )


def line(text: str) -> str:
    """Keep it on one line: a header, a paragraph."""
    return re.sub(r"[ \t\r\n\f\v\x85\u2028\u2029]+", " ", text).strip()


def link(address: str) -> str:
    """Let an address of the web pass, or none; anything else is a bug of the caller's."""
    if address and not re.fullmatch(r"https?://[\x21-\x7e]+", address):
        raise ValueError("not an address of the web")
    return address
