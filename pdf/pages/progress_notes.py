"""What a line of a situation says below it: the contract, what is done, what was billed before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoicing.document.line import Line
from invoicing.document.progress import Progress
from invoicing.texts.pages import invoice as texts
from invoicing.values import french
from pdf.pages.line_columns import quantity


def notes(line: Line) -> tuple[str, ...]:
    """Return what is printed below a line and stands in its note (BT-127)."""
    return tuple(_notes(line, line.progress)) if line.progress else ()


def _notes(line: Line, progress: Progress) -> Iterator[str]:
    sold = quantity(replace(line, quantity=progress.quantity, unit=progress.unit))
    price = french.price(progress.net_price)
    contract = french.euros(progress.contract)
    yield texts.CONTRACT.format(sold=sold, price=price, amount=contract)
    percent, done = french.percent(progress.percent), french.euros(progress.cumulated)
    yield texts.PROGRESS.format(percent=percent, amount=done)
    if progress.before:
        before, now = french.euros(progress.before), french.euros(progress.now)
        yield texts.BILLED_BEFORE.format(before=before, now=now)
