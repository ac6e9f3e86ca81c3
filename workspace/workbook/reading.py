"""The grids of all tabs, as one ``Reading``."""

from __future__ import annotations

from invoicing.rows.tabs import (
    BuyerRow,
    ClientRow,
    ClosingRow,
    InvoiceRow,
    LineRow,
    PaymentRow,
    PriceRow,
    Rows,
)
from jobs.ports import Reading, Refused
from workspace.columns.billing import INVOICES, LINES, PRICES
from workspace.columns.clients import BUYERS, CLIENTS
from workspace.columns.closings import CLOSINGS
from workspace.columns.column import Tab
from workspace.columns.columns import PROJECTED
from workspace.columns.payments import PAYMENTS
from workspace.columns.program import SETTINGS
from workspace.workbook import journal
from workspace.workbook import rows as tabs
from workspace.workbook.headers import Grid, HeaderPositions, layout
from workspace.workbook.settings import read_settings


def reading(grids: dict[Tab, Grid], past: Grid) -> Reading:
    """Make rows of grids; ``Refused`` if headers are missing or doubled."""
    layouts = {tab: layout(tab, grid) for tab, grid in grids.items()}
    wrong = [problem for placed in layouts.values() for problem in placed.problems]
    wrong += journal.header_problems(past)
    if wrong:
        text = "workbook: " + ", ".join(f"{each.source.tab} {each.code}" for each in wrong)
        raise Refused(text, problems=wrong)
    filled = {tab: tabs.find(layouts[tab], grids[tab]) for tab in PROJECTED}
    free, last = tabs.free_keys(filled[INVOICES])
    return Reading(
        rows=_rows(layouts, grids, filled),
        journal=journal.read_journal(past[1:]),
        illegible=journal.illegible(past[1:]),
        shown={tab.title: tabs.shown(layouts[tab], rows) for tab, rows in filled.items()},
        free_keys=free,
        last_key=last,
    )


def _rows(
    layouts: dict[Tab, HeaderPositions],
    grids: dict[Tab, Grid],
    filled: dict[Tab, list[tabs.FilledRow]],
) -> Rows:
    settings, problems = read_settings(layouts[SETTINGS], grids[SETTINGS])
    return Rows(
        settings=settings,
        clients=tabs.read_rows(layouts[CLIENTS], filled[CLIENTS], ClientRow),
        buyers=tabs.read_rows(layouts[BUYERS], filled[BUYERS], BuyerRow),
        prices=tabs.read_rows(layouts[PRICES], filled[PRICES], PriceRow),
        invoices=tabs.read_rows(layouts[INVOICES], filled[INVOICES], InvoiceRow),
        lines=tabs.read_rows(layouts[LINES], filled[LINES], LineRow),
        payments=tabs.read_rows(layouts[PAYMENTS], filled[PAYMENTS], PaymentRow),
        closings=tabs.read_rows(layouts[CLOSINGS], filled[CLOSINGS], ClosingRow),
        problems=problems,
    )
