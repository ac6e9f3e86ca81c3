"""What functions of jobs take: a stage is handed what it uses, never the whole run.

``python -m tests.structure.test_parameters`` prints how many functions take each type.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.papers.house import modules, named, tree

PARAMETERS = 5  # of a function, but for self and cls
FIELDS = 12  # of a class, but for those of ports
TAKE_RUN = 3  # functions outside the engine
TAKE_CONTEXT = 232  # what is: lower it when fewer do, never raise it


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A function, and the types that it takes."""

    file: str
    name: str
    types: tuple[str, ...]

    def __str__(self) -> str:
        """Name it as one looks for it."""
        return f"{self.file}: {self.name}"


def files() -> Iterator[Path]:
    return (path for path in modules() if named(path).startswith("jobs/"))


def functions() -> Iterator[Taking]:
    """Yield every function and method of jobs."""
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                types = (ast.unparse(each.annotation) if each.annotation else ""
                         for each in given if each.arg not in {"self", "cls"})  # fmt: skip
                yield Taking(file=named(path), name=node.name, types=tuple(types))


def taking(kind: str) -> list[str]:
    """Name the functions that take a type, or what may be that type."""
    return [str(each) for each in functions() if any(kind in _names(t) for t in each.types)]


def _names(annotation: str) -> set[str]:
    nodes = ast.walk(ast.parse(annotation or "None"))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def table() -> dict[str, int]:
    """Return how many functions take each type of ours, most first."""
    counted = Counter(
        name
        for each in functions()
        for name in {name for annotation in each.types for name in _names(annotation)}
        if name[0].isupper()
    )
    return dict(counted.most_common())


def fields_of_classes() -> Iterator[tuple[str, int]]:
    """Yield each class of jobs but those of ports, and how many fields it has."""
    for path in files():
        if named(path).startswith("jobs/ports/"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                said = [
                    ast.unparse(a.annotation) for a in node.body if isinstance(a, ast.AnnAssign)
                ]
                yield (
                    f"{named(path)}: {node.name}",
                    sum(not each.startswith("ClassVar") for each in said),
                )


def test_three_functions_at_most_take_the_whole_run() -> None:
    outside = [each for each in taking("Run") if not each.startswith("jobs/engine/")]
    assert len(outside) <= TAKE_RUN, outside


def test_no_more_functions_take_the_context() -> None:
    assert table()["Context"] <= TAKE_CONTEXT, table()


def test_no_function_takes_more_than_five_parameters() -> None:
    assert [str(each) for each in functions() if len(each.types) > PARAMETERS] == []


def test_no_class_has_more_fields_than_one_can_survey() -> None:
    assert [name for name, count in fields_of_classes() if count > FIELDS] == []


if __name__ == "__main__":
    for _name, _count in table().items():
        print(f"{_count:4} {_name}")  # noqa: T201
