"""A run dies at any request to the outside, before its effect or after it; the next one goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.killed.moments import Moment, chosen, moments
from tests.house.world.gate import Gate
from tests.house.world.house import DEAD, House, copied
from tests.house.world.inspection import faults, is_quiet
from tests.house.world.plain import PlainPress
from tests.papers.house import kinds_of_fault

PARTS = 8  # for as many workers


@pytest.fixture(scope="module")
def every(small: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """All moments of a run that bills the small agency."""
    folder = tmp_path_factory.mktemp("moments")
    with copied(small, folder / "house", press=PlainPress()) as house:
        return moments(house)


def test_the_sample_has_every_kind_of_request_on_both_sides(every: list[Moment]) -> None:
    wanted = kinds_of_fault("requests", "billing")
    assert {moment.request for moment in every} == wanted
    sample = chosen(every, "billing")
    assert {(each.request, each.after) for each in sample} == {
        (request, after) for request in wanted for after in (False, True)
    }
    written = {(each.stage, each.request) for each in every if not each.request.startswith("GET")}
    assert written <= {(each.stage, each.request) for each in sample}


@pytest.mark.parametrize("part", range(PARTS))
def test_a_run_killed_at_any_request_is_completed_by_the_next(
    small: Path, every: list[Moment], tmp_path: Path, part: int
) -> None:
    sample = chosen(every, "billing")[part::PARTS]
    assert len(sample) >= 3
    wrong = {moment: found for moment in sample if (found := _played(small, tmp_path, moment))}
    assert wrong == {}


def _played(small: Path, to: Path, moment: Moment) -> list[str]:
    gate = Gate(die_at=moment.nth, after=moment.after)
    with copied(small, to / f"{moment.nth} {moment.after}", press=PlainPress()) as house:
        return _completed(house) if house.dies(gate) else ["it came through"]


def _completed(house: House, *, take_over: bool = False) -> list[str]:
    """Run once more, and return what is wrong then."""
    if not take_over:
        house.later(DEAD)
    end = house.run(take_over=take_over).end.value
    found = [] if end in {"done", "idle"} else [f"the next run ended {end}"]
    found += faults(house, 4)
    return found if is_quiet(house) else [*found, "not quiet"]


@pytest.mark.parametrize("death", [9, 16, 22, 27, 33, 40])
def test_a_person_may_say_that_a_run_is_dead_without_waiting(
    small: Path, tmp_path: Path, death: int
) -> None:
    with copied(small, tmp_path / "house", press=PlainPress()) as house:
        assert house.dies(Gate(die_at=death, after=True))
        assert _completed(house, take_over=True) == []


def test_a_run_meanwhile_leaves_a_dead_one_its_forty_minutes(house: House) -> None:
    assert house.dies(Gate(die_at=20))

    assert house.run().end.value == "busy"
