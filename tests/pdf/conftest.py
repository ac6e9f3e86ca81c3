from __future__ import annotations

from pathlib import Path

import pytest

from pdf.press import Press

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/pdf/golden anew")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "verapdf: asks veraPDF (Java), which installs itself once")


class Golden:
    """Texts that are compared exactly, and reviewed as diffs."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def check(self, name: str, text: str) -> None:
        path = next(GOLDEN.rglob(name), GOLDEN / name)
        if self._update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name}: pytest --update-golden?"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=request.config.getoption("--update-golden", default=False))


@pytest.fixture(scope="session")
def press() -> Press:
    return Press()
