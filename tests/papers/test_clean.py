"""Nothing that is kept names one machine, or where its packages came from."""

from __future__ import annotations

import re

from tests.papers.house import HOUSE, kept_files

# Written so that these lines do not find themselves.
ONE_MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt)/\w|[A-Z]:\\\\?Users")
REGISTRY = re.compile(r"(?:extra-)?index-url|trusted[-]host|pypi[.]org/simple|INDEX_URL[=]")
PICTURES = {".png", ".jpg", ".pdf", ".ttf", ".otf", ".icc", ".jar", ".gz"}


def _found(pattern: re.Pattern[str]) -> dict[str, str]:
    found = {}
    for path in kept_files():
        if path.suffix in PICTURES or path == HOUSE / "tests/papers/test_clean.py":
            continue
        if hit := pattern.search(path.read_text(encoding="utf-8", errors="replace")):
            found[str(path.relative_to(HOUSE))] = hit[0]
    return found


def test_no_path_of_one_machine_is_kept() -> None:
    assert _found(ONE_MACHINE) == {}


def test_no_address_of_a_registry_is_kept() -> None:
    assert _found(REGISTRY) == {}
