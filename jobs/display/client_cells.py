"""What a row of `Clients` shows."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.register.entry import DocumentState
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.texts.problems.table import sentence
from invoicing.values.problems import Problem
from jobs.display.client_standing import standing
from jobs.display.row_view import RowView
from jobs.documents.folders import LINK
from jobs.ports import Cell

_NAMED = 3  # numbers of documents whose rows have disappeared


def client_cells(view: RowView, row: ClientRow) -> dict[str, Cell]:
    """Return header → value."""
    folder = view.books.history.folders.get((row.siret[:9], ""))
    gone = _gone(view, normalised(row.code))
    remarks = (view.to_check(row), *([_of_the_gone(row, gone)] if gone else ()))
    return {
        "Problème": view.blocking(row),
        "À vérifier": "\n".join(filter(None, remarks)),
        "Dossier": LINK.format(folder.id) if folder and folder.made else "",
        "Statut": standing(view, row),
        "Derniers numéros": ", ".join(sorted(_last_numbers(view, row))),
    }


def _last_numbers(view: RowView, row: ClientRow) -> list[str]:
    """Return the last number of each series of this year."""
    return [
        series.number(last.rank)
        for series, last in view.books.history.series.items()
        if series.siren == row.siret[:9] and series.year == view.today.year
    ]


def _gone(view: RowView, client_code: str) -> list[str]:
    """Return the numbers of documents under way whose row has disappeared."""
    return [
        entry.issued.number
        for entry in view.books.entries
        if entry.row is None
        and entry.client_code == client_code
        and entry.state(view.now) is not DocumentState.SENT
    ]


def _of_the_gone(row: ClientRow, gone: Sequence[str]) -> str:
    named = ", ".join(gone[:_NAMED]) + (" …" if len(gone) > _NAMED else "")
    return sentence(Problem(code="row-gone", source=row.place, values={"numbers": named}))
