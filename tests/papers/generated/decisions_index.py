"""The index of docs/decisions.md, written from its headings; all else of the page is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.papers.house import read
from tests.papers.pages import anchor

INDEX = re.compile(r"(?s)(?<=\n## Index\n\n).*?\n(?=\n## )")
HEADING = re.compile(r"(?m)^##(#?) (.+)$")


def decisions_page() -> str:
    """Return the page with its index as it should be."""
    page = read("docs/decisions.md")
    index = "\n".join(_lines(INDEX.sub("", page))) + "\n"
    return INDEX.sub(lambda _: index, page)


def _lines(page: str) -> Iterator[str]:
    """One line a room: its link, then those of its decisions."""
    line = ""
    for level, title in HEADING.findall(page.partition("\n## Index\n")[2]):
        link = f"[{title}](#{anchor(title)})"
        if level:
            line += (" · " if line.endswith(")") and ": " in line else ": ") + link
        else:
            if line:
                yield line
            line = f"- {link}"
    yield line
