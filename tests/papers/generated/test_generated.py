"""Pages that are written from the code are as `make docs` writes them."""

from __future__ import annotations

import pytest

from tests.papers.generated.write import PAGES
from tests.papers.house import read


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert read(name) == PAGES[name](), f"{name} is out of date: make docs"
