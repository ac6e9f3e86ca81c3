"""Somebody works in the sheet while the program shows its values, before each of its requests.

Whatever she does, nothing she has typed is lost, every row shows its own values or a problem says
why not, and no other row shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from jobs.ports import Projection, Refused
from tests.sampling import pairs
from tests.workspace.hands import Hands, Office, delete, insert, move, office, sort
from tests.workspace.loopback import AGENCY, Google
from workspace.columns.billing import INVOICES
from workspace.setup.workbook import repair
from workspace.workbook.headers import letters

ROWS, COLUMNS, TAB = "ROWS", "COLUMNS", "Factures"
PEOPLE = tuple(column.header for column in INVOICES.people)
KEYS = "ABCDE"
NAMED = {"B": "Envoyée", "C": "Bloquée", "E": "Validée"}  # the rows that are projected
OTHERS = {"A": "Retirée", "D": "Émise"}  # rows that show something already
REQUESTS = range(1, 5)  # get, batchGet, batchUpdate, batchGet


def at(hands: Hands, header: str) -> int:
    return hands.column(TAB, header)


def insert_column(hands: Hands, header: str) -> None:
    """Insert a column of the person's own, and type into it."""
    place = at(hands, header)
    insert(hands, TAB, COLUMNS, at=place)
    start = {"sheetId": hands.tab_id(TAB), "rowIndex": 0, "columnIndex": place}
    texts = ["Ma note", *(f"note {number}" for number in range(5))]
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]} for text in texts]
    hands.change({"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}})


ACTS: dict[str, Callable[[Hands], None]] = {
    "a row inserted at the top": lambda hands: insert(hands, TAB, ROWS, at=1),
    "a row inserted in the middle": lambda hands: insert(hands, TAB, ROWS, at=3),
    "a named row deleted": lambda hands: delete(hands, TAB, ROWS, at=2),
    "another row deleted": lambda hands: delete(hands, TAB, ROWS, at=1),
    "a row moved": lambda hands: move(hands, TAB, ROWS, at=1, to=6),
    "rows sorted": lambda hands: sort(hands, TAB, "Réf."),
    "a key retyped": lambda hands: hands.type(TAB, "Réf.", 3, "Z"),
    "a cell typed": lambda hands: hands.type(TAB, "Objet", 3, "nouvel objet"),
    "a new row typed": lambda hands: hands.fill(TAB, 7, key="G", subject="nouvelle"),
    "a column inserted before all": lambda hands: insert_column(hands, "Réf."),
    "a column inserted before a program column": lambda hands: insert_column(hands, "Statut"),
    "a program column moved to the front": lambda hands: move(
        hands, TAB, COLUMNS, at=at(hands, "Statut"), to=0
    ),
    "a people's column deleted": lambda hands: delete(
        hands, TAB, COLUMNS, at=at(hands, "Mentions")
    ),
    "a program column deleted": lambda hands: delete(hands, TAB, COLUMNS, at=at(hands, "Statut")),
    "a header overwritten": lambda hands: hands.type(TAB, "Statut", 1, "État"),
    "a row inserted above the headers": lambda hands: insert(hands, TAB, ROWS, at=0),
    "the tab renamed": lambda hands: hands.change({
        "updateSheetProperties": {
            "properties": {"sheetId": hands.tab_id(TAB), "title": "Facturation"},
            "fields": "title",
        }
    }),
}


ELSEWHERE = [name for name in ACTS if "typed" not in name]


@pytest.fixture
def desk(google: Google) -> Iterator[Office]:
    with office(google) as found:
        columns: dict[str, list[object]] = {
            "Réf.": list(KEYS),
            "Objet": [f"objet {key}" for key in KEYS],
            "Quantité": [2, 3, 4, 5, 6],
            "Statut": [OTHERS.get(key, "") for key in KEYS],
        }
        headers = [column.header for column in INVOICES.columns]
        data = [
            {
                "range": f"{TAB}!{letters(headers.index(header))}2",
                "majorDimension": "COLUMNS",
                "values": [cells],
            }
            for header, cells in columns.items()
        ]
        found.hands.sheets.write(found.book, data)
        yield found


def typed(hands: Hands) -> list[tuple[Any, ...]]:
    """Return everything in the tab but the program's columns, as a set of rows."""
    grid = hands.grid(title(hands))
    program = {column.header for column in INVOICES.projected} | {"État"}
    top = next(row for row in grid if "Réf." in row)
    kept = [index for index, header in enumerate(top) if header not in program]
    cut = [tuple(row[i] if i < len(row) else "" for i in kept) for row in grid]
    return sorted(row for row in cut if any(cell != "" for cell in row))


def title(hands: Hands) -> str:
    found = hands.sheets.get(hands.book, "sheets.properties(title)")
    titles = [str(sheet["properties"]["title"]) for sheet in found["sheets"]]
    return next(title for title in titles if title in {TAB, "Facturation"})


def states(hands: Hands) -> dict[str, str]:
    found = hands.rows(TAB, "Réf.", "Statut")
    return {str(key): str(state) for key, state in found if not str(key).startswith("F0")}


def projection() -> Projection:
    rows = {f"{key}#1": {"Statut": state, "Problème": ""} for key, state in NAMED.items()}
    return Projection(cells={TAB: rows})


@pytest.mark.parametrize(("name", "request_"), pairs(ACTS, REQUESTS, "a projection"))
def test_nothing_typed_is_lost_and_every_row_shows_its_own(
    desk: Office, name: str, request_: int
) -> None:
    left: list[Any] = []

    def act() -> None:
        ACTS[name](desk.hands)
        left.append(typed(desk.hands))

    desk.meanwhile(request_, act)
    try:
        problems = [problem.code for problem in desk.ledger.project(projection())]
    except Refused as refused:
        problems = [problem.code for problem in refused.problems] or ["refused"]
    assert typed(desk.hands) == left[0]
    if problems:
        assert set(problems) <= {"projection-column", "missing-header", "missing-tab"}
        return
    expected = {**OTHERS, **NAMED}
    for key, state in states(desk.hands).items():
        if key in {"Z", "G"} and request_ < 4:
            assert not state, "a new row shows nothing"
        elif key in expected:
            assert state == expected[key], key


@pytest.mark.parametrize(("name", "request_"), pairs(ELSEWHERE, range(1, 6), "appended rows"))
def test_keys_and_transmissions_are_appended_where_nobody_has_typed(
    desk: Office, name: str, request_: int
) -> None:
    left: list[list[tuple[Any, ...]]] = []

    def act() -> None:
        ACTS[name](desk.hands)
        left.append(typed(desk.hands))

    desk.meanwhile(request_, act)
    wanted = Projection(cells=projection().cells, new_keys=("F0901", "F0902"))
    with suppress(Refused):
        desk.ledger.project(wanted)
    after = typed(desk.hands)
    keys = {"F0901", "F0902"}
    without = [row for row in after if not keys & set(row)]
    assert without == [row for row in left[0] if not keys & set(row)]


def test_rows_that_move_at_every_turn_are_left_to_the_next_run(desk: Office) -> None:
    turns = [3, 7, 11]  # before each write
    for turn in turns:
        desk.meanwhile(turn, lambda: insert(desk.hands, TAB, ROWS, at=1))
    problems = desk.ledger.project(projection())
    assert [problem.code for problem in problems] == ["projection-moving"]
    assert list(desk.ledger.project(projection())) == []
    shown = states(desk.hands)
    assert {key: shown[key] for key in NAMED} == NAMED


def test_a_header_overwritten_in_the_very_moment_is_put_back_by_set_up(desk: Office) -> None:
    desk.meanwhile(3, lambda: insert(desk.hands, TAB, ROWS, at=0))
    desk.ledger.project(projection())
    delete(desk.hands, TAB, ROWS, at=0)
    repair(desk.client, desk.book, account=AGENCY, past=True)
    everything = {f"{key}#1": {"Statut": state} for key, state in {**OTHERS, **NAMED}.items()}
    assert list(desk.ledger.project(Projection(cells={TAB: everything}))) == []
    assert {**OTHERS, **NAMED}.items() <= states(desk.hands).items()
