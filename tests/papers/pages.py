"""The papers as text: their pages, headings and links, and what docstrings and comments say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.papers.house import kept_files

FENCE = re.compile(r"(?ms)^ *```.*?^ *```")
HEADING = re.compile(r"(?m)^#+ (.+)$")
LINK = re.compile(r"\]\(([^)\s]+)\)")
REMARK = re.compile(r'(?ms)^ *"""(?:.*?)"""|(?:^| ) *# [^\n]*')


def pages() -> list[Path]:
    """Every Markdown file."""
    return [path for path in kept_files() if path.suffix == ".md"]


@cache
def code() -> list[Path]:
    """Every Python file, tests too."""
    return [path for path in kept_files() if path.suffix == ".py"]


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return what a link into a page can lead to, as GitHub makes it of headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return frozenset(anchor(heading) for heading in HEADING.findall(text))


def anchor(heading: str) -> str:
    """Return the anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def links(page: Path) -> list[str]:
    """Return the links of a page that lead to a file or a heading of ours."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if "://" not in link]


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether a link of *page* leads to a file that exists, and to a heading in it."""
    target, _, heading = link.partition("#")
    there = page.parent / target if target else page
    return there.exists() and (not heading or heading in anchors(there.resolve()))


@cache
def remarks(path: Path) -> str:
    """Return the docstrings and comments of a module: texts that begin their line, and ``# …``."""
    return "\n".join(REMARK.findall(path.read_text(encoding="utf-8")))
