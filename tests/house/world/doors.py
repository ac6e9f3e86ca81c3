"""The two doors, as they are used: the function's over HTTP, the command line's by its words."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from demonstration import HERE, function
from tests.house.world import typist
from tests.house.world.house import House

BILLING = {"job": "billing", "seller": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the function answered."""

    status: int
    text: str
    json: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """The Cloud Function in a process of its own."""

    url: str

    def post(self, body: object = None, *, raw: str | None = None) -> Answer:
        data = None if raw is None else raw.encode()
        sent = (BILLING if body is None else body) if raw is None else None
        said = requests.post(self.url, json=sent, data=data, timeout=60)
        is_json = said.headers.get("content-type", "").startswith("application/json")
        return Answer(
            status=said.status_code, text=said.text, json=said.json() if is_json else None
        )

    def post_at_once(self, count: int) -> list[Answer]:
        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(lambda _: self.post(), range(count)))


@contextmanager
def served(house: House, folder: Path) -> Iterator[Function]:
    """Serve the function for this house; *folder* takes its log."""
    with function(folder, {**os.environ, **house.environment}) as url:
        yield Function(url=url)


def said(house: House, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Start the program for a command; return all that came of it."""
    done = subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, str(HERE / "cli.py"), *words],
        env={**os.environ, **house.environment, "COLUMNS": typist.WIDE, **changed},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # nobody sits at a terminal
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def typed(house: House, *words: str, **changed: str) -> tuple[int, str]:
    """Type a command; return its exit code and what it printed.  It starts where the typist is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = typist.typed(words, {**os.environ, **house.environment, **changed}, folder)
        told = (folder / typist.ERR).read_text(encoding="utf-8")
        assert "Traceback" not in told, told
        return code, (folder / typist.OUT).read_text(encoding="utf-8")
