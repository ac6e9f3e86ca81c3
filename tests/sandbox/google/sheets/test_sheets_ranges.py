from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.google.api.call import GoogleError
from sandbox.google.sheets.grid import a1, shifts
from sandbox.google.sheets.grid.a1 import Area
from sandbox.google.sheets.grid.model import Json, Sheet, Spreadsheet
from sandbox.google.sheets.grid.shifts import Span

ROWS, COLUMNS = 1000, 26


def a_book(*titles: str, names: list[Json] | None = None) -> Spreadsheet:
    tabs = [
        Sheet(
            properties={
                "sheetId": index,
                "title": title,
                "gridProperties": {"rowCount": ROWS, "columnCount": COLUMNS},
            }
        )
        for index, title in enumerate(titles)
    ]
    return Spreadsheet(id="b", properties={}, owner="", tabs=tabs, names=names or [])


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2", Area(tab=0, top=1, bottom=2, left=1, right=2)),
        ("$B$2:C", Area(tab=0, top=1, left=1, right=3)),
        ("A:A", Area(tab=0, left=0, right=1)),
        ("2:3", Area(tab=0, top=1, bottom=3)),
        ("C3:A1", Area(tab=0, top=0, bottom=3, left=0, right=3)),
        ("Lignes", Area(tab=1)),
        ("'Lignes'!AA10", Area(tab=1, top=9, bottom=10, left=26, right=27)),
        ("'L''été'!A1:B", Area(tab=2, top=0, left=0, right=2)),
        ("lignes!A1", Area(tab=1, top=0, bottom=1, left=0, right=1)),
        ("statut", Area(tab=1, left=3, right=4)),
    ],
)
def test_a_range_is_read_in_every_notation(text: str, area: Area) -> None:
    named: Json = {
        "name": "Statut",
        "range": {"sheetId": 1, "startColumnIndex": 3, "endColumnIndex": 4},
    }
    assert a1.parse(text, a_book("Factures", "Lignes", "L'été", names=[named])) == area


@pytest.mark.parametrize("text", ["", "A", "Absent!A1", "Factures!", "Factures!A0", "A1:", "é1"])
def test_what_is_no_range_is_refused_in_googles_words(text: str) -> None:
    with pytest.raises(GoogleError) as caught:
        a1.parse(text, a_book("Factures"))
    assert caught.value.message == f"Unable to parse range: {text}"


titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
corners = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))


@given(title=titles, one=corners, other=corners)
def test_what_is_written_in_a1_is_read_back(
    title: str, one: tuple[int, int], other: tuple[int, int]
) -> None:
    area = Area(
        tab=0,
        top=min(one[0], other[0]),
        bottom=max(one[0], other[0]) + 1,
        left=min(one[1], other[1]),
        right=max(one[1], other[1]) + 1,
    )
    book = a_book(title)
    assert a1.parse(a1.show(area, book.tabs[0]), book) == area


@given(st.integers(0, 18_277))
def test_column_letters_are_read_back(number: int) -> None:
    assert a1.column_number(a1.column_letters(number)) == number


spans = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda it: Span(it[0], it[0] + it[1]))


def cells_of(grid: Json | None) -> list[int]:
    return [] if grid is None else list(range(grid["startRowIndex"], grid["endRowIndex"]))


def rows(span: Span) -> Json:
    return {"startRowIndex": span.start, "endRowIndex": span.end}


@given(named=spans, inserted=spans)
def test_an_insertion_keeps_every_row_of_a_range(named: Span, inserted: Span) -> None:
    shift = shifts.insertion(0, "ROWS", inserted)
    moved = cells_of(shifts.moved_grid(rows(named), shift))
    assert {shift.index(row) for row in cells_of(rows(named))} <= set(moved)


@given(named=spans, deleted=spans)
def test_a_deletion_keeps_exactly_the_rows_that_are_left(named: Span, deleted: Span) -> None:
    shift = shifts.deletion(0, "ROWS", deleted)
    left = [shift.index(row) for row in cells_of(rows(named))]
    assert cells_of(shifts.moved_grid(rows(named), shift)) == [at for at in left if at is not None]


@given(span=spans, target=st.integers(0, 48))
def test_a_move_is_a_permutation_that_a_named_row_follows(span: Span, target: int) -> None:
    if span.start < target < span.end:
        return
    shift = shifts.relocation(0, "ROWS", span, target)
    assert sorted(shift.index(row) or 0 for row in range(60)) == list(range(60))
    for row in range(60):
        grid = shifts.moved_grid(rows(Span(row, row + 1)), shift)
        assert cells_of(grid) == [shift.index(row)]


def test_a_whole_column_stays_whole_when_rows_come_and_go() -> None:
    column: Json = {"startColumnIndex": 3, "endColumnIndex": 4}
    for shift in (shifts.insertion(0, "ROWS", Span(0, 5)), shifts.deletion(0, "ROWS", Span(0, 5))):
        assert shifts.moved_grid(column, shift) == column
