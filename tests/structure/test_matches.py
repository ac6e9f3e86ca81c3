"""A ``match`` over an enum or a union names every case, and ends in ``assert_never``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.papers.house import all_modules, named, tree

# What is matched there is open by nature, or not yet closed; take from here, never add lightly.
OPEN = {
    "commands/terminal.py trouble": "exceptions are no closed union",
    "jobs/engine/context.py error": "exceptions are no closed union",
    "jobs/report.py error": "exceptions are no closed union",
    "invoicing/values/canonical_json.py value": "anything may be asked; it refuses by TypeError",
    "workspace/workbook/cells.py value": "a cell's value is any object; what is left is its text",
}


def _patterns(pattern: ast.pattern) -> Iterator[ast.pattern]:
    """Yield the alternatives of a pattern, without the names that they are given."""
    match pattern:
        case ast.MatchOr(patterns=patterns):
            for each in patterns:
                yield from _patterns(each)
        case ast.MatchAs(pattern=ast.pattern() as inner):
            yield from _patterns(inner)
        case _:
            yield pattern


def _is_closed(match: ast.Match) -> bool:
    """Whether members of an enum or classes of a union are named; texts and mappings are open."""
    patterns = [each for case in match.cases for each in _patterns(case.pattern)]
    members = (isinstance(each, ast.MatchValue) and isinstance(each.value, ast.Attribute)
               for each in patterns)  # fmt: skip
    return any(members) or any(isinstance(each, ast.MatchClass) for each in patterns)


def _ends(match: ast.Match) -> bool:
    *_, last = match.cases
    match last:
        case ast.match_case(
            pattern=ast.MatchAs(pattern=None),
            guard=None,
            body=[ast.Expr(value=ast.Call(func=ast.Name(id="assert_never")))],
        ):
            return True
        case _:
            return False


def _unended(module: ast.Module) -> list[str]:
    """Return what is matched and left open."""
    found = (node for node in ast.walk(module) if isinstance(node, ast.Match))
    return [ast.unparse(each.subject) for each in found if _is_closed(each) and not _ends(each)]


def test_every_match_of_an_enum_or_a_union_ends_in_assert_never() -> None:
    found = {f"{named(path)} {what}" for path in all_modules() for what in _unended(tree(path))}
    assert found == OPEN.keys()


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("match a:\n case E.X: pass\n case E.Y: pass", True),
        ("match a:\n case E.X: pass\n case _: pass", True),
        ("match a:\n case E.X | E.Y as b: pass\n case _: assert_never(a)", False),
        ("match a:\n case E.X: pass\n case _ if a: assert_never(a)", True),
        ("match a:\n case str(): pass\n case int(): pass", True),
        ("match a:\n case 'x': pass", False),
    ],
)
def test_what_is_left_open_is_found(text: str, *, is_open: bool) -> None:
    assert bool(_unended(ast.parse(text))) is is_open
