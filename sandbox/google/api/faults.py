"""Faults on demand: which coming request goes wrong, and how.

A fault counts the requests that match its pattern from the moment it is planned:

>>> faults = Faults()
>>> faults.plan([Fault(kind="drop_before", method="drive.files.*", nth=2)])
>>> [bool(faults.take(m)) for m in ("drive.files.get", "gmail.x", "drive.files.get")]
[False, False, True]
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from fnmatch import fnmatchcase
from typing import Any

from sandbox.google.api.call import GoogleError
from sandbox.google.api.errors import error_reply
from sandbox.http.exchange import Reply, Request

KINDS = frozenset({
    "drop_before",  # the connection closes, nothing happened
    "drop_after",  # it happened, the connection closes without an answer
    "status",  # an error; with when="after" it happened all the same
    "truncate",  # it happened, the answer is cut in its body
    "html",  # a page instead of JSON; with when="after" it happened
    "slow",  # `seconds` late
    "late",  # answered by an error (or dropped, status 0); happens after further requests
    "lag",  # files.list does not know yet what is younger than a minute
    "overwrite",  # an append that computes its place without the previous append
})
REASONS = {403: "rateLimitExceeded", 429: "rateLimitExceeded", 500: "backendError"}
PAGE = b"<!DOCTYPE html><html><title>Error</title><p>The server encountered a temporary error.</p>"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One planned fault."""

    kind: str
    method: str = "*"  # pattern of discovery ids; also "oauth2.token", "oauth2.revoke", "batch"
    nth: int = 1  # the n-th matching request from now
    times: int = 1  # for so many matching requests in a row
    status: int = 503
    reason: str = ""
    retry_after: int | None = None  # seconds
    when: str = "before"  # status and html: before or "after" the effect
    seconds: float = 0
    after_requests: int = 1  # late: the effect comes when so many further requests are answered

    def __post_init__(self) -> None:
        """Refuse what no fault can be."""
        if self.kind not in KINDS or self.when not in {"before", "after"}:
            message = f"unknown fault {self.kind!r}, {self.when!r}"
            raise ValueError(message)
        for spec in fields(self):
            value, default = getattr(self, spec.name), spec.default
            if isinstance(default, int | float) and not isinstance(value, int | float):
                message = f"{spec.name} is a number"
                raise TypeError(message)

    def error(self, api: str) -> Reply:
        """Return the error that the fault answers."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        reason = self.reason or REASONS.get(self.status, "backendError")
        message = {429: "Quota exceeded.", 403: "Rate Limit Exceeded"}.get(
            self.status, "The service is currently unavailable."
        )
        return error_reply(GoogleError(self.status, reason, message, headers=headers), api)

    def page(self) -> Reply:
        """Return the HTML page that the fault answers."""
        return Reply(
            status=self.status, headers={"Content-Type": "text/html; charset=UTF-8"}, body=PAGE
        )


def fault(raw: Mapping[str, Any]) -> Fault:
    """Read a fault from JSON; ValueError or TypeError says what is wrong."""
    return Fault(**raw)


class Faults:
    """The faults that are still to come, and the calls that will land late."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._late: list[tuple[int, Request]] = []
        self._lock = threading.Lock()

    def plan(self, faults: Iterable[Fault]) -> None:
        """Add faults."""
        with self._lock:
            self._planned.extend(faults)

    def clear(self) -> None:
        """Forget all faults; what was to land late never does."""
        with self._lock:
            self._planned.clear()
            self._late.clear()

    def listed(self) -> list[dict[str, Any]]:
        """Return the faults to come, counted from now."""
        with self._lock:
            return [asdict(fault) for fault in self._planned]

    def take(self, method: str) -> Fault | None:
        """Count a request; return the fault that hits it."""
        if not self._planned:
            return None
        with self._lock:
            matching = [f for f in self._planned if fnmatchcase(method, f.method)]
            hit = next((f for f in matching if f.nth <= 1), None)
            for each in matching:
                each.nth -= 1
            if hit:
                hit.times -= 1
                if hit.times < 1:
                    self._planned.remove(hit)
            return hit

    def postpone(self, request: Request, after_requests: int) -> None:
        """Keep a request until so many further ones are answered."""
        with self._lock:
            self._late.append((after_requests + 1, request))  # its own answer counts too

    def landing(self) -> list[Request]:
        """Count an answered request; return those that land now."""
        if not self._late:
            return []
        with self._lock:
            counted = [(left - 1, request) for left, request in self._late]
            self._late = [(left, request) for left, request in counted if left > 0]
            return [request for left, request in counted if left <= 0]
