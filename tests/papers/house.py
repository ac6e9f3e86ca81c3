"""Where things lie in the house: its modules, its papers, its files."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
PACKAGES = ("invoicing", "jobs", "mail", "wire", "workspace", "pdf", "commands")
BESIDE = ("sandbox", "demonstration")  # of ours too, and never deployed


def modules() -> list[Path]:
    """Every module that is deployed."""
    found = [*HOUSE.glob("*.py")]
    for package in PACKAGES:
        found += (HOUSE / package).rglob("*.py")
    return sorted(found)


def all_modules() -> list[Path]:
    """Every module but the tests."""
    return sorted([*modules(), *(p for each in BESIDE for p in (HOUSE / each).rglob("*.py"))])


@cache
def read(name: str) -> str:
    """Return a file of the house."""
    return (HOUSE / name).read_text(encoding="utf-8")


def named(path: Path) -> str:
    """Return a file's path in the house, as one writes it."""
    return path.relative_to(HOUSE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return a module as the compiler reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Return everything in a module, in no order."""
    return ast.walk(tree(path))


def kept_files() -> list[Path]:
    """Every file that .gitignore does not name: what is committed, or will be."""
    ignored = {line.strip("/") for line in read(".gitignore").split()} | {".git"}
    return [
        path
        for top in sorted(HOUSE.iterdir())
        if top.name not in ignored and not top.name.startswith(".coverage")
        for path in (sorted(top.rglob("*")) if top.is_dir() else [top])
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    ]


def kinds_of_fault(*path: str) -> set[str]:
    """Return what tests/faults.toml lists there."""
    found = tomllib.loads(read("tests/faults.toml"))
    for name in path:
        found = found[name]
    return set(found)
