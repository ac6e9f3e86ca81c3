"""The mutants as values, and where each is to be made."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.papers.house import HOUSE, all_modules

LIST = Path(__file__).with_name("mutants.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One wrong in one place, and the tests that must notice it."""

    says: str  # what the tests hold on to
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def places(self) -> list[Path]:
        """Return the modules in which its text stands; exactly one is right."""
        return [
            path
            for path in all_modules()
            if path.read_text(encoding="utf-8").count(self.old)
            for _ in range(path.read_text(encoding="utf-8").count(self.old))
        ]

    def made(self) -> tuple[str, str]:
        """Return the module's path within the house, and its text with the wrong in it."""
        (path,) = self.places
        text = path.read_text(encoding="utf-8").replace(self.old, self.new)
        return str(path.relative_to(HOUSE)), text


def mutants() -> list[Mutant]:
    """Return all of them, in the order of the list."""
    read = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    return [Mutant(**{**each, "tests": tuple(each["tests"])}) for each in read]
