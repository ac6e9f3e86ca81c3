"""A kit becomes a ledger again, in an empty workbook: to be looked at, never to be billed from.

The client's closing is recorded first, as over: so no run numbers his rows anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.history.events.contract_end import ClosingStep, StepRestored
from invoicing.history.history import History
from invoicing.rows.tabs import Rows
from invoicing.values.problems import Problem, Source
from jobs.engine.run import End, Job, Run, run
from jobs.handover_kit.read_back import KitReadBack, unsound
from jobs.ports import Archive, Desk, Reading, Refused, Table

RESTORE = "restore"  # the job


@dataclass(slots=True, kw_only=True)
class RestoreResult:
    """What came of it."""

    client: str
    end: End = End.DONE
    rows: dict[str, int] = field(default_factory=dict)  # tab → how many
    files: int = 0


def restore(desk: Desk, now: datetime, kit: KitReadBack) -> RestoreResult:
    """Upload its documents, type its rows, and read them back.

    ``Refused`` when the kit is not sound, or the workbook holds any row or document already.
    """
    if found := list(kit.flaws()):
        raise unsound(found)
    client, tables = kit.rows()
    told = RestoreResult(client=client)

    def work(held: Run) -> None:
        _check_empty(held.history_at_start, held.reading.rows, client)
        held.record([StepRestored(client_code=client, step=step) for step in ClosingStep])
        (top,) = desk.archive.reserve(1)
        name = f"{client} – remise rétablie"
        desk.archive.make_folder(top, name, parent=held.history_at_start.begun.root)
        told.files = _upload(desk.archive, top, client, kit, before_each=held.may_act)
        held.may_act()
        desk.tables.type_back(tables)
        told.rows = _compared(desk, tables)

    told.end = run(Job(name=RESTORE, due=_always, work=work), desk, now)
    return told


def _always(_desk: Desk, _reading: Reading, _history: History, _now: datetime) -> bool:
    return True


def _check_empty(history: History, rows: Rows, client: str) -> None:
    """A restoration that was killed before its rows were typed may begin again."""
    others = set(history.closings) - {client}
    if history.documents or history.dossiers or others or any(_identities(rows).values()):
        problem = Problem(code="not-empty", source=Source(tab="Classeur"))
        raise Refused("the workbook is not empty", problems=[problem])


def _upload(
    archive: Archive, top: str, client: str, kit: KitReadBack, *, before_each: Callable[[], None]
) -> int:
    """Put the documents under folders of their own; nobody is given access."""
    count = 0
    folders: dict[str, str] = {}
    for name, document in kit.documents():
        before_each()
        if name not in folders:
            (folders[name],) = archive.reserve(1)
            archive.make_folder(folders[name], name, parent=top)
        (file_id,) = archive.reserve(1)
        archive.put(file_id, document, folder=folders[name], properties={"client": client})
        count += 1
    return count


def _compared(desk: Desk, tables: Sequence[Table]) -> dict[str, int]:
    """Read the rows back; they are equal cell for cell, or it is said."""
    reading = desk.ledger.read()
    wanted = {**_identities(reading.rows), "Envois": list(reading.shown.get("Envois", {}))}
    there = {table.title: table.rows for table in desk.tables.of(wanted)}
    wrong = sum(_unlike(table, there.get(table.title, ())) for table in tables)
    if wrong:
        values = {"value": str(wrong)}
        problem = Problem(code="kit-differs", source=Source(tab="Classeur"), values=values)
        raise Refused("the rows are not those of the kit", problems=[problem])
    return {table.title: len(table.rows) for table in tables if table.rows}


def _unlike(table: Table, rows: Sequence[tuple[object, ...]]) -> int:
    pairs = zip(table.rows, rows, strict=False)
    return sum(mine != theirs for mine, theirs in pairs) + abs(len(table.rows) - len(rows))


def _identities(rows: Rows) -> Mapping[str, Sequence[str]]:
    return {
        "Clients": [row.identity for row in rows.clients],
        "Destinataires": [row.identity for row in rows.buyers],
        "Tarifs": [row.identity for row in rows.prices],
        "Factures": [row.identity for row in rows.invoices],
        "Lignes": [row.identity for row in rows.lines],
        "Règlements": [row.identity for row in rows.payments],
        "Clôtures": [row.identity for row in rows.closings],
    }
