"""The tests lie as the house does: what tests a room lies under the room's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers.house import HOUSE, named

FLOORS = ("invoicing", "jobs", "workspace", "pdf", "mail", "wire", "sandbox")
SUPPORT = {  # folders that test no room, and what they are for
    "jobs/explorer": "runs killed and interleaved at every call",
    "jobs/world": "the fakes, and the people who use them",
}
ACROSS = {  # what stands over all floors
    "golden": "what earlier versions have written",
    "house": "all of it together, over HTTP, on the sandbox",
    "mutants": "small wrongs that the tests must notice",
    "papers": "README, docs and the files of the house",
    "structure": "how the code is parted and written",
    "tools": "other people's programs that judge ours",
}


def _folders(under: Path) -> list[str]:
    """Return the folders below that hold modules."""
    found = {path.parent for path in under.rglob("*.py")} - {under}
    return sorted(path.relative_to(HOUSE / "tests").as_posix() for path in found)


def _is_room(name: str) -> bool:
    return any((HOUSE / name).glob("*.py"))


@pytest.mark.parametrize("floor", FLOORS)
def test_every_folder_of_tests_is_a_room_s(floor: str) -> None:
    strangers = [each for each in _folders(HOUSE / "tests" / floor) if not _is_room(each)]
    assert strangers == [name for name in SUPPORT if name.startswith(f"{floor}/")]


def test_every_floor_is_tested_and_the_rest_is_named() -> None:
    found = {path.name for path in (HOUSE / "tests").iterdir() if any(path.glob("*.py"))}
    assert found == {*FLOORS, *ACROSS}


@pytest.mark.parametrize("floor", FLOORS)
def test_every_file_of_tests_is_collected(floor: str) -> None:
    """A folder without ``__init__.py`` would hide a second file of one name."""
    folders = {path.parent for path in (HOUSE / "tests" / floor).rglob("*.py")}
    assert [named(path) for path in folders if not (path / "__init__.py").exists()] == []
