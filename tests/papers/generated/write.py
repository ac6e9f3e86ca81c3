"""Write the generated papers (``make docs``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.papers.generated.decisions_index import decisions_page
from tests.papers.generated.problems_page import problems_page
from tests.papers.house import HOUSE
from workspace.columns.columns_doc import workbook_page

PAGES: Mapping[str, Callable[[], str]] = {
    "docs/workbook.md": workbook_page,
    "docs/problems.md": problems_page,
    "docs/decisions.md": decisions_page,
}


def main() -> None:
    """Write every page in its place."""
    for name, page in PAGES.items():
        (HOUSE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
