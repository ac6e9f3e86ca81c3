"""README.md names every command, option, setting, target and scope, and nothing that is not."""

from __future__ import annotations

import argparse
import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from demonstration import variables
from desk import ROOTS
from jobs.engine.run import End
from sandbox.server import Sandbox
from tests.papers.house import HOUSE, modules, nodes, read
from workspace.secrets.credentials import SCOPES
from workspace.secrets.delegation import FOR_ADMIN, FOR_MAILBOX

SETTINGS = [
    *re.findall(r"environment\.get\(\"([A-Z_]+)\"", read("desk.py")),
    *(f"GOOGLE_{name.upper()}_URL" for name in ROOTS),
]
OF_LIBRARIES = ["GOOGLE_APPLICATION_CREDENTIALS", "OAUTHLIB_INSECURE_TRANSPORT"]
DEPLOYING = {"iam", "cloudfunctions", "run", "cloudbuild", "artifactregistry", "cloudscheduler"}
TARGETS = re.findall(r"(?m)^([a-z]+):.*##", read("Makefile"))
LONGEST_PICTURE = 200_000  # bytes


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = cli._parser()._actions  # noqa: SLF001  (argparse has no other way to be asked)
    (found,) = [each for each in actions if isinstance(each, argparse._SubParsersAction)]  # noqa: SLF001
    return dict(found.choices)


def _options() -> list[tuple[str, str]]:
    return [
        (name, option)
        for name, command in _commands().items()
        for action in command._actions  # noqa: SLF001
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ]


@pytest.mark.parametrize("name", _commands())
def test_a_command_is_documented(name: str) -> None:
    assert re.search(rf"(?m)^\| `{name}[` ]", read("README.md"))


@pytest.mark.parametrize(("name", "option"), _options())
def test_an_option_is_documented_with_its_command(name: str, option: str) -> None:
    (row,) = re.findall(rf"(?m)^\| `{name}[` ].*$", read("README.md"))
    assert option in row


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_documented(name: str) -> None:
    assert re.search(rf"(?m)^\| `{name}` \|", read("README.md"))


def test_no_other_setting_is_documented_and_no_other_is_read() -> None:
    (table,) = re.findall(r"(?s)\n## Settings\n(.*?)\n## ", read("README.md"))
    assert sorted(re.findall(r"(?m)^\| `([A-Z_]+)` \|", table)) == sorted(SETTINGS + OF_LIBRARIES)
    reading = {path.name for path in modules() if "os.environ" in path.read_text(encoding="utf-8")}
    assert reading == {"desk.py", "authorize.py"}  # the latter sets one for oauthlib, for a moment


def test_the_demonstration_sets_nothing_that_is_not_documented(tmp_path: Path) -> None:
    with Sandbox(tmp_path, port=0) as sandbox:
        assert set(variables(sandbox, tmp_path)) <= {*SETTINGS, *OF_LIBRARIES}


def test_every_api_that_is_called_is_enabled() -> None:
    called = {"sheets"}  # by gspread's client; the others by service("drive", …)
    for path in modules():
        called.update(_services(path))
    (enabled,) = re.findall(r"gcloud services enable ((?:.*\\\n)*.*)", read("README.md"))
    assert set(re.findall(r"(\w+)\.googleapis\.com", enabled)) == called | DEPLOYING


def _services(path: Path) -> Iterator[str]:
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Name(id="service"), args=[ast.Constant(value=str(name)), *_]):
                yield name


@pytest.mark.parametrize("name", TARGETS)
def test_a_make_target_is_documented(name: str) -> None:
    assert f"`make {name}`" in read("README.md")


@pytest.mark.parametrize("end", End)
def test_an_end_is_explained(end: End) -> None:
    assert re.search(rf"(?m)^\| `{end.value}` \|", read("README.md"))


@pytest.mark.parametrize(
    "scope", [scope for each in (*SCOPES.values(), FOR_MAILBOX, FOR_ADMIN) for scope in each]
)
def test_a_scope_is_explained(scope: str) -> None:
    assert f"`{scope.rpartition('/')[2]}`" in read("README.md")


@pytest.mark.parametrize("page", ["README.md", "docs/runbook.md", "docs/guide.md", "CHANGELOG.md"])
def test_a_paper_names_no_command_or_target_that_is_not(page: str) -> None:
    said = re.findall(r"cli\.py ([a-z]+)", read(page))
    assert set(said) <= set(_commands())
    assert set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", read(page), re.MULTILINE)) <= {
        pair for name in TARGETS for pair in ((name, ""), ("", name))
    }


@pytest.mark.parametrize(
    "page",
    ["README.md", "docs/runbook.md", "docs/guide.md", "docs/decisions.md", "CHANGELOG.md"],
)
def test_every_link_leads_somewhere(page: str) -> None:
    folder = (HOUSE / page).parent
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", read(page))
    missing = [link for link in links if "://" not in link and not (folder / link).exists()]
    assert missing == []


def test_the_row_of_the_readme_is_a_row_of_the_demonstration() -> None:
    with (HOUSE / "sandbox/demo/Factures.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file, delimiter=";") if row["Réf."] == "F0003")
    cells = [row[header] for header in ("Destinataire", "Prestation du", "Code", "Quantité")]
    assert f"| {' | '.join(cells)} | ☑ |" in read("README.md")


def test_the_picture_of_the_readme_is_small() -> None:
    assert (HOUSE / "docs/facture.png").stat().st_size <= LONGEST_PICTURE
