"""What people see beside their rows: a projection of the register, rewritten where it differs.

The program decides nothing from a shown cell; stale.py says what is worth a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from invoicing.approval.confirmed_details import waits_for_his_word
from invoicing.document.invoice import Draft
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from invoicing.register.statuses import (
    held_up,
    next_step,
    reception,
    status,
)
from invoicing.related.payments import seller_of_payment
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow, PaymentRow, TabRow
from invoicing.texts.problems.table import PROBLEMS, sentence
from invoicing.texts.states.next_steps import NEXT_STEPS, PREVIEW_IMPOSSIBLE, TOMORROW, UNHEARD
from invoicing.texts.states.statuses import (
    CLIENT_ACTIVE,
    CLIENT_TO_COMPLETE,
    CLIENT_TO_CONFIRM,
    STATUSES,
)
from invoicing.values.calendar import seller_date
from invoicing.values.problems import Problem, Source
from jobs.approval.uncounted_silence import unheard
from jobs.closing.rows import closing_rows
from jobs.closing.status import status_of
from jobs.display.approval_cells import approval_cells, file_link
from jobs.display.blank_rows import new_keys
from jobs.display.client_replies import full_boxes, hints, misdated
from jobs.display.problems import Place, remarks
from jobs.display.total_cells import total_cells
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.filing import issued_drafts
from jobs.documents.folders import LINK
from jobs.engine.context import Context
from jobs.mail import dead_mailboxes
from jobs.mail.delivery_details import told
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.transmissions import JournalTexts, to_the_second, transmissions
from jobs.ports import Cell, Projection

LAST_RUN = "Dernier passage"  # changes with every run, so it is worth none
Cells = dict[str, dict[str, dict[str, Cell]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """Everything a row's cells are made of."""

    books: Register
    history: History
    now: datetime
    problems: Mapping[Place, tuple[Problem, ...]]
    told: JournalTexts = field(default_factory=JournalTexts)  # what the Journal's contents say
    flawed: AbstractSet[DocumentKey] = frozenset()  # what cannot be printed or written
    stopped: AbstractSet[str] = frozenset()  # sellers
    issued: Mapping[DocumentKey, Draft] = field(
        default_factory=dict
    )  # what a changed row was issued as
    silent: AbstractSet[DocumentKey] = frozenset()  # of which a look does not know if it is counted
    unheard: AbstractSet[DocumentKey] = frozenset()  # whose silence was not counted
    postponed: AbstractSet[DocumentKey] = frozenset()  # what its mailbox cannot send today
    ran: bool = False


def projection(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> Projection:
    """What a run shows at its end."""
    extra = [problem for stop in context.failures.stops.values() for problem in stop.problems]
    for seller, stop in context.failures.stops.items():
        extra += [_at(problem, context.register.client_place(seller)) for problem in stop.problems]
    extra += [problem for problems in context.failures.flaws.values() for problem in problems]
    extra += hints(context, dispatch)
    uncounted = unheard(context, heard)
    extra += uncounted.values()
    extra += dispatch.refused.values()
    extra += full_boxes(context.register, dispatch)
    view = replace(
        viewed(context.register, context.register.history, context.register.now, extra),
        told=told(context, dispatch),
        flawed=frozenset(context.failures.flaws),
        stopped=frozenset(context.failures.stops),
        issued=issued_drafts(context, documents),
        postponed=dispatch.postponed,
        unheard=uncounted.keys(),
        ran=True,
    )
    return Projection(
        cells=all_cells(view),
        transmissions=tuple(transmissions(view.books.entries, view.told)),
        closings=tuple(closing_rows(view.books)),
        new_keys=new_keys(context.reading),
    )


def _at(problem: Problem, place: Source) -> Problem:
    """Say it in the client's row, unless that is where it stands."""
    if (problem.source.tab, problem.source.row) == (place.tab, place.row):
        return problem
    return Problem(code=problem.code, source=place, values=problem.values)


def viewed(books: Register, history: History, now: datetime, extra: Iterable[Problem]) -> RowView:
    """Lay out what cells are made of; *extra*: what this run met outside."""
    said = (*extra, *dead_mailboxes.problems(books, history), *misdated(books, now))
    return RowView(books=books, history=history, now=now, problems=remarks(books, said))


def all_cells(view: RowView) -> Cells:
    """Return what every row of people's tabs is to show: tab → row identity → header → value."""
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
        "Règlements": {row.identity: _payment(view, row) for row in rows.payments},
    }


