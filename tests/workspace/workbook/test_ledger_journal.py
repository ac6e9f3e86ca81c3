from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from jobs.ports import Conflict, JournalRow, Refused, Unavailable
from tests.workspace.hands import Office, insert, office
from tests.workspace.loopback import Google


@pytest.fixture
def desk(google: Google) -> Iterator[Office]:
    with office(google) as found:
        yield found


def event(number: int, content: str = "") -> JournalRow:
    return JournalRow(
        batch="ticket.1",
        parent="",
        rank=f"{number}/3",
        instant="2026-11-24T13:15:00+00:00",
        seller="ADA",
        key="F0001",
        event="numbered",
        facts='{"number":"ADA-2026-0001"}',
        hash=sha256(str(number).encode()).hexdigest(),
        content=content,
    )


def test_events_come_back_as_they_were_appended(desk: Office) -> None:
    content = json.dumps({"lines": ["é" * 5000] * 40})
    desk.ledger.append([event(1, content), event(2)])
    desk.ledger.append([event(3, "{}")])
    journal = desk.ledger.read().journal
    assert journal == (event(1), event(2), event(3))
    assert [row.position for row in journal] == [0, 1, 2]
    assert list(desk.ledger.contents([journal[2], journal[0], journal[1]])) == ["{}", content, ""]


def test_append_tail_and_contents_ask_once_each(desk: Office) -> None:
    desk.ledger.read()
    desk.ledger.read()
    before = len(desk.client.sent)
    desk.ledger.append([event(1, "{}"), event(2, "{}"), event(3)])
    tail = desk.ledger.tail(1)
    desk.ledger.contents([tail[0], *desk.ledger.tail(0)[:1]])
    assert len(desk.sent(before)) == 4
    assert [row.rank for row in tail] == ["2/3", "3/3"]
    assert [row.position for row in tail] == [1, 2]


def test_the_tail_of_a_full_grid_is_empty(desk: Office) -> None:
    desk.ledger.append([event(1)] * 999)
    assert desk.hands.grid("Journal")[-1][0] == "ticket.1"
    assert list(desk.ledger.tail(999)) == []


def test_texts_of_the_journal_stay_texts(desk: Office) -> None:
    desk.ledger.append([event(1)])
    cells = desk.hands.grid("Journal")[1]
    assert all(isinstance(cell, str) for cell in cells)


def test_ill_formed_rows_are_no_events_and_keep_their_place(desk: Office) -> None:
    desk.ledger.append([event(1)])
    desk.hands.sheets.write(desk.book, [{"range": "Journal!A3:C3", "values": [["x", "", "1"]]}])
    desk.ledger.append([event(2)])
    found = desk.ledger.read()
    assert [row.position for row in found.journal] == [0, 2]
    assert found.illegible == (1,)


def test_a_content_too_long_for_a_cell_is_refused_before_anything_is_written(desk: Office) -> None:
    noise = "".join(sha256(str(n).encode()).hexdigest() for n in range(3000))
    with pytest.raises(Refused):
        desk.ledger.append([event(1), event(2, noise)])
    assert desk.ledger.read().journal == ()


def test_a_row_of_the_journal_that_has_moved_is_a_conflict(desk: Office) -> None:
    desk.ledger.append([event(1, "{}"), event(2, "[]")])
    journal = desk.ledger.read().journal
    insert(desk.hands, "Journal", "ROWS", at=1)
    with pytest.raises(Conflict):
        desk.ledger.contents(journal)


def test_an_append_whose_answer_is_lost_may_have_landed(desk: Office) -> None:
    desk.google.fault("drop_after", "sheets.spreadsheets.batchUpdate")
    with pytest.raises(Unavailable):
        desk.ledger.append([event(1)])
    assert desk.ledger.read().journal == (event(1),)
