"""Every problem has its text, every text its problem, and both stand in docs/problems.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from invoicing.texts.problems.table import PROBLEMS
from tests.papers.generated.problems_page import ORDINARY, PARTICULAR, PARTS, example, names
from tests.papers.house import HOUSE, modules, nodes, read

MAKERS = {"Problem", "Flaw", "Wrong", "problem", "mend"}
TEXTS = {"words.py", "rule_words.py", "law_words.py", "related_words.py", "world_words.py"}
SPEAKING = [path for path in modules() if path.name not in TEXTS]


def _codes(path: Path) -> Iterator[str]:
    """Codes that a module makes problems of, where they stand as they are."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and _called(node.func) in MAKERS:
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            yield from _strings([*given, *node.args[:1]])


def _called(made: ast.expr) -> str:
    match made:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _strings(values: list[ast.expr]) -> Iterator[str]:
    for value in values:
        match value:
            case ast.Constant(value=str(code)):
                yield code
            case ast.IfExp(body=ast.Constant(value=str(code)), orelse=ast.Constant(value=other)):
                yield from (code, str(other))


def _all_strings() -> set[str]:
    return {
        node.value
        for path in SPEAKING
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_that_is_made_has_its_text() -> None:
    made = {code: path.relative_to(HOUSE) for path in SPEAKING for code in _codes(path)}
    assert len(made) > len(PROBLEMS) / 2
    assert {code: path for code, path in made.items() if code not in PROBLEMS} == {}


def test_every_text_is_of_a_code_that_is_made() -> None:
    assert sorted(set(PROBLEMS) - _all_strings()) == []


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_is_documented(code: str) -> None:
    assert f"### `{code}`" in read("docs/problems.md")


def test_every_problem_stands_in_one_part_of_the_page() -> None:
    listed = [code for _, _, texts, _ in PARTS for code in texts]
    assert sorted(listed) == sorted(PROBLEMS)


def test_every_example_can_be_said_and_needs_no_other_name() -> None:
    for _, _, texts, place in PARTS:
        for code, text in texts.items():
            assert names(text) <= ORDINARY.keys()
            assert "{" not in example(code, place)


def test_particular_values_are_of_names_that_their_text_has() -> None:
    for code, values in PARTICULAR.items():
        assert values.keys() <= names(PROBLEMS[code]), code


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_text_says_what_and_what_to_do_in_sentences(code: str) -> None:
    text = PROBLEMS[code]
    assert text.what.endswith((".", "}"))
    assert text.remedy.endswith((".", ".»"))
