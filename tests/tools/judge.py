"""veraPDF and Sisimai, asked about files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

VERAPDF = Path(__file__).parent / "verapdf/verapdf.sh"
SISIMAI = Path(__file__).with_name("sisimai.pl")


def verdicts(files: list[Path]) -> str:
    """Return a line a file, « PASS … » or « FAIL … », as PDF/A-3b.  Paths are absolute."""
    command = ["sh", str(VERAPDF), "-f", "3b", *map(str, files)]
    environment = os.environ | {"VERAPDF_PYTHON": sys.executable}
    done = subprocess.run(  # noqa: S603 - our own
        command, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def sisimai(files: list[Path]) -> dict[Path, list[dict[str, str]]]:
    """Return what Sisimai reads in mails: recipient, reason and action of each report."""
    command = ["/usr/bin/perl", str(SISIMAI), *map(str, files)]
    done = subprocess.run(  # noqa: S603 - our own
        command, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"make .venv/debian\n{done.stderr}"
    return {Path(name): found for name, found in json.loads(done.stdout).items()}
