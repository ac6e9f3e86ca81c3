"""What ``gcloud functions deploy`` would take along, and that it is enough and no more."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pathspec
import pytest

from tests.papers.house import HOUSE, kept_files, named, read

BEHIND = ("sandbox/", "tests/", "demonstration/", "docs/", "build/", ".venv/", ".git/")


def deployed() -> list[str]:
    """Return the files of the archive: .gcloudignore is written as .gitignore is."""
    ignored = pathspec.GitIgnoreSpec.from_lines(read(".gcloudignore").splitlines())
    return sorted(name for name in map(named, kept_files()) if not ignored.match_file(name))


@pytest.mark.parametrize("folder", BEHIND)
def test_it_stays_behind(folder: str) -> None:
    assert [name for name in deployed() if name.startswith(folder)] == []


def test_what_runs_goes_along() -> None:
    found = set(deployed())
    assert {"main.py", "desk.py", "requirements.txt"} <= found
    assert {name.partition("/")[0] for name in found} >= {
        "invoicing", "jobs", "mail", "pdf", "templates", "workspace",
    }  # fmt: skip


def test_the_function_finds_everything_it_needs_in_the_archive(tmp_path: Path) -> None:
    for name in deployed():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOUSE / name, tmp_path / name)
    everything = [
        name.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
        for name in deployed()
        if name.endswith(".py") and not name.startswith("cli.py")
    ]
    code = f"import importlib\nfor name in {everything}: importlib.import_module(name)"
    done = subprocess.run(  # noqa: S603  (our own modules)
        [sys.executable, "-W", "error::ImportWarning", "-c", f"import main\n{code}"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
