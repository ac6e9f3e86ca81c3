"""The papers as text: their pages, headings and links, and what docstrings and comments say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.papers.house import HOUSE, kept_files, nodes

FENCE = re.compile(r"(?ms)^ *```.*?^ *```")
HEADING = re.compile(r"(?m)^#+ (.+)$")
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMENT = re.compile(r"(?m)(?:^| ) *# .*$")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def pages() -> list[Path]:
    """Every Markdown file."""
    return [path for path in kept_files() if path.suffix == ".md"]


@cache
def code() -> list[Path]:
    """Every Python file, tests too."""
    return [path for path in kept_files() if path.suffix == ".py"]


def name(path: Path) -> str:
    """Return where a file lies in the house."""
    return path.relative_to(HOUSE).as_posix()


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return what a link into a page can lead to, as GitHub makes it of headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return frozenset(_anchor(heading) for heading in HEADING.findall(text))


def _anchor(heading: str) -> str:
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
    """Return the docstrings and comments of a module."""
    comments = COMMENT.findall(path.read_text(encoding="utf-8"))
    return "\n".join((*_docstrings(path), *comments))


def _docstrings(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, DOCUMENTED):
            yield ast.get_docstring(node) or ""
