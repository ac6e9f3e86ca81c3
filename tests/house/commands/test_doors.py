"""The Cloud Function over HTTP: what it answers, and what it does not say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.world.doors import Function, served
from tests.house.world.house import GOOGLE, House, copied, opened
from tests.house.world.inspection import faults, sent, tickets

BAD = ["", "nothing", "[]", '"billing"', "null", "{}", '{"job": "other"}',
       '{"job": "billing", "seller": 7}', '{"job": ["billing"]}']  # fmt: skip


@pytest.fixture(scope="module")
def door(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Function]]:
    """One process, one agency, several tests in turn."""
    folder = tmp_path_factory.mktemp("door")
    with copied(small, folder / "house") as house, served(house, folder) as function:
        yield house, function


def test_a_body_that_is_no_job_is_refused(door: tuple[House, Function]) -> None:
    house, function = door
    answers = [function.post(raw=body) for body in BAD]

    assert [answer.status for answer in answers] == [400] * len(BAD)
    assert sent(house) == []


def test_a_missing_column_is_said_and_nothing_is_done(door: tuple[House, Function]) -> None:
    house, function = door
    with house.hands() as hands:
        at = hands.column("Factures", "TVA") + 1
        hands.type("Factures", "TVA", 1, "Taxe")
        answer = function.post()
        hands.type("Factures", "Taxe", 1, "TVA")
        assert hands.column("Factures", "TVA") + 1 == at

    assert (answer.status, answer.json["end"]) == (200, "refused")
    assert answer.json["problems"] == [{"where": "Factures (TVA)", "code": "missing-header"}]
    assert (sent(house), tickets(house)) == ([], 1)


def test_one_client_alone_is_billed(door: tuple[House, Function]) -> None:
    house, function = door
    answer = function.post({"job": "billing", "seller": "GRENAT"})
    issued = {each["seller"]: len(each["issued"]) for each in answer.json["sellers"]}

    assert (answer.status, issued) == (200, {"GRENAT": 2})
    assert len(sent(house)) == 2


def test_all_is_done_and_then_nothing_is_left(door: tuple[House, Function]) -> None:
    house, function = door
    first, second = function.post(), function.post()

    assert (first.status, first.json["end"]) == (200, "done")
    assert (second.status, second.json["end"], second.json["sellers"]) == (200, "idle", [])
    assert faults(house, 4) == []


def test_no_name_address_or_amount_is_answered(door: tuple[House, Function]) -> None:
    house, function = door
    said = function.post().text + "".join(function.post(raw=body).text for body in BAD)

    log = (house.folder.parent.parent / "function.log").read_text()
    for secret in ("Rouxel", "@", "Ada", "100,5", "100.5", "Traceback", "Error:"):
        assert secret not in said
        assert secret not in log


@contextmanager
def busy_door(small: Path, folder: Path) -> Iterator[tuple[House, Function]]:
    with copied(small, folder / "house") as house, served(house, folder) as function:
        yield house, function


@pytest.mark.parametrize("count", [2, 5])
def test_several_at_once_are_as_one(small: Path, tmp_path: Path, count: int) -> None:
    with busy_door(small, tmp_path) as (house, function):
        answers = function.post_at_once(count)
        ends = sorted(answer.json["end"] for answer in answers)

        assert {answer.status for answer in answers} == {200}
        assert ends.count("done") >= 1
        assert set(ends) <= {"done", "busy", "idle"}
        assert function.post().json["end"] == "idle"
        assert faults(house, 4) == []


def test_a_dead_google_is_said_to_be_unavailable(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "house")
    with opened(tmp_path / "house") as house:
        assert (tmp_path / "house" / GOOGLE).exists()
    with served(house, tmp_path) as function:
        answer = function.post()

    assert (answer.status, answer.json["end"]) == (503, "unavailable")
    assert "127.0.0.1" not in answer.text
