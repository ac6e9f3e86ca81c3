"""The one table of tabs and columns: it drives reading, writing, set-up and docs/workbook.md.

A column is listed when its feature works; headers are fixed in advance (docs/workbook.md), so that
none changes once people use it.
"""

from __future__ import annotations

from workspace.columns.billing import INVOICES, LINES, PRICES
from workspace.columns.clients import BUYERS, CLIENTS
from workspace.columns.closings import CLOSINGS
from workspace.columns.column import Tab
from workspace.columns.payments import PAYMENTS
from workspace.columns.program import JOURNAL, SETTINGS, TRANSMISSIONS

TABS: tuple[Tab, ...] = (
    CLIENTS,
    BUYERS,
    PRICES,
    INVOICES,
    LINES,
    PAYMENTS,
    TRANSMISSIONS,
    CLOSINGS,
    SETTINGS,
    JOURNAL,
)
PEOPLES = tuple(tab for tab in TABS if tab.row is not None)
PROJECTED = tuple(tab for tab in (*PEOPLES, TRANSMISSIONS) if tab.projected)
BY_TITLE = {tab.title: tab for tab in TABS}
