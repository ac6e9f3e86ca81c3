"""How high things will be, about, in mm: good enough to guess where the pages end.

Measured on pages set with templates/invoice.css.  A wrong guess costs a second setting, no more.
"""

from __future__ import annotations

from math import ceil

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from pdf.columns import WIDTH
from pdf.view import Row, View

LINE, SMALL, LABEL = 4.2, 3.6, 3.5  # a line of text, of a note, of a label
TEXT, NOTE, RAGGED = 9.0, 7.8, 1.02  # points, points, a factor
PADDING, HEADING = 3.4, 6.7  # of a row
FACTS_A_ROW, FACT, LINE_OF_SUM = 3, 9.3, 6.0


def _lines(text: str, width: float, size: float = TEXT) -> int:
    """How many lines a text takes; words leave a little of each line empty."""
    return max(ceil(stringWidth(text, "Helvetica", size) / mm / width * RAGGED), 1)


def row(of: Row, width: float) -> float:
    """A row of the table, its designation *width* mm wide."""
    name = _lines(of.name, width) * LINE
    notes = sum(_lines(note, width, NOTE) for note in of.notes) * SMALL
    return PADDING + name + notes + (HEADING if of.heading else 0)


def head(view: View) -> float:
    """All that stands above the first row."""
    seller, buyer = view.seller, view.buyer
    left = 11.0 + (len(seller.lines) + len(seller.ids) + len(seller.contact)) * LINE
    right = 32.5 + (len(buyer.lines) + len(buyer.ids)) * LINE
    subject = (13.5 if view.subject else 5.0) + len(view.before) * 5.7
    facts = ceil(len(view.facts) / FACTS_A_ROW) * FACT
    return max(left, right) + subject + facts + 12.0


def sums(view: View) -> float:
    """The sums, the box, the mentions: what is kept together below the last row."""
    reasons = sum(1 for group in view.groups if group.reason)
    groups = 5.0 + (len(view.groups) + reasons) * 5.3
    totals = len(view.totals) * LINE_OF_SUM
    box = 8.0 + 22.0
    mentions = 5.0 + sum(_lines(text, WIDTH, NOTE) for text in view.mentions) * 3.8
    notes = sum(_lines(text, WIDTH) for text in view.notes) * 4.0 if view.notes_kept else 0
    return 10.0 + max(groups, totals) + box + mentions + (4.0 + notes if notes else 0)
