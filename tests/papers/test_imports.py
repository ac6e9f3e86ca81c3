"""No two modules of ours import each other, directly or through others (architecture: layers)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.papers.house import HOUSE, PACKAGES, nodes

ROOTS = (*PACKAGES, "demonstration")


def _name(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize("root", ROOTS)
def test_no_modules_import_each_other(root: str) -> None:
    modules = {_name(path): path for path in (HOUSE / root).rglob("*.py")}
    packages = {name for name, path in modules.items() if path.name == "__init__.py"}
    graph = {
        name: {
            other
            for other in modules.keys() & set(_imported(path))
            # a package that gives on what its modules define is imported with each of them
            if other != name and not (other in packages and name.startswith(other + "."))
        }
        for name, path in modules.items()
    }

    TopologicalSorter(graph).prepare()  # CycleError names the circle
