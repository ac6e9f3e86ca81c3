"""One request on trial: the fault that hits it is played, and its outcome is logged."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.google.api.faults import Fault, Faults
from sandbox.http.exchange import ConnectionDropped, Reply, Request

Run = Callable[[str | None], tuple[Reply, str]]  # (fault for the product) → (reply, account)
LOGGED = 100_000  # requests that are remembered


@dataclass(slots=True, kw_only=True)
class Logged:
    """One request and its end; no bodies."""

    method: str
    verb: str
    path: str
    status: int = 0  # 0: the connection was dropped
    account: str = ""
    fault: str = ""


class Trial:
    """Runs requests under the faults that are planned."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._log: deque[Logged] = deque(maxlen=LOGGED)

    def run(self, name: str, request: Request, work: Run) -> Reply:
        """Run a request and log it; raises Dropped when it gets no answer."""
        entry = Logged(method=name, verb=request.verb, path=request.path)
        self._log.append(entry)

        def step(kind: str | None) -> Reply:
            reply, entry.account = work(kind)
            return reply

        fault = self._faults.take(name)
        if fault is None:
            reply = step(None)
        else:
            entry.fault = fault.kind
            reply = self._played(fault, request, step, name.partition(".")[0])
        entry.status = reply.status
        return reply

    def logged(self) -> list[dict[str, Any]]:
        """Return the log, oldest first."""
        return [asdict(entry) for entry in tuple(self._log)]

    def clear(self) -> None:
        """Begin a new log."""
        self._log.clear()

    def _played(
        self, fault: Fault, request: Request, step: Callable[[str | None], Reply], api: str
    ) -> Reply:
        match fault.kind:
            case "drop_before" | "drop_after":
                if fault.kind == "drop_after":
                    step(None)
                raise ConnectionDropped
            case "status" | "html":
                if fault.when == "after":
                    step(None)
                return fault.page() if fault.kind == "html" else fault.error(api)
            case "late":
                return self._late(fault, request, api)
            case "truncate":
                reply = step(None)
                reply.cut = len(reply.body) // 2
                return reply
            case "slow":
                time.sleep(fault.seconds)
                return step(None)
        return step(fault.kind)

    def _late(self, fault: Fault, request: Request, api: str) -> Reply:
        self._faults.postpone(request, fault.after_requests)
        if not fault.status:
            raise ConnectionDropped
        return fault.error(api)
