"""What people see beside their rows: a projection of the books, rewritten where it differs.

The program decides nothing from a shown cell; a difference is worth a run, never a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from invoicing.books import Books
from invoicing.calendar import seller_date
from invoicing.history import History, Key
from invoicing.index import normalised
from invoicing.lifecycle import Entry, State
from invoicing.problems import Problem, Source
from invoicing.rows import ClientRow, Row
from invoicing.states import next_step, status
from invoicing.words import PROBLEMS, sentence
from jobs.ports import Cell, Projection, Reading
from jobs.transmissions import to_the_second, transmissions
from jobs.work import Work

FREE_KEYS = 200  # empty rows with a `Réf.` kept ready at the bottom of `Factures`
FILE = "https://drive.google.com/file/d/{}/view"
FOLDER = "https://drive.google.com/drive/folders/{}"
LAST_RUN = "Dernier passage"  # changes with every run, so it is worth none
_Place = tuple[str, int | None]  # tab, row
Cells = dict[str, dict[str, dict[str, Cell]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """Everything a row's cells are made of."""

    books: Books
    history: History
    now: datetime
    problems: Mapping[_Place, tuple[Problem, ...]]
    addressed: Mapping[Key, str] = field(default_factory=dict)  # to whom this run wrote
    ran: bool = False


def projection(work: Work) -> Projection:
    """What a run shows at its end."""
    extra = [problem for stop in work.stops.values() for problem in stop.problems]
    for seller, stop in work.stops.items():
        place = work.client_place(seller)
        extra += [_at(problem, place) for problem in stop.problems]
    extra += [problem for problems in work.flaws.values() for problem in problems]
    view = replace(
        _view(work.books, work.run.history, work.run.now, extra),
        addressed=work.addressed,
        ran=True,
    )
    return Projection(
        cells=_cells(view),
        transmissions=tuple(transmissions(view.books.entries, view.addressed)),
        new_keys=tuple(_new_keys(work.reading)),
    )


def to_show(reading: Reading, books: Books, history: History, now: datetime) -> bool:
    """Whether what people see differs from the books."""
    if reading.free_keys < FREE_KEYS // 2:
        return True
    view = _view(books, history, now, ())
    if _differ(_cells(view), reading.shown):
        return True
    lying = {
        identity.rpartition("#")[0]: row.get("État")
        for identity, row in reading.shown.get("Envois", {}).items()
    }
    return any(
        lying.get(str(row["Clé"])) != row["État"]
        for row in transmissions(view.books.entries, view.addressed)
    )


def _differ(cells: Cells, shown: Mapping[str, Mapping[str, Mapping[str, Cell]]]) -> bool:
    return any(
        (shown.get(tab, {}).get(identity, {}).get(header) or None) != (value or None)
        for tab, rows in cells.items()
        for identity, row in rows.items()
        for header, value in row.items()
        if header != LAST_RUN
    )


def _at(problem: Problem, place: Source) -> Problem:
    return Problem(code=problem.code, source=place, values=problem.values)


def _view(books: Books, history: History, now: datetime, extra: Iterable[Problem]) -> _View:
    found: dict[_Place, list[Problem]] = defaultdict(list)
    for entry in books.entries:
        _note(found, entry.problems, entry.row)
    own = (problem for row in (*books.rows.buyers, *books.rows.prices) for problem in row.problems)
    of_clients = (problem for said in books.client_problems.values() for problem in said)
    _note(found, (*own, *of_clients, *_orphan_lines(books), *extra))
    return _View(
        books=books,
        history=history,
        now=now,
        problems={place: tuple(said) for place, said in found.items()},
    )


def _note(
    found: dict[_Place, list[Problem]], problems: Iterable[Problem], row: Row | None = None
) -> None:
    """Note each problem where it stands, and in the document's row."""
    for problem in problems:
        places = {(problem.source.tab, problem.source.row)}
        if row is not None:
            places.add((row.place.tab, row.place.row))
        for place in places:
            if problem not in found[place]:
                found[place].append(problem)


def _orphan_lines(books: Books) -> Iterator[Problem]:
    known = {normalised(row.key) for row in books.rows.invoices}
    for line in books.rows.lines:
        if line.key and normalised(line.key) not in known:
            yield line.problem("orphan-line", "key", key=line.key)


