"""How an invoice falls on its pages.

The total of pages is printed as a guess, and set again only when it was wrong: xhtml2pdf's own
page count lays every document out twice.  What would just not fit on one page is set closer.  Sums
never stand alone: when no line would share their page, the last two lines are taken over with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from pdf.pages import heights
from pdf.pages.invoice_view import InvoiceView
from pdf.typesetting import drawn_text

FIRST, NEXT = 250.0, 237.0  # mm, of the first page, and of a next one below the head of its table
SURE = 0.5  # mm, by which the sums must overshoot before lines are taken over unseen
TAKEN_OVER = 2  # lines
SPARED_FROM = 2  # pages, that become one
TABLE = "Prix unitaire HT"  # of the head of the table of lines


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What is assumed of the pages: their number, and the line that must begin a page."""

    pages: int
    cut: int
    tight: bool = False  # set closer, so that all stands on one page


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A PDF, read back when that is asked for."""

    pdf: bytes

    @cached_property
    def count(self) -> int:
        """Return how many pages the PDF has."""
        return drawn_text.count(self.pdf)

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Return the text of each page, without blanks."""
        return drawn_text.pages(self.pdf)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTogether:
    """A text that stays with the table before it."""

    text: str  # of it
    table: str  # of the table's head, which each of its pages has

    def is_alone(self, printed: Printed) -> bool:
        """Whether the text stands on a page without the table."""
        if printed.count < SPARED_FROM:  # nothing to read
            return False
        text, table = drawn_text.squeezed(self.text), drawn_text.squeezed(self.table)
        return any(text in page and table not in page for page in printed.pages[1:])


def guess(view: InvoiceView) -> PageLayout:
    """Guess by putting the heights of the rows on pages, as the typesetter will."""
    pages, room = 1, FIRST - heights.head(view)
    for row in view.rows:
        height = heights.row(row, view.designation_width)
        if height > room:
            pages, room = pages + 1, NEXT
        room -= height
    over = heights.sums(view) - room
    if pages == 1 and 0 < over < heights.spared(view):
        return PageLayout(1, len(view.rows), tight=True)
    return _loose(view, pages, over)


def _loose(view: InvoiceView, pages: int, over: float) -> PageLayout:
    taken = TAKEN_OVER if over > SURE else 0
    return PageLayout(pages + (over > 0), max(len(view.rows) - taken, 0))


def settle(view: InvoiceView, typeset: Callable[[PageLayout], bytes]) -> Printed:
    """Typeset a page until its layout is as was assumed: mostly once."""
    layout, kept = guess(view), KeptTogether(text=view.totals[-1].label, table=TABLE)
    while True:
        printed = Printed(pdf=typeset(layout))
        corrected = _corrected(layout, printed, kept)
        if corrected == layout:
            return printed
        layout = corrected


def counted(
    typeset: Callable[[PageLayout], bytes], rows: int, kept: KeptTogether | None = None
) -> Printed:
    """Set it until the number of pages that it was given is so; closer, where that spares one.

    *kept*: what must not stand on a page without a row of the table before it.
    """
    printed = _counted(typeset, PageLayout(1, rows))
    if printed.count == SPARED_FROM:
        closer = _counted(typeset, PageLayout(1, rows, tight=True))
        if closer.count < SPARED_FROM:
            return closer
    if kept is not None and kept.is_alone(printed):
        return _counted(typeset, PageLayout(printed.count, max(rows - TAKEN_OVER, 0)))
    return printed


def _counted(typeset: Callable[[PageLayout], bytes], layout: PageLayout) -> Printed:
    while True:
        printed = Printed(pdf=typeset(layout))
        if printed.count == layout.pages:
            return printed
        layout = replace(layout, pages=printed.count)


def _corrected(layout: PageLayout, printed: Printed, kept: KeptTogether) -> PageLayout:
    if layout.tight and printed.count > 1:  # it did not help: set it as usual
        return PageLayout(printed.count, max(layout.cut - TAKEN_OVER, 0))
    corrected = replace(layout, pages=printed.count)
    if kept.is_alone(printed):
        return replace(corrected, cut=max(layout.cut - TAKEN_OVER, 0))
    return corrected
