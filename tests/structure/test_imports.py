"""No two modules of ours import each other, directly or through others."""

from __future__ import annotations

from graphlib import TopologicalSorter

from tests.structure.imports import imported, ours


def test_no_modules_import_each_other() -> None:
    graph = {}
    for name, path in ours().items():
        named = {part for module, each in imported(path) for part in (module, f"{module}.{each}")}
        # A package that gives on what its modules define does not depend on itself.
        graph[name] = {
            other for other in ours().keys() & named if not f"{name}.".startswith(f"{other}.")
        }

    TopologicalSorter(graph).prepare()  # CycleError names the circle
