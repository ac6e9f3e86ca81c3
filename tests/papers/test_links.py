"""Links lead somewhere; paths and sections that papers and docstrings name exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.papers.house import HOUSE, kept_files, named, read
from tests.papers.pages import anchors, code, leads_somewhere, links, pages, remarks

ROOMS = "commands|demonstration|docs|invoicing|jobs|mail|pdf|sandbox|templates|tests|workspace"
# A file or a folder of ours; what has a sign of a pattern in it is none.
PLACE = re.compile(rf"(?<![\w./…-])((?:{ROOMS})/[\w./-]*)(?![\w*{{…-])")
MODULE = re.compile(r"(?<![\w./-])([a-z_]\w*\.py)\b")
SECTION = re.compile(r"\b(docs/[\w/-]+\.md)#([\w-]+)")
PAPER = re.compile(r"(?<![\w./-])([\w./-]+\.md)\b")
# Papers that lie outside of the repository.
ELSEWHERE = re.compile(
    r"\((?:facts|design|style)\b|\bfacts §|\b(?:design|style)(?::| §)|(?:design|protocols)\.md"
)
NOT_OURS = {"parent.py", "setup.py"}  # made in a test; setuptools'
SAYING = [*pages(), *code()]
LONGEST = {"README.md": 130, "docs/architecture.md": 100}  # lines


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.suffix == ".md" else remarks(path)


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_link_of_a_page_leads_to_a_file_and_a_heading(page: Path) -> None:
    assert [link for link in links(page) if not leads_somewhere(page, link)] == []


def test_every_path_that_is_named_exists() -> None:
    missing = {
        f"{named(path)}: {place}"
        for path in SAYING
        for place in PLACE.findall(_said(path))
        if not (HOUSE / place.rstrip(".")).exists()
    }
    assert sorted(missing) == []


def test_every_module_that_a_docstring_names_lies_near() -> None:
    """A bare name is that of a file in the same folder or in one above it."""
    missing = {
        f"{named(path)}: {module}"
        for path in code()
        for module in MODULE.findall(remarks(path))
        if module not in NOT_OURS and not any((folder / module).exists() for folder in path.parents)
    }
    assert sorted(missing) == []


def test_every_section_that_a_docstring_cites_exists() -> None:
    missing = {
        f"{named(path)}: {page}#{heading}"
        for path in code()
        for page, heading in SECTION.findall(remarks(path))
        if heading not in anchors(HOUSE / page)
    }
    assert sorted(missing) == []


def test_every_section_of_facts_that_says_who_cites_it_is_cited_there() -> None:
    for page in sorted((HOUSE / "docs/facts").glob("*.md")):
        for line in re.findall(r"(?m)^Cited by (.+)$", page.read_text(encoding="utf-8")):
            for place in re.findall(r"`([\w/.]+)`", line):
                assert page.name in read(place), f"{place} does not cite {page.name}"


def test_no_docstring_cites_a_paper_outside_of_the_repository() -> None:
    foreign = {
        f"{named(path)}: {hit[0]}" for path in SAYING if (hit := ELSEWHERE.search(_said(path)))
    }
    kept = {path.name for path in kept_files()}
    foreign |= {
        f"{named(path)}: {paper}"
        for path in code()
        for paper in PAPER.findall(remarks(path))
        if Path(paper).name not in kept
    }
    assert sorted(foreign) == []


@pytest.mark.parametrize("page", LONGEST)
def test_a_page_for_newcomers_is_short(page: str) -> None:
    assert len(read(page).splitlines()) <= LONGEST[page]


def test_every_decision_has_its_date() -> None:
    decisions = read("docs/decisions.md")
    dated = re.findall(r"(?m)^### .+\n\n\*20\d\d-\d\d-\d\d\*$", decisions)
    assert len(dated) == len(re.findall(r"(?m)^### ", decisions))
