"""A run dies at any request to the outside, before its effect or after it; the next one goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.world.gate import Gate
from tests.house.world.house import DEAD, House, copied
from tests.house.world.inspection import faults, is_quiet
from tests.house.world.plain import PlainPress

PARTS = 8  # for as many workers


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("part", range(PARTS))
def test_a_run_killed_at_any_request_is_completed_by_the_next(
    small: Path, tmp_path: Path, part: int, *, after: bool
) -> None:
    wrong, deaths, death = {}, 0, part + 1
    while True:
        gate = Gate(die_at=death, after=after)
        with copied(small, tmp_path / str(death), press=PlainPress()) as house:
            if not house.dies(gate):
                break
            deaths += 1
            if found := _completed(house):
                wrong[death, gate.passed[-1]] = found
        death += PARTS
    assert wrong == {}
    assert deaths >= 4


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