def _cells(view: _View) -> Cells:
    rows = view.books.rows
    return {
        "Factures": {
            entry.row.identity: _document(view, entry, entry.row)
            for entry in view.books.entries
            if entry.row is not None
        },
        "Clients": {row.identity: _client(view, row) for row in rows.clients},
        "Destinataires": {row.identity: _remarks(view, row) for row in rows.buyers},
        "Tarifs": {row.identity: _problem(view, row) for row in rows.prices},
        "Lignes": {row.identity: _problem(view, row) for row in rows.lines},
    }


def _said(view: _View, row: Row, *, stops: bool) -> str:
    problems = view.problems.get((row.place.tab, row.place.row), ())
    return "\n".join(sentence(each) for each in problems if PROBLEMS[each.code].stops is stops)


def _problem(view: _View, row: Row) -> dict[str, Cell]:
    return {"Problème": _said(view, row, stops=True)}


def _remarks(view: _View, row: Row) -> dict[str, Cell]:
    return {**_problem(view, row), "À vérifier": _said(view, row, stops=False)}


def _document(view: _View, entry: Entry, row: Row) -> dict[str, Cell]:
    document = entry.document
    cells: dict[str, Cell] = {
        "Statut": status(entry, view.now),
        "Prochaine étape": next_step(entry, view.books.rows.settings.hours, view.now),
        "Numéro": document.number if document else "",
        "Date d'émission": document.issue_date if document else None,
        "PDF": FILE.format(document.file_id) if document and document.sha256 else "",
        "Envoyée le": to_the_second(document.main.sent_at) if document else None,
        **_remarks(view, row),
        **_totals(entry),
    }
    if document is not None and entry.state(view.now) is State.LOST:
        lost = Problem(code="mail-lost", source=row.place, values={"number": document.number})
        cells["À vérifier"] = sentence(lost)
    return cells


def _totals(entry: Entry) -> dict[str, Cell]:
    """The sums of what was issued, or would be; left alone where the row no longer tells them."""
    document = entry.document
    draft = entry.candidate.draft if entry.candidate else None
    if document is not None and (draft is None or document.content != entry.content):
        return {}
    totals = draft.totals if draft else None
    due = draft.terms.due_date(document.issue_date) if draft and document else None
    return {
        "Échéance": due,
        "Total HT": totals.total_without_vat if totals else None,
        "Montant TVA": totals.total_vat if totals else None,
        "Total TTC": totals.total_with_vat if totals else None,
        "Net à payer": totals.amount_due if totals else None,
    }


def _client(view: _View, row: ClientRow) -> dict[str, Cell]:
    siren, year = row.siret[:9], seller_date(view.now).year
    folder = view.history.folders.get((siren, ""))
    numbers = [
        series.number(last.rank)
        for series, last in view.history.series.items()
        if series.siren == siren and series.year == year
    ]
    cells = {
        **_remarks(view, row),
        "Dossier": FOLDER.format(folder.id) if folder and folder.made else "",
        "Statut": "À compléter" if view.problems.get((row.place.tab, row.place.row)) else "Actif",
        "Derniers numéros": ", ".join(sorted(numbers)),
    }
    if gone := _gone(view, normalised(row.code)):
        values = {"numbers": ", ".join(gone[:3]) + (" …" if len(gone) > 3 else "")}  # noqa: PLR2004
        remark = Problem(code="row-gone", source=row.place, values=values)
        cells["À vérifier"] = "\n".join(filter(None, (cells["À vérifier"], sentence(remark))))  # type: ignore[arg-type]
    return {**cells, LAST_RUN: to_the_second(view.now)} if view.ran else cells


def _gone(view: _View, seller: str) -> list[str]:
    """Numbers of documents under way whose row has disappeared."""
    return [
        entry.issued.number
        for entry in view.books.gone
        if entry.key[0] == seller and entry.state(view.now) is not State.SENT
    ]


def _new_keys(reading: Reading) -> Iterator[str]:
    if reading.free_keys < FREE_KEYS // 2:
        for number in range(FREE_KEYS - reading.free_keys):
            yield f"F{reading.last_key + 1 + number:04}"
