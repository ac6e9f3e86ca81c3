from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.world.agency import written
from tests.house.world.house import House, copied, founded
from tests.house.world.plain import PlainPress


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clients with two invoices each, furnished; to be copied, never opened."""
    folder = tmp_path_factory.mktemp("small")
    return founded(folder / "furnished", written(folder / "agency"))


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One client with two invoices, which he wants to see first; to be copied, never opened."""
    folder = tmp_path_factory.mktemp("asking")
    agency = written(folder / "agency", clients=1, rows=2, approval="Toutes")
    return founded(folder / "furnished", agency)


@pytest.fixture
def house(small: Path, tmp_path: Path) -> Iterator[House]:
    """A small agency of the test's own, with a press of plain text."""
    with copied(small, tmp_path / "house", press=PlainPress()) as made:
        yield made
