"""Create or repair the workbook: safe to repeat, and nothing that people have changes.

``create_workbook`` makes it and ``repair`` fills it: headers, lists, formats, names, protections.
Run ``repair`` after every ``create_workbook``: its id is known by then, whatever happens after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gspread.http_client import HTTPClient

from invoicing.texts.commands import set_up as texts
from invoicing.values.problems import Problem, Source
from jobs.ports import Refused
from workspace.columns.billing import INVOICES
from workspace.columns.column import Tab
from workspace.columns.columns import PROJECTED, TABS
from workspace.columns.program import DEFAULTS, JOURNAL, PARAMETERS, SETTINGS
from workspace.setup import named_ranges, tabs
from workspace.setup.tabs import TabState
from workspace.workbook import new_rows
from workspace.workbook.client import Json, Sheets
from workspace.workbook.frame import FIELDS, LOCALE, ZONE, WorkbookFrame, book_of
from workspace.workbook.headers import HeaderPositions, layout
from workspace.workbook.journal import header_problems
from workspace.workbook.projection import ProjectionProgress, sight
from workspace.workbook.rows import find, free_keys
from workspace.workbook.texts import plain

READY = 200  # pre-numbered rows of `Factures`
ROWS = 1_000  # of a new tab; it grows as rows are appended


def create_workbook(client: HTTPClient, title: str) -> str:
    """Create a spreadsheet with its empty tabs, and return its id."""
    created = Sheets(client).create({
        "properties": {"title": title, "locale": LOCALE, "timeZone": ZONE},
        "sheets": [{"properties": _properties(tab)} for tab in TABS],
    })
    return str(created["spreadsheetId"])


def repair(client: HTTPClient, spreadsheet_id: str, *, account: str, past: bool) -> list[str]:
    """Add what is missing, and return what was done, in French; [] if nothing.

    Args:
        client: gspread's HTTP client, of the agency's account.
        spreadsheet_id: which workbook.
        account: the only editor of protected cells, besides the owner.
        past: whether this workbook has had a Journal; an empty one is then never made.
    """
    return _Repair(Sheets(client), spreadsheet_id, account).run(past=past)


def _properties(tab: Tab) -> Json:
    grid = {"rowCount": ROWS, "columnCount": len(tab.columns), "frozenRowCount": 1}
    return {"title": tab.title, "hidden": tab.hidden, "gridProperties": grid}


def key_of(number: int) -> str:
    """Return a pre-numbered `Réf.`: the 12th is F0012."""
    return f"F{number:04d}"


class _Repair:
    """One repair: what was found, and what has been done."""

    def __init__(self, sheets: Sheets, spreadsheet_id: str, account: str) -> None:
        self._sheets = sheets
        self._id = spreadsheet_id
        self._account = account
        self._done: list[str] = []

    def run(self, *, past: bool) -> list[str]:
        """Repair frame, headers, looks, names and rows, in this order."""
        self._mend_frame(past=past)
        self._mend_headers(past=past)
        self._mend_looks()
        self._mend_names()
        self._add_rows()
        return self._done

    def _frame(self) -> WorkbookFrame:
        return book_of(self._sheets.get(self._id, FIELDS))

    def _change(self, done: Sequence[str], changes: Sequence[Json]) -> None:
        if changes:
            self._sheets.change(self._id, changes)
            self._done += done

    def _mend_frame(self, *, past: bool) -> None:
        frame = self._frame()
        missing = [tab for tab in TABS if tab.title not in frame.sheets]
        if JOURNAL in missing and past:
            gone = Problem(code="journal-gone", source=Source(tab=JOURNAL.title))
            text = "setup: the Journal is gone"
            raise Refused(text, problems=[gone])
        if (frame.locale, frame.zone) != (LOCALE, ZONE):
            properties = {"locale": LOCALE, "timeZone": ZONE}
            change = {"properties": properties, "fields": "locale,timeZone"}
            self._change([texts.FRENCH_WORKBOOK],
                         [{"updateSpreadsheetProperties": change}])  # fmt: skip
        requests = [{"addSheet": {"properties": _properties(tab)}} for tab in missing]
        self._change([f"{tab.title} : onglet créé." for tab in missing], requests)

    def _states(self) -> list[TabState]:
        frame = self._frame()
        return tabs.states(self._sheets, self._id, frame)

    def _mend_headers(self, *, past: bool) -> None:
        states = self._states()
        self._refuse_doubled(states)
        journal = next(state for state in states if state.tab is JOURNAL)
        wrong = header_problems(journal.grid)
        if wrong and (past or journal.grid):
            text = "setup: the Journal's headers are not its own"
            raise Refused(text, problems=wrong)
        for state in states:
            added, changes = tabs.missing_headers(state)
            self._change([f"{state.tab.title} : colonnes {', '.join(added)}."], changes)

    @staticmethod
    def _refuse_doubled(states: Iterable[TabState]) -> None:
        doubled = [
            problem
            for state in states
            for problem in state.layout.problems
            if problem.code == "doubled-header"
        ]
        if doubled:
            text = "setup: doubled headers"
            raise Refused(text, problems=doubled)

    def _mend_looks(self) -> None:
        states = self._states()
        layouts = {state.tab.title: state.layout for state in states}
        for state in states:
            changes = [
                *tabs.looks(state, layouts),
                *tabs.protections(state, self._account),
            ]
            self._change([f"{state.tab.title} : listes, formats, protections."], changes)

    def _mend_names(self) -> None:
        states = [state for state in self._states() if state.tab in PROJECTED]
        changes = named_ranges.changes(states)
        named_ranges.apply(self._sheets, self._id, changes)
        for title in dict.fromkeys(change.tab.title for change in changes):
            headers = [each.column.header for each in changes if each.tab.title == title]
            self._done.append(f"{title} : affichage de {', '.join(headers)}.")

    def _add_rows(self) -> None:
        frame = self._frame()
        grids = self._sheets.values(self._id, [f"'{INVOICES.title}'", f"'{SETTINGS.title}'"])
        seen = sight(frame, INVOICES, grids[0])
        free, last = free_keys(find(seen.layout, grids[0]))
        keys = tuple(key_of(last + number) for number in range(1, READY - free + 1))
        added = new_rows.additions(frame, [seen], ProjectionProgress({}, new_keys=keys))
        self._change([texts.ROWS_ADDED.format(count=len(keys))], added)
        names = self._missing_parameters(layout(SETTINGS, grids[1]), grids[1])
        rows = [{"Paramètre": name, "Valeur": DEFAULTS.get(name, "")} for name in names]
        if rows:
            placed = layout(SETTINGS, grids[1])
            appended = new_rows.appended(frame.sheet_id(SETTINGS), placed, rows)
            self._change([f"Paramètres : {', '.join(names)}."], [appended])

    @staticmethod
    def _missing_parameters(placed: HeaderPositions, grid: Sequence[Sequence[object]]) -> list[str]:
        at = placed.at["Paramètre"]
        there = {plain(str(row[at])) for row in grid[1:] if len(row) > at}
        return [each.header for each in PARAMETERS if plain(each.header) not in there]
