"""The port ``Ledger`` on Google Sheets.

Requests: ``read`` 1 (2 the second time), ``append`` 1, ``tail`` 1, ``contents`` 1 for each 250 rows
that do not follow one another, ``project`` 2 when nothing differs, else 4, and 1 more when rows are
added; whatever the number of rows and clients.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gspread.http_client import HTTPClient

from invoicing.values.problems import Problem, Source
from jobs.ports import Conflict, JournalRow, Projection, Reading, Refused
from workspace.columns.billing import INVOICES
from workspace.columns.column import Tab
from workspace.columns.columns import TABS
from workspace.columns.program import JOURNAL
from workspace.google.errors import GoogleRefused
from workspace.workbook import journal
from workspace.workbook.client import Sheets
from workspace.workbook.frame import FIELDS, WorkbookFrame, book_of, problems_of
from workspace.workbook.new_rows import additions, cell_data
from workspace.workbook.projection import (
    ProjectionProgress,
    ShownTab,
    as_write,
    differences,
    planned,
    sight,
)
from workspace.workbook.reading import reading

READ = tuple(tab for tab in TABS if tab is not JOURNAL)
REGULAR = f"{JOURNAL.title}!A:I"  # without the contents
BAD_REQUEST = 400  # nothing was done
TRIES = 3  # writes of one projection, while rows move
AT_ONCE = 250  # ranges of one request


class Ledger:
    """The workbook on Google Sheets."""

    def __init__(self, client: HTTPClient, spreadsheet_id: str) -> None:
        self._sheets = Sheets(client)
        self._id = spreadsheet_id
        self._book: WorkbookFrame | None = None
        self._has_looked = False

    def read(self) -> Reading:
        """Read all tabs.  ``Refused`` with problems if the workbook is not as it should be.

        The first reading only looks: locale and time zone are checked before the second, which
        follows the ticket and precedes everything that is done.
        """
        if self._has_looked:
            self._known_book()
        self._has_looked = True
        try:
            grids = self._sheets.values(self._id, [*map(_range, READ), REGULAR])
        except GoogleRefused:
            self._book = None
            self._known_book()  # says which tab is missing
            raise
        return reading(dict(zip(READ, grids, strict=False)), grids[-1])

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Append rows to the Journal, in one request."""
        cells = [[cell_data(text) for text in journal.written(row)] for row in rows]
        request = {
            "sheetId": self._known_book().sheet_id(JOURNAL),
            "rows": [{"values": values} for values in cells],
            "fields": "userEnteredValue",
        }
        self._sheets.change(self._id, [{"appendCells": request}])

    def tail(self, after: int) -> Sequence[JournalRow]:
        """Read the Journal's rows from position *after* on, with the one before.

        That one is there, whereas Sheets refuses a range that begins below the grid.
        """
        first = after + journal.FIRST_ROW - 1
        (grid,) = self._sheets.values(self._id, [f"{JOURNAL.title}!A{first}:I"])
        return journal.read_journal(grid[1:], after)

    def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:
        """Read contents.  ``Conflict`` if a row does not stand where it was read."""
        by_position: dict[int, Sequence[object]] = {}
        spans = list(_spans(sorted({row.position for row in rows})))
        for start in range(0, len(spans), AT_ONCE):
            some = spans[start : start + AT_ONCE]
            names = [f"{JOURNAL.title}!I{first + 2}:J{last + 2}" for first, last in some]
            for (first, _), grid in zip(some, self._sheets.values(self._id, names), strict=True):
                by_position.update(enumerate(grid, first))
        return [_content(row, by_position.get(row.position, ())) for row in rows]

    def project(self, projection: Projection) -> Sequence[Problem]:
        """Write the projection where it differs from what the cells show.

        ``Unavailable`` leaves open what has been shown: the next run looks again.
        """
        want = planned(projection)
        for tries_left in reversed(range(TRIES)):
            try:
                problems = self._try(want)
            except GoogleRefused as error:  # a row, a name or a tab has gone meanwhile: look again
                if error.status != BAD_REQUEST or not tries_left:
                    raise
                continue
            if problems is not None:
                return problems
        return (Problem(code="projection-moving", source=Source(tab=INVOICES.title)),)

    def _known_book(self) -> WorkbookFrame:
        """Return the frame of the workbook, read once."""
        if self._book is None:
            self._book = self._frame()
        return self._book

    def _frame(self) -> WorkbookFrame:
        frame = book_of(self._sheets.get(self._id, FIELDS))
        if problems := problems_of(frame, TABS):
            text = "workbook: " + ", ".join(problem.code for problem in problems)
            raise Refused(text, problems=problems)
        return frame

    def _try(self, want: ProjectionProgress) -> tuple[Problem, ...] | None:
        """Read, write, read again; return what cannot be shown, ``None`` if rows have moved."""
        frame = self._frame()
        seen = self._sights(frame, want.tabs)
        want.remember(seen)
        if self._show(frame, seen, want) and not self._is_shown(frame, want):
            return None
        return tuple(problem for one in seen for problem in one.problems)

    def _sights(self, frame: WorkbookFrame, wanted_tabs: Sequence[Tab]) -> list[ShownTab]:
        grids = self._sheets.values(self._id, list(map(_range, wanted_tabs)))
        return [sight(frame, tab, grid) for tab, grid in zip(wanted_tabs, grids, strict=True)]

    def _show(
        self, frame: WorkbookFrame, seen: Sequence[ShownTab], want: ProjectionProgress
    ) -> bool:
        """Write what differs; return whether anything was written."""
        changes = differences(seen, want)
        added = additions(frame, seen, want)
        if added:
            self._sheets.change(self._id, added)
            want.new_keys = ()  # once: wherever they have landed
        if changes:
            self._sheets.write(self._id, as_write(frame, changes))
            want.note(changes)
        return bool(changes or added)

    def _is_shown(self, frame: WorkbookFrame, want: ProjectionProgress) -> bool:
        seen = self._sights(frame, want.tabs)
        return not differences(seen, want) and not any(one.layout.problems for one in seen)


def _range(tab: Tab) -> str:
    return f"'{tab.title}'"


def _spans(positions: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Join positions that follow one another."""
    first = last = None
    for position in positions:
        if last is not None and first is not None and position == last + 1:
            last = position
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = position
    if first is not None and last is not None:
        yield first, last


def _content(row: JournalRow, cells: Sequence[object]) -> str:
    if not cells or cells[0] != row.hash:
        text = f"journal: {row.batch} {row.rank} does not stand where it was read"
        raise Conflict(text)
    return journal.unpacked(str(cells[1])) if len(cells) > 1 else ""
