"""How high things will be, in mm: good enough to guess where the pages end.

Follows templates/pages/invoice.css; good to 1 mm where words wrap as guessed.  A wrong guess costs
a second setting, no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from pdf.pages.invoice_view import InvoiceView, Payment, PrintedLine
from pdf.pages.line_columns import WIDTH
from pdf.pages.party_names import Pair, Party
from pdf.typesetting.brand import Brand

SET = 1.081 / mm  # what the typesetter makes of size times line height (measured)
TEXT, NOTE, LABEL, HEAD = 9.0, 7.8, 7.5, 10.5  # sizes, points
RAGGED = 1.02  # words leave a little of each line empty
LEFT, RIGHT, FACT, GROUPS = 97.0, 65.0, 52.0, 82.0  # widths
ROW, HEADING, FACTS_A_ROW = 3.1, 7.1, 3
CODE, TABLE_HEAD = 33.2, 11.4  # the box with its QR code; the head of the table, and its distance
SPARED, SPARED_BOXES, SPARED_ROW, SPARED_SUM = 12.5, 4.0, 0.85, 0.65
LOGO, SIGNED = 3.0, 39.0  # below a logo; a row of boxes to sign in


def _lines(text: str, width: float, size: float = TEXT) -> int:
    """Return how many lines a text takes."""
    return max(ceil(stringWidth(text, "Helvetica", size) / mm / width * RAGGED), 1)


def _set(text: str, width: float, size: float = TEXT, leading: float = 1.32) -> float:
    return _lines(text, width, size) * size * leading * SET


def _all(texts: Iterable[str], width: float, size: float = TEXT, leading: float = 1.32) -> float:
    return sum(_set(text, width, size, leading) for text in texts)


def row(of: PrintedLine, width: float) -> float:
    """Return the height of a row of the table whose designation is *width* mm wide."""
    notes = _all(of.notes, width, NOTE, 1.3)
    return ROW + _set(of.name, width) + notes + (HEADING if of.heading else 0)


def head(view: InvoiceView) -> float:
    """Return the height of all that stands above the first row."""
    return (
        max(_logo(view.look) + _seller(view.seller), _title(view) + _party(view.buyer, RIGHT))
        + 6.0
        + _box(view.payment)
        + (5.5 + _set(view.subject, WIDTH, 12, 1.25) if view.subject else 5.0)
        + sum(
            _facts(view.facts[n : n + FACTS_A_ROW]) for n in range(0, len(view.facts), FACTS_A_ROW)
        )
        + TABLE_HEAD
    )


def _logo(of: Brand) -> float:
    return of.logo.height + LOGO if of.logo else 0


def _seller(party: Party) -> float:
    size = 15 if len(party.name) > 28 else 21  # noqa: PLR2004 - as the template says
    return _set(party.name, LEFT, size, 1.12) + 2.5 + _party(party, LEFT)


def _title(view: InvoiceView) -> float:
    title = _set(view.title, RIGHT, 11) + _set(view.number, RIGHT, 13, 1.25) + _set("", RIGHT)
    before = sum(1.0 + _set(text, RIGHT) for text in view.before)
    return title + before + 9.0 + _set(view.buyer.name, RIGHT, HEAD)


def _party(party: Party, width: float) -> float:
    ids = (f"{label} {value}" for label, value in party.ids)
    return _all((*party.lines, *ids, *party.contact), width)


def _box(payment: Payment) -> float:
    amount = 6.6 + _set("", WIDTH, LABEL) + _set("", WIDTH, 21, 1.2)
    until = 1.2 + _set("", WIDTH, HEAD) + _set("", WIDTH, LABEL)
    return CODE if payment.code else amount + (until if payment.until else 0)


def _facts(side_by_side: tuple[Pair, ...]) -> float:
    return 1.6 + _set("", FACT, LABEL) + max(_set(value, FACT) for _, value in side_by_side)


def sums(view: InvoiceView) -> float:
    """Return the height of sums and mentions, which stay together below the last row."""
    mentions = 4.5 + _all(view.mentions, WIDTH, NOTE, 1.36)
    notes = 4.0 + _all(view.notes, WIDTH, 8.5) if view.notes and view.notes_kept else 0
    signed = SIGNED if view.signature else 0
    return 4.5 + max(_groups(view), _totals(view)) + mentions + notes + signed


def spared(view: InvoiceView) -> float:
    """Return what a page gains when it is set closer (the end of invoice.css), or a little less."""
    boxes = SPARED_BOXES if view.signature else 0
    return SPARED + boxes + SPARED_ROW * len(view.rows) + SPARED_SUM * len(view.totals)


def _totals(view: InvoiceView) -> float:
    noted = (total.note for total in view.totals if total.note)
    each = 1.4 + _set("", WIDTH)
    return 2.7 + each * len(view.totals) + sum(0.7 + _set(note, WIDTH, NOTE, 1.3) for note in noted)


def _groups(view: InvoiceView) -> float:
    if not view.groups:
        return _all(view.reasons, LEFT)
    each = 1.8 + _set("", GROUPS, 8)
    reasons = (group.reason for group in view.groups if group.reason)
    noted = sum(1.8 + _set(reason, GROUPS, NOTE, 1.3) for reason in reasons)
    return each * (len(view.groups) + 1) + noted
