"""What a run may ask of Google: budgets that do not grow with rows and clients."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.house.world.agency import written
from tests.house.world.budget import LOOK, Asked, asked, over
from tests.house.world.house import House, copied, founded
from tests.house.world.inspection import faults
from tests.house.world.plain import PlainPress


def test_a_small_agency_stays_within_its_budget(house: House) -> None:
    house.control("DELETE", "/sandbox/requests")
    assert house.run().end.value == "done"
    assert over(asked(house), Asked(mails=4, boxes=2)) == []


def test_an_idle_run_asks_three_times_at_most(house: House) -> None:
    house.run()
    house.control("DELETE", "/sandbox/requests")
    assert house.run().end.value == "idle"

    assert sum(asked(house).values()) <= 3


def test_a_look_while_requests_are_open_asks_eight_times(asking: Path, tmp_path: Path) -> None:
    with copied(asking, tmp_path / "asking", press=PlainPress()) as house:
        assert house.run().end.value == "done"
        for _ in range(2):
            house.later(timedelta(minutes=15))
            house.control("DELETE", "/sandbox/requests")
            assert house.run().end.value == "idle"

            assert asked(house) == LOOK


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sixty")
    return founded(folder / "furnished", written(folder / "agency", clients=3, rows=60))


def test_sixty_rows_cost_no_more_sheets_requests_than_four(
    house: House, sixty: Path, tmp_path: Path
) -> None:
    house.control("DELETE", "/sandbox/requests")
    house.run()
    with copied(sixty, tmp_path / "sixty", press=PlainPress()) as larger:
        larger.control("DELETE", "/sandbox/requests")
        assert larger.run().end.value == "done"
        found = asked(larger)
        assert faults(larger, 60) == []

    assert over(found, Asked(mails=60, boxes=3)) == []
    assert found["sheets"] == asked(house)["sheets"]
