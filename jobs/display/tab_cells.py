"""What people see beside the rows of their tabs."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.related.payments import seller_of_payment
from invoicing.rows.tabs import ClientRow
from jobs.display.client_cells import client_cells
from jobs.display.invoice_cells import invoice_cells
from jobs.display.row_view import RowView
from jobs.mail.transmissions import to_the_second
from jobs.ports import Cell

LAST_RUN = "Dernier passage"  # changes with every run, so it is worth none
Cells = dict[str, dict[str, dict[str, Cell]]]


def cells_of_a_look(books: Register, silent: AbstractSet[DocumentKey]) -> Cells:
    """Return what a look that takes no ticket can say.

    *silent*: the documents whose progress it leaves alone.
    """
    return all_cells(replace(RowView.of(books), silent=silent))


def all_cells(view: RowView) -> Cells:
    """Return what every row of people's tabs is to show: tab → row identity → header → value."""
    rows = view.books.rows
    return {
        "Factures": {
            entry.row.identity: invoice_cells(view, entry, entry.row)
            for entry in view.books.entries
            if entry.row is not None
        },
        "Clients": {row.identity: _client(view, row) for row in rows.clients},
        "Destinataires": {
            row.identity: {"Problème": view.blocking(row), "À vérifier": view.to_check(row)}
            for row in rows.buyers
        },
        "Tarifs": {row.identity: {"Problème": view.blocking(row)} for row in rows.prices},
        "Lignes": {row.identity: {"Problème": view.blocking(row)} for row in rows.lines},
        "Règlements": {
            row.identity: {
                "Client": seller_of_payment(row, view.books.ties),
                "Problème": view.blocking(row),
            }
            for row in rows.payments
        },
    }


def _client(view: RowView, row: ClientRow) -> dict[str, Cell]:
    cells = client_cells(view, row)
    return {**cells, LAST_RUN: to_the_second(view.now)} if view.ran else cells
