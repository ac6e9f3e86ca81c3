"""docs/guide.md says what the program says, in its words, and all of it."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

import pytest

from invoicing.register.status_texts import STATUS
from invoicing.related.links import LaterOutcome
from invoicing.values.channels import BY_HAND
from tests.papers.house import HOUSE, nodes, read
from workspace.columns.billing import ACTIONS
from workspace.columns.columns import TABS

SAYING = (HOUSE / "invoicing/register/status_texts.py", HOUSE / "invoicing/register/previews.py")
STATUSES = {*STATUS.values(), *BY_HAND.values(), *(outcome.value for outcome in LaterOutcome)} - {
    ""
}
STEPS = {
    "FIXED",
    "BY_YOU",
    "ANEW",
    "TOMORROW",
    "MADE",
    "SOON",
    "IMPOSSIBLE",
}  # tables of `Prochaine étape`; functions say the others
STEP_MAKERS = {"_following", "_send_again", "_waits", "held_up"}
FOLDED = {column.header for tab in TABS for column in tab.columns if not column.shown}
FIRST_WORD_OF_FOLDING = "Les colonnes qui servent rarement sont **repliées**"


def _guide() -> str:
    """With no-break spaces as spaces."""
    return re.sub("[\u00a0\u202f]", " ", read("docs/guide.md"))


def _first_cells(header: str) -> set[str]:
    """What stands in the first column of a table, without its signs."""
    (table,) = re.findall(rf"(?m)^\| `{header}` \| Ce que .*\n\|[-|]+\n((?:\|.*\n)+)", _guide())
    cells = (row.split("|")[1].strip() for row in table.splitlines())
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def _next_steps() -> Iterator[re.Pattern[str]]:
    """Every text of `Prochaine étape`, values that it names left open."""
    said: list[ast.AST]
    for node in itertools.chain.from_iterable(map(nodes, SAYING)):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                said = [node] if name in STEPS else []
            case ast.FunctionDef(name=name) if name in STEP_MAKERS:
                said = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
            case _:
                continue
        yield from (re.compile(text) for each in said for text in _texts(each))


def _texts(node: ast.AST) -> Iterator[str]:
    """Texts as patterns; what a function is called with is none."""
    match node:
        case ast.JoinedStr(values=parts):
            yield "".join(next(_texts(part), ".+") for part in parts)
        case ast.Constant(value=str(text)) if text:
            yield re.escape(text.replace("\u00a0", " "))
        case ast.FormattedValue() | ast.Call():
            return
        case ast.Dict(values=values):
            for value in values:
                yield from _texts(value)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _texts(child)


def test_every_status_is_explained_and_no_other() -> None:
    assert _first_cells("Statut") == STATUSES


def test_every_next_step_is_explained_and_no_other() -> None:
    said, explained = list(_next_steps()), _first_cells("Prochaine étape")
    assert len(said) > len(STEPS)
    assert [text.pattern for text in said if not any(map(text.fullmatch, explained))] == []
    assert [each for each in explained if not any(text.fullmatch(each) for text in said)] == []


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_explained(action: str) -> None:
    assert re.search(rf"(?m)^\| {action} \|", _guide())


def test_folding_is_explained_before_a_folded_column_is_named() -> None:
    before, explained, after = _guide().partition(FIRST_WORD_OF_FOLDING)
    assert explained
    named = {header for header in re.findall(r"`([^`]+)`", before) if header in FOLDED}
    assert named == set()
    assert "(repliée" in after


def test_only_folded_columns_are_said_to_be_folded() -> None:
    said = set(re.findall(r"`([^`]+)` \(repliée", _guide()))
    assert said - FOLDED == set()
    assert len(said) > len(FOLDED) / 2
