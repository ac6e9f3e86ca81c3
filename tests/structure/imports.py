"""Which modules of ours a module takes names from: those that define them, whoever gives them on.

``jobs.ports`` counts as one: it is one interface, in several files.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.papers.house import HOUSE, all_modules, named, tree

PORTS = "jobs.ports"


def dotted(path: Path) -> str:
    """Return the name under which a module is imported."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def ours() -> dict[str, Path]:
    return {dotted(path): path for path in all_modules()}


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of each import, wherever it stands; no name where it is a module."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from ((module, each.name) for each in names)
            case ast.Import(names=names):
                yield from ((each.name, "") for each in names)
            case _:
                continue


def home(module: str, name: str) -> str:
    """Return the module that defines a name which *module* has; "" for what is not ours.

    >>> home("jobs.billing", "bill")
    'jobs.billing.bill'
    >>> home("demonstration", "furnish")
    'demonstration.furnish'
    >>> home("pathlib", "Path")
    ''
    """
    if module not in ours():
        return ""
    if f"{module}.{name}" in ours() and not _defines(module, name):
        return f"{module}.{name}"
    for given_by, given in imported(ours()[module]):
        if given == name and given_by != module and given_by in ours():
            return home(given_by, name)
    return module


def _defines(module: str, name: str) -> bool:
    """Whether the module itself says what a name is, as a package may that has a module of it."""
    return any(given == name for _, given in imported(ours()[module]))


def taken_from(path: Path) -> set[str]:
    """Return the modules of ours that a file's names come from."""
    homes = {home(module, name) for module, name in imported(path)} - {"", dotted(path)}
    return {PORTS if each.startswith(PORTS) else each for each in homes}


def counts(under: str = "") -> dict[str, int]:
    """How many modules each file takes from; files that only give on are left out."""
    return {
        named(path): len(taken_from(path))
        for path in all_modules()
        if named(path).startswith(under) and path.name != "__init__.py"
    }
