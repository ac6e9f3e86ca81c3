"""How an invoice falls on its pages.

The total of pages is printed as a guess, and set again only when it was wrong: xhtml2pdf's own
page count lays every document out twice.  Sums never stand alone: when no line would share their
page, the last two lines are taken over with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pdf import heights, proofread
from pdf.view import View

FIRST, NEXT = 250.0, 237.0  # mm, of the first page, and of a next one below the head of its table
SURE = 0.5  # mm, by which the sums must overshoot before lines are taken over unseen
TAKEN_OVER = 2  # lines
TABLE, SUMS = "PrixunitaireHT", ("Netàpayer", "Netàvotrecrédit")  # the table’s head, the last sum


@dataclass(frozen=True, slots=True)
class Layout:
    """What is assumed of the pages: their number, and the line that must begin a page."""

    pages: int
    cut: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF, and the text of each page without blanks."""

    pdf: bytes
    pages: tuple[str, ...]


def guess(view: View) -> Layout:
    """Guess by putting the heights of the rows on pages, as the typesetter will."""
    pages, room = 1, FIRST - heights.head(view)
    for row in view.rows:
        height = heights.row(row, view.designation_width)
        if height > room:
            pages, room = pages + 1, NEXT
        room -= height
    over = heights.sums(view) - room
    taken = TAKEN_OVER if over > SURE else 0
    return Layout(pages + (over > 0), max(len(view.rows) - taken, 0))


def settle(view: View, typeset: Callable[[Layout], bytes]) -> Printed:
    """Set it until what was assumed is so: once, mostly."""
    layout = guess(view)
    while True:
        pdf = typeset(layout)
        printed = Printed(pdf=pdf, pages=proofread.pages(pdf))
        wanted = _corrected(layout, printed)
        if wanted == layout:
            return printed
        layout = wanted


def counted(typeset: Callable[[int], bytes]) -> Printed:
    """Set it until the number of pages that it was given is so."""
    assumed = 1
    while True:
        pdf = typeset(assumed)
        printed = Printed(pdf=pdf, pages=proofread.pages(pdf))
        if len(printed.pages) == assumed:
            return printed
        assumed = len(printed.pages)


def _corrected(layout: Layout, printed: Printed) -> Layout:
    wanted = replace(layout, pages=len(printed.pages))
    lonely = any(_is_lonely(page) for page in printed.pages[1:])
    return replace(wanted, cut=max(layout.cut - TAKEN_OVER, 0)) if lonely else wanted


def _is_lonely(page: str) -> bool:
    return TABLE not in page and any(label in page for label in SUMS)
