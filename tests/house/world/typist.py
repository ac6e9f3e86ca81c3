"""Types commands, each in a process of its own that has read the program already.

Reading it takes seconds of each start: it is read once here, and every command begins from a copy
of this process.  One command a line: words, environment, folder; its exit code is the answer.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

OUT, ERR = "out", "err"  # files in the folder of a command
WIDE = "200"  # columns of the terminal


@cache
def _typist() -> subprocess.Popen[str]:
    """Start one for this process."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.house.world.typist"],
        env={**os.environ, "COLUMNS": WIDE},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(started.terminate)
    return started


def typed(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> int:
    """Type a command; return its exit code.  What it printed lies in *folder*."""
    typist = _typist()
    assert typist.stdin is not None
    assert typist.stdout is not None
    typist.stdin.write(json.dumps([[*words], dict(environment), str(folder)]) + "\n")
    typist.stdin.flush()
    return int(typist.stdout.readline())


def _sit() -> None:
    """Read the program, then type what comes, one after another."""
    import cli  # noqa: PLC0415  (whoever asks has no use for it)

    for line in sys.stdin:
        words, environment, folder = json.loads(line)
        child = os.fork()
        if child == 0:
            _begin(environment, Path(folder))
            os._exit(_ended(cli.main, words))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _begin(environment: Mapping[str, str], folder: Path) -> None:
    """Be a process of its own: nobody sits at a terminal."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, OUT), (2, ERR)):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115


def _ended(main: object, words: Sequence[str]) -> int:
    assert callable(main)
    try:
        return int(main(words))
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001  (shown as the interpreter shows it)
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    _sit()
