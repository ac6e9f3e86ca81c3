"""A page that proves or hands over something: headings, facts and lists, printed as a PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A part of a page; plain text everywhere."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()  # label, value
    columns: tuple[str, ...] = ()  # of a table
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()  # paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """« Preuve de validation », « Bordereau de remise »."""

    title: str
    subtitle: str
    name: str  # of the file, ASCII, without its ending
    author: str
    intro: tuple[str, ...] = ()
    sections: tuple[PageSection, ...] = ()
    footer: str = ""
    signatures: tuple[str, ...] = ()  # boxes to be signed in
