"""Faults and deaths at random, over HTTP: each mail leaves once, or is visibly not sent.

``make endure`` does the same with 1,000 documents.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from jobs.ports import Trouble
from tests.house.killed.enduring import dealt, moment, tally, troubles
from tests.house.world.agency import written
from tests.house.world.gate import Gate, Killed
from tests.house.world.house import DEAD, House, copied, founded
from tests.house.world.plain import PlainPress
from tests.papers.house import kinds_of_fault

ROWS = 16


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    return founded(folder / "furnished", written(folder / "agency", rows=ROWS, shared=True))


def test_whatever_fails_each_mail_leaves_once_or_is_visibly_not_sent(
    shared: Path, tmp_path: Path
) -> None:
    """``HOUSE_SEED`` repeats a failure."""
    seed = os.environ.get("HOUSE_SEED") or str(secrets.randbelow(10**6))
    chance = Random(f"{seed} faults")  # noqa: S311  (faults, not a secret)
    print(f"HOUSE_SEED={seed}")  # noqa: T201
    with copied(shared, tmp_path / "house", press=PlainPress()) as house:
        for kinds in dealt(chance, runs=4):
            _troubled(house, chance, kinds)
        house.control("DELETE", "/sandbox/faults")
        for _ in range(3):
            house.run()
            house.later(timedelta(minutes=15))
        found = tally(house, ROWS)
        assert (found.twice, found.wrong) == (0, [])


def test_every_kind_of_fault_is_dealt() -> None:
    assert {kind for kinds in dealt(Random(1), runs=4) for kind in kinds} == kinds_of_fault(  # noqa: S311
        "http", "kinds"
    )


def _troubled(house: House, chance: Random, kinds: list[str]) -> None:
    """One run with some faults, which is killed, or not."""
    troubles(house, chance, ROWS, kinds)
    with suppress(Killed, Trouble):
        house.run(Gate(die_at=moment(chance, ROWS), after=chance.random() < 0.5))
    house.later(DEAD)
