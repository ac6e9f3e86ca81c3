"""Every request to the outside passes here: a run may die at it, a person may act before it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests
from google.auth.credentials import Credentials

from wire.session import BACKOFF
from workspace.google.session import GoogleSession

Act = Callable[[], object]


class Killed(BaseException):
    """The process is gone; nothing catches this."""


@dataclass(slots=True, kw_only=True)
class Gate:
    """Counts requests from 1, over all sessions of a run."""

    die_at: int = 0  # 0: never
    after: bool = False  # the request has its effect, its answer is lost
    for_good: bool = False  # the process is killed, as it stands
    acts: list[tuple[str, Act]] = field(default_factory=list)  # before what → what happens, once
    passed: list[str] = field(default_factory=list)  # "POST /v4/…"

    def pass_through(self, name: str, go: Callable[[], requests.Response]) -> requests.Response:
        self.passed.append(name)
        for planned in [planned for planned in self.acts if planned[0] in name]:
            self.acts.remove(planned)
            planned[1]()
        if len(self.passed) == self.die_at and not self.after:
            self._die(name)
        answer = go()
        if len(self.passed) == self.die_at:
            self._die(name)
        return answer

    def _die(self, name: str) -> NoReturn:
        if self.for_good:
            os.kill(os.getpid(), signal.SIGKILL)
        raise Killed(name)

    def session(self, credentials: Credentials, *, backoff: float = BACKOFF) -> GoogleSession:
        """Make a session whose requests pass here."""
        return _Gated(credentials, backoff=backoff, gate=self)


class _Gated(GoogleSession):
    def __init__(self, credentials: Credentials, *, backoff: float, gate: Gate) -> None:
        super().__init__(credentials, backoff=backoff)
        self._gate = gate

    def request(self, method: Any, url: Any, *args: Any, **kw: Any) -> requests.Response:
        def go() -> requests.Response:
            return super(_Gated, self).request(method, url, *args, **kw)

        return self._gate.pass_through(f"{str(method).upper()} {urlsplit(str(url)).path}", go)
