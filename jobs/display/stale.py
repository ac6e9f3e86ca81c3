"""What people see that the register does not say any more: worth a run, never a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from invoicing.history.history import History
from invoicing.register.register import Register
from invoicing.rows.tabs import normalised
from invoicing.values.calendar import seller_date
from jobs.approval.uncounted_silence import rests_on_silence
from jobs.closing.rows import closing_rows
from jobs.display.blank_rows import new_keys
from jobs.display.client_replies import hinted
from jobs.display.tab_cells import LAST_RUN, cells_of_a_look
from jobs.mail.transmissions import JournalTexts, transmissions
from jobs.ports import Cell, Reading

SAID = frozenset({"Problème", "À vérifier"})  # what clients said is in them: a run reads it


def to_show(reading: Reading, books: Register, history: History, now: datetime) -> bool:
    """Whether what people see differs from the register."""
    if new_keys(reading) or _is_long_ago(reading, now):
        return True
    if any(True for _ in differences(reading, books, history, now)):
        return True
    return _states_differ(
        reading, "Envois", transmissions(books.entries, JournalTexts())
    ) or _states_differ(reading, "Clôtures", closing_rows(books))


def _states_differ(reading: Reading, tab: str, rows: Iterable[Mapping[str, Cell]]) -> bool:
    """Whether a row is missing or shows another state; a key is one in whatever capitals."""
    shown = reading.shown.get(tab, {}).items()
    lying = {normalised(identity.rpartition("#")[0]): row.get("État") for identity, row in shown}
    return any(lying.get(normalised(str(row["Clé"]))) != row["État"] for row in rows)


def _is_long_ago(reading: Reading, now: datetime) -> bool:
    """Whether `Dernier passage` is of an earlier day: it must not look as if nothing came by."""
    if not reading.rows.settings.hours.contain(now):
        return False
    shown = (row.get(LAST_RUN) for row in reading.shown.get("Clients", {}).values())
    last = [cell for cell in shown if isinstance(cell, datetime)]
    return bool(last) and seller_date(max(last)) < seller_date(now)


def differences(
    reading: Reading, books: Register, history: History, now: datetime
) -> Iterator[tuple[str, str, str]]:
    """Name the cells that do not show what the register says: tab, row identity, header."""
    silent = frozenset(entry.key for entry in books.entries if rests_on_silence(entry, now))
    unknown = hinted(books.entries, now) | silent
    partly = {e.row.identity for e in books.entries if e.row is not None and e.key in unknown}
    cells = (
        (tab, identity, header, value)
        for tab, rows in cells_of_a_look(books, silent).items()
        for identity, row in rows.items()
        for header, value in row.items()
        if header != LAST_RUN
    )
    for tab, identity, header, value in cells:
        shown = reading.shown.get(tab, {}).get(identity, {})
        if tab == "Factures" and identity in partly and header in SAID:
            differs = not _lines(value) <= _lines(shown.get(header))
        else:
            differs = (shown.get(header) or None) != (value or None)
        if differs:
            yield tab, identity, header


def _lines(cell: Cell) -> frozenset[str]:
    return frozenset(str(cell or "").splitlines())
