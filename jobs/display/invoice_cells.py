"""What a row of `Factures` shows."""

from __future__ import annotations

from invoicing.register.entry import DocumentState, Entry
from invoicing.rows.tabs import TabRow
from invoicing.texts.problems.table import sentence
from invoicing.values.problems import Problem
from jobs.display.document_cells import approval_cells, document_cells
from jobs.display.progress_cells import progress_cells
from jobs.display.row_view import RowView
from jobs.display.total_cells import total_cells
from jobs.ports import Cell


def invoice_cells(view: RowView, entry: Entry, row: TabRow) -> dict[str, Cell]:
    """Return header → value; *row*: the entry's."""
    document = entry.document
    cells: dict[str, Cell] = {
        **(progress_cells(view, entry) if entry.key not in view.silent else {}),
        **document_cells(entry, view.now),
        **approval_cells(entry, view.now),
        "Problème": view.blocking(row),
        "À vérifier": view.to_check(row),
        **total_cells(entry, view.issued.get(entry.key)),
    }
    if document is not None and entry.state(view.now) is DocumentState.LOST:
        lost = Problem(code="mail-lost", source=row.place, values={"number": document.number})
        cells["À vérifier"] = sentence(lost)
    return cells
