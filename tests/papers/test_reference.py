"""Every command, option, setting, target, end and scope has its page, and nothing that is not.

docs/reference.md has all but the scopes (docs/security.md) and the APIs to enable (docs/setup.md).
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from demonstration import variables
from desk import ROOTS
from jobs import report
from jobs.engine.run import End
from main import STATUS
from sandbox.server import Sandbox
from tests.papers.house import modules, named, nodes, read
from tests.papers.pages import pages
from workspace.secrets.credentials import SCOPES
from workspace.secrets.delegation import FOR_ADMIN, FOR_MAILBOX

SETTINGS = [
    *re.findall(r"environment\.get\(\"([A-Z_]+)\"", read("desk.py")),
    *(f"GOOGLE_{name.upper()}_URL" for name in ROOTS),
]
OF_LIBRARIES = ["GOOGLE_APPLICATION_CREDENTIALS", "OAUTHLIB_INSECURE_TRANSPORT"]
DEPLOYING = {"iam", "cloudfunctions", "run", "cloudbuild", "artifactregistry", "cloudscheduler"}
TARGETS = re.findall(r"(?m)^([a-z]+):.*##", read("Makefile"))
REFERENCE = "docs/reference.md"
ANSWERS = sorted({200, 400, *STATUS.values()})  # of the function
# The second one sets a variable for oauthlib, while a person consents.
READING = {"desk.py", "workspace/secrets/consent.py"}


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
    assert re.search(rf"(?m)^\| `{name}[` ]", read(REFERENCE))


@pytest.mark.parametrize(("name", "option"), _options())
def test_an_option_is_documented_with_its_command(name: str, option: str) -> None:
    (row,) = re.findall(rf"(?m)^\| `{name}[` ].*$", read(REFERENCE))
    assert option in row


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_documented(name: str) -> None:
    assert re.search(rf"(?m)^\| `{name}` \|", read(REFERENCE))


def test_no_other_setting_is_documented_and_no_other_is_read() -> None:
    (table,) = re.findall(r"(?s)\n## Settings\n(.*?)\n## ", read(REFERENCE))
    assert sorted(re.findall(r"(?m)^\| `([A-Z_]+)` \|", table)) == sorted(SETTINGS + OF_LIBRARIES)
    reading = {
        named(path) for path in modules() if "os.environ" in path.read_text(encoding="utf-8")
    }
    assert reading == READING


def test_the_demonstration_sets_nothing_that_is_not_documented(tmp_path: Path) -> None:
    with Sandbox(tmp_path, port=0) as sandbox:
        assert set(variables(sandbox, tmp_path)) <= {*SETTINGS, *OF_LIBRARIES}


def test_every_api_that_is_called_is_enabled() -> None:
    called = {"sheets"}  # by gspread's client; the others by service("drive", …)
    for path in modules():
        called.update(_services(path))
    (enabled,) = re.findall(r"gcloud services enable ((?:.*\\\n)*.*)", read("docs/setup.md"))
    assert set(re.findall(r"(\w+)\.googleapis\.com", enabled)) == called | DEPLOYING


def _services(path: Path) -> Iterator[str]:
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Name(id="service"), args=[ast.Constant(value=str(name)), *_]):
                yield name


@pytest.mark.parametrize("name", TARGETS)
def test_a_make_target_is_documented(name: str) -> None:
    assert f"`make {name}`" in read(REFERENCE)


@pytest.mark.parametrize("end", End)
def test_an_end_is_explained(end: End) -> None:
    assert re.search(rf"(?m)^\| `{end.value}` \|", read(REFERENCE))


@pytest.mark.parametrize(
    "scope", [scope for each in (*SCOPES.values(), FOR_MAILBOX, FOR_ADMIN) for scope in each]
)
def test_a_scope_is_explained(scope: str) -> None:
    assert f"`{scope.rpartition('/')[2]}`" in read("docs/security.md")


@pytest.mark.parametrize("status", ANSWERS)
def test_a_status_of_the_function_is_explained(status: int) -> None:
    assert re.search(rf"\b{status}\b", read(REFERENCE))


@pytest.mark.parametrize("member", re.findall(r'"(\w+)"', report.__doc__ or ""))
def test_a_member_of_the_functions_answer_is_explained(member: str) -> None:
    assert f'"{member}"' in read(REFERENCE)


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_paper_names_no_command_or_target_that_is_not(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"cli\.py ([a-z]+)", text)) <= set(_commands())
    targets = re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", text, re.MULTILINE)
    assert {name for pair in targets for name in pair if name} <= set(TARGETS)
