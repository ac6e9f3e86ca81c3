"""Modules are short enough to be read at once."""

from __future__ import annotations

from tests.papers.house import HOUSE, modules

LONGEST = 300  # lines
DOOR = 100  # lines of main.py


def test_no_module_is_longer_than_one_can_read() -> None:
    lengths = {
        str(path.relative_to(HOUSE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    offenders = {name: length for name, length in lengths.items() if length > LONGEST}
    assert offenders == {}
    assert lengths["main.py"] <= DOOR
