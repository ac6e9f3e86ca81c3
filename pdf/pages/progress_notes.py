"""What a line of a situation says below it: the contract, what is done, what was billed before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoicing.document.line import Line
from invoicing.document.progress import Progress
from invoicing.values import french
from pdf.pages.line_columns import quantity

COLON = "\u00a0: "


def notes(line: Line) -> tuple[str, ...]:
    """Return what is printed below a line and stands in its note (BT-127)."""
    return tuple(_notes(line, line.progress)) if line.progress else ()


def _notes(line: Line, progress: Progress) -> Iterator[str]:
    sold = quantity(replace(line, quantity=progress.quantity, unit=progress.unit))
    price = french.price(progress.net_price)
    contract = french.euros(progress.contract)
    yield f"Marché{COLON}{sold} à {price}, soit {contract} HT"
    percent, done = french.percent(progress.percent), french.euros(progress.cumulated)
    yield f"Avancement cumulé{COLON}{percent}, soit {done} HT"
    if progress.before:
        before, now = french.euros(progress.before), french.euros(progress.now)
        yield f"Déjà facturé{COLON}{before} HT ; cette facture{COLON}{now} HT"
