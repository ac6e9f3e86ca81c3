"""veraPDF, asked about files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

VERAPDF = Path(__file__).parent / "verapdf/verapdf.sh"


def verdicts(files: list[Path]) -> str:
    """Return a line a file, « PASS … » or « FAIL … », as PDF/A-3b.  Paths are absolute."""
    command = ["sh", str(VERAPDF), "-f", "3b", *map(str, files)]
    environment = os.environ | {"VERAPDF_PYTHON": sys.executable}
    done = subprocess.run(  # noqa: S603 - our own
        command, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout
