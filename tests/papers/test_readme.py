"""README.md shows a row of the demonstration, and a map of the whole house."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.papers.house import HOUSE, kept_files, named, read
from tests.papers.pages import pages

LONGEST_PICTURE = 200_000  # bytes
UNMAPPED = {"docs", ".ci"}  # the README links each page of docs
ENDS_OF_ROOMS = ("invoicing/", "jobs/")  # floors whose rooms are told one by one


def _map() -> list[str]:
    (table,) = re.findall(r"(?s)\n## The map of the house\n(.*?)\n## ", read("README.md"))
    cells = re.findall(r"(?m)^\| (`.+?`) \|", table)
    return [place for cell in cells for place in re.findall(r"`([^`]+)`", cell)]


def test_the_row_of_the_readme_is_a_row_of_the_demonstration() -> None:
    with (HOUSE / "sandbox/demo/Factures.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file, delimiter=";") if row["Réf."] == "F0003")
    cells = [row[header] for header in ("Destinataire", "Prestation du", "Code", "Quantité")]
    assert f"| {' | '.join(cells)} | ☑ |" in read("README.md")


def test_the_picture_of_the_readme_is_small() -> None:
    assert (HOUSE / "docs/facture.png").stat().st_size <= LONGEST_PICTURE


def test_every_room_stands_on_the_map() -> None:
    folders = {named(path.parent) + "/" for path in kept_files() if path.parent != HOUSE}
    rooms = {
        "/".join(folder.split("/")[: 2 if folder.startswith(ENDS_OF_ROOMS) else 1]) + "/"
        for folder in folders
        if folder not in ENDS_OF_ROOMS
    }
    wanted = {room for room in rooms if room.strip("/") not in UNMAPPED}
    assert sorted(wanted - set(_map())) == []


def test_the_map_names_nothing_that_is_not() -> None:
    assert [place for place in _map() if not (HOUSE / place).exists()] == []


@pytest.mark.parametrize(
    "page", [page for page in pages() if named(page).startswith("docs/")], ids=named
)
def test_the_readme_links_every_page_or_its_folder(page: Path) -> None:
    assert any(f"({link}" in read("README.md") for link in (named(page), named(page.parent) + "/"))


def test_the_table_of_layers_is_that_of_the_contracts() -> None:
    """docs/architecture.md draws each floor as pyproject.toml orders it."""
    contracts = re.findall(r'containers = \["(\w+)"\]\nlayers = \[(.*)\]', read("pyproject.toml"))
    assert contracts
    for floor, layers in contracts:
        wanted = [re.findall(r"\w+", layer) for layer in re.findall(r'"([^"]+)"', layers)]
        (row,) = re.findall(rf"(?m)^\| `{floor}/` \| (.*) \|$", read("docs/architecture.md"))
        drawn = [re.findall(r"`(\w+)(?:\.py)?`", layer) for layer in row.split(" → ")]
        assert drawn == wanted
