"""One name for one class in the house; a port and its adapter may share theirs."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.papers.house import all_modules, named, tree

PORTS = "jobs/ports/"
ADAPTERS = ("pdf/", "workspace/")


def _bearers() -> dict[str, list[str]]:
    """Return the modules of each class, by its name."""
    found = defaultdict(list)
    for path in all_modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(named(path))
    return found


def _is_port_and_adapter(modules: list[str]) -> bool:
    """Whether one is a port, and the other the one that serves it."""
    ports = [module for module in modules if module.startswith(PORTS)]
    served = [module for module in modules if module.startswith(ADAPTERS)]
    return len(ports) == len(served) == 1 and len(modules) == 2


def test_no_two_classes_bear_one_name() -> None:
    found = {name: modules for name, modules in _bearers().items() if len(modules) > 1}
    twice = {name for name, modules in found.items() if not _is_port_and_adapter(modules)}
    assert twice == set(), {name: found[name] for name in sorted(twice)}
