"""Make each mutant in a copy of the house and run the tests that must notice it.

``python -m tests.mutants [WORD]``: all of them, or those whose sentence holds WORD.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from tests.mutants.mutant import Mutant, mutants
from tests.papers.house import HOUSE, kept_files

OUT = Console(highlight=False)


@contextmanager
def copied() -> Iterator[Path]:
    """Copy what is kept of the house."""
    with tempfile.TemporaryDirectory() as folder:
        for path in kept_files():
            to = Path(folder) / path.relative_to(HOUSE)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
        yield Path(folder)


def is_caught(mutant: Mutant, copy: Path) -> bool:
    """Run the tests beside the mutant; put the module back."""
    name, text = mutant.made()
    before = (copy / name).read_text(encoding="utf-8")
    (copy / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, check=False)  # noqa: S603
    finally:
        (copy / name).write_text(before, encoding="utf-8")
    return done.returncode == 1


def main(word: str = "") -> int:
    """Play the mutants and print which were not caught."""
    chosen = [mutant for mutant in mutants() if word in mutant.says]
    missed = []
    with copied() as copy:
        for mutant in chosen:
            caught = is_caught(mutant, copy)
            OUT.print(f"{'caught' if caught else 'MISSED'}  {mutant.says}")
            missed += [] if caught else [mutant]
    OUT.print(f"{len(chosen) - len(missed)} of {len(chosen)} caught")
    return 1 if missed else 0


sys.exit(main(*sys.argv[1:2]))
