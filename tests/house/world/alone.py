"""One billing run in a process of its own: its memory is its own, and it can be killed for good."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from desk import Settings, desk, instant
from jobs.report import billing
from tests.house.world.gate import Gate
from tests.house.world.house import House
from tests.house.world.plain import PlainPress


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a run said of itself."""

    end: str = "killed"
    sent: int = 0  # documents' mails
    seconds: float = 0
    memory: float = 0  # MB at the peak, with the processes that print


def alone(house: House, *, press: str = "plain", die_at: int = 0, after: bool = False) -> Told:
    """Run once.  *die_at*: the request at which the process is killed, before or *after* it."""
    done = subprocess.run(  # noqa: S603  (this very module)
        [sys.executable, "-m", "tests.house.world.alone", press, str(die_at), str(int(after))],
        env={**os.environ, **house.environment},
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode == -signal.SIGKILL and die_at:
        return Told()
    done.check_returncode()
    return Told(**json.loads(done.stdout))


def _run(press: str, gate: Gate) -> Told:
    settings = Settings.read()
    with desk(settings, sessions=gate.session) as laid:
        report = billing(
            replace(laid, press=PlainPress()) if press == "plain" else laid, instant(settings)
        )
        printing = sum(peak(child.pid or 0) for child in multiprocessing.active_children())
    sent = sum(report.context.results.sent.values()) if report.context else 0
    memory = peak() + printing
    return Told(end=report.end.value, sent=sent, seconds=report.seconds, memory=memory)


def peak(process: int | str = "self") -> float:
    """MB at the peak.  ``ru_maxrss`` would count the parent's too, as it stood at our birth."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _press, _die_at, _after = sys.argv[1:]
    logging.getLogger("factures").setLevel(logging.ERROR)  # faults are expected
    _gate = Gate(die_at=int(_die_at), after=_after == "1", for_good=True)
    sys.stdout.write(json.dumps(asdict(_run(_press, _gate))))