def _said(view: RowView, row: TabRow, *, stops: bool) -> str:
    problems = view.problems.get((row.place.tab, row.place.row), ())
    return "\n".join(sentence(each) for each in problems if PROBLEMS[each.code].stops is stops)


def _problem(view: RowView, row: TabRow) -> dict[str, Cell]:
    return {"Problème": _said(view, row, stops=True)}


def _payment(view: RowView, row: PaymentRow) -> dict[str, Cell]:
    return {"Client": seller_of_payment(row, view.books.ties), **_problem(view, row)}


def _remarks(view: RowView, row: TabRow) -> dict[str, Cell]:
    return {**_problem(view, row), "À vérifier": _said(view, row, stops=False)}


def _document(view: RowView, entry: Entry, row: TabRow) -> dict[str, Cell]:
    document = entry.document
    cells: dict[str, Cell] = {
        **(_progress(view, entry) if entry.key not in view.silent else {}),
        "Numéro": document.number if document else "",
        "Date d'émission": document.issue_date if document else None,
        "PDF": file_link(entry),
        **approval_cells(entry, view.now),
        "Envoyée le": to_the_second(document.main.sent_at) if document else None,
        "Réception": reception(document.main, view.now) if document else "",
        **_remarks(view, row),
        **total_cells(entry, view.issued.get(entry.key)),
    }
    if document is not None and entry.state(view.now) is DocumentState.LOST:
        lost = Problem(code="mail-lost", source=row.place, values={"number": document.number})
        cells["À vérifier"] = sentence(lost)
    return cells


def _progress(view: RowView, entry: Entry) -> dict[str, Cell]:
    if entry.key in view.flawed and entry.candidate is None and entry.document is None:
        return {"Statut": "", "Prochaine étape": PREVIEW_IMPOSSIBLE}
    if entry.key in view.unheard:
        return {"Statut": STATUSES["BLOCKED"], "Prochaine étape": UNHEARD}
    if entry.key in view.postponed:
        return {"Statut": STATUSES["READY"], "Prochaine étape": TOMORROW}
    moving = {
        DocumentState.READY,
        DocumentState.NUMBERED,
        DocumentState.FILED,
        DocumentState.DRAFTED,
    }
    state, hours = entry.state(view.now), view.books.rows.settings.hours
    if entry.key in view.flawed:
        said, following = STATUSES["BLOCKED"], next_step(entry, hours, view.now)
        following = NEXT_STEPS["BLOCKED"] if entry.document is None else following
    else:
        said, following = status(entry, view.now), next_step(entry, hours, view.now)
    if entry.client_code in view.stopped and state in moving:
        following = held_up(entry)
    return {"Statut": said, "Prochaine étape": following}


def _client(view: RowView, row: ClientRow) -> dict[str, Cell]:
    siren, year = row.siret[:9], seller_date(view.now).year
    folder = view.history.folders.get((siren, ""))
    numbers = [
        series.number(last.rank)
        for series, last in view.history.series.items()
        if series.siren == siren and series.year == year
    ]
    cells = {
        **_remarks(view, row),
        "Dossier": LINK.format(folder.id) if folder and folder.made else "",
        "Statut": _standing(view, row),
        "Derniers numéros": ", ".join(sorted(numbers)),
    }
    if gone := _gone(view, normalised(row.code)):
        values = {"numbers": ", ".join(gone[:3]) + (" …" if len(gone) > 3 else "")}  # noqa: PLR2004
        remark = Problem(code="row-gone", source=row.place, values=values)
        cells["À vérifier"] = "\n".join(filter(None, (cells["À vérifier"], sentence(remark))))  # type: ignore[arg-type]
    return {**cells, LAST_RUN: to_the_second(view.now)} if view.ran else cells


def _standing(view: RowView, row: ClientRow) -> str:
    closing = view.history.closings.get(normalised(row.code))
    if closing is not None:
        return status_of(closing, row, seller_date(view.now))
    problems = view.problems.get((row.place.tab, row.place.row), ())
    if waits_for_his_word(problems):
        return CLIENT_TO_CONFIRM
    return CLIENT_TO_COMPLETE if problems else CLIENT_ACTIVE


def _gone(view: RowView, seller: str) -> list[str]:
    """Numbers of documents under way whose row has disappeared."""
    return [
        entry.issued.number
        for entry in view.books.entries
        if entry.row is None
        and entry.client_code == seller
        and entry.state(view.now) is not DocumentState.SENT
    ]
