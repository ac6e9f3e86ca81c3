"""A page that proves or hands over something, as the template prints it.

It is made of what happened, and people's words are among that: a character that cannot be set is
readable by its code, so that no reply can keep its own proof from being printed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from invoicing.values.printed_page import PageSection, PrintedPage
from pdf.pages import party_names
from pdf.pages.line_columns import WIDTH
from pdf.typesetting.brand import PLAIN, UNPRINTED, Brand
from pdf.typesetting.printable_characters import legible

LETTER, GAP = 1.6, 3.0  # mm, of a cell: for each letter, and after the last
SHORT, MOST_SHORT = 34.0, 0.6  # mm, up to which a column is not broken; their part of all

Set = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSection:
    """A section."""

    heading: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    columns: tuple[str, ...]
    widths: tuple[float, ...]  # mm
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """All that is printed."""

    title: str
    subtitle: str
    intro: tuple[str, ...]
    sections: tuple[ProofSection, ...]
    footer: tuple[str, ...]
    signatures: tuple[str, ...]
    author: str = field(metadata=UNPRINTED)
    mark: str = ""
    look: Brand = field(default=PLAIN, metadata=UNPRINTED)


def sheet(page: PrintedPage, drawn: frozenset[str]) -> ProofPage:
    """Set a page in the characters that can be drawn."""

    def readable(text: str) -> str:
        return legible(text, drawn)

    return ProofPage(
        title=readable(page.title),
        subtitle=readable(page.subtitle),
        intro=_lines(page.intro, readable),
        sections=tuple(_part(section, readable) for section in page.sections),
        footer=_lines((page.footer,), readable),
        signatures=tuple(map(readable, page.signatures)),
        author=readable(page.author),
    )


def _lines(texts: tuple[str, ...], readable: Set) -> tuple[str, ...]:
    return tuple(readable(line) for text in texts for line in party_names.text_lines(text))


def _part(section: PageSection, readable: Set) -> ProofSection:
    count = len(section.columns)
    rows = tuple((*map(readable, row), *[""] * (count - len(row))) for row in section.rows)
    return ProofSection(
        heading=readable(section.heading),
        facts=tuple(
            (readable(label), _lines((value,), readable)) for label, value in section.facts
        ),
        columns=tuple(map(readable, section.columns)),
        widths=widths(section.columns, rows),
        rows=rows,
        lines=_lines(section.lines, readable),
    )


def widths(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Share the width among columns, in mm: short ones get what they need, long ones the rest.

    >>> widths(("Quand", "Quoi", "Empreinte"), (("24/11/2026 14:30", "x" * 90, "f" * 64),))
    (28.6, 82.4, 59.0)
    """
    needed = [
        GAP + LETTER * max(map(len, (title, *(row[rank] for row in rows))))
        for rank, title in enumerate(columns)
    ]
    kept = [need for need in needed if need <= SHORT]
    if len(kept) == len(needed) or sum(kept) > WIDTH * MOST_SHORT:
        kept = []
    left = WIDTH - sum(kept)
    stretched = left / (sum(need for need in needed if need not in kept) or 1)
    return tuple(round(need if need in kept else need * stretched, 1) for need in needed)
