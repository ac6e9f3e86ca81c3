"""The static checks, as many at once as there are cores: format, lint, types, imports, dead code.

What each took is kept for the table that ``make test`` prints at its end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.budget import CHECKS, CORES

BIN = Path(sys.executable).parent
COMMANDS = {  # the longest first
    "types": ["mypy", "."],
    "imports": ["lint-imports"],
    "dead code": ["vulture"],
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
}


def checked(command: Sequence[str]) -> tuple[int, str, float]:
    """Run a check; return its exit code, what it said and how long it took."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603  (our own tools)
        [str(BIN / command[0]), *command[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - began


def main() -> int:
    """Check everything; say what is wrong."""
    with ThreadPoolExecutor(CORES) as pool:
        found = dict(zip(COMMANDS, pool.map(checked, COMMANDS.values()), strict=True))
    for name, (code, said, seconds) in found.items():
        sys.stdout.write(f"{name:<10}{'FAILED' if code else 'ok':<8}{seconds:.0f} s\n")
        sys.stdout.write(said if code else "")
    CHECKS.parent.mkdir(exist_ok=True)
    CHECKS.write_text(json.dumps({name: seconds for name, (*_, seconds) in found.items()}))
    return max(code != 0 for code, *_ in found.values())


if __name__ == "__main__":
    sys.exit(main())
