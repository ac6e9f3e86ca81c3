"""Requests, seconds and memory of a run for 10, 100 and 1,000 rows, beside their budgets.

``python -m tests.bench [--full]``.  The run has a process of its own, so that its memory is its
own; the sandbox answers from this one.  Exits with 1 when a budget is exceeded.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from commands.founding import establish
from demonstration import furnish
from desk import Settings, desk, instant, office
from jobs.report import billing
from tests.house.agency import written
from tests.house.budget import IDLE, Asked, asked, over
from tests.house.house import House, opened
from tests.house.inspection import sent
from tests.house.plain import PlainPress
from workspace.sheets import Sheets

CLIENTS = 4
MEMORY = {"plain": 400, "real": 900}  # MB at 1,000 rows, with the processes that print
OUT = Console(width=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One size, one press."""

    rows: int
    press: str
    asked: Mapping[str, int]
    idle: int  # requests of the run after it
    seconds: float
    memory: float  # MB at the peak
    over: list[str]


def roomy(settings: Settings, rows: int) -> list[str]:
    """Set up, and lengthen `Factures` as a person does who needs more rows than it has."""
    done = establish(settings)
    workbook = done[-1].partition("=")[2]
    with office(settings) as opened_office:
        sheets = Sheets(opened_office.sheets)
        found = sheets.get(workbook, "sheets.properties(sheetId,title)")["sheets"]
        ids = {each["properties"]["title"]: each["properties"].get("sheetId", 0) for each in found}
        more = {"sheetId": ids["Factures"], "dimension": "ROWS", "length": rows}
        sheets.change(workbook, [{"appendDimension": more}])
    return done


def measure(rows: int, press: str) -> Measured:
    """Furnish an agency of that size, and let a process of its own bill it, twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        agency = written(folder / "agency", clients=CLIENTS, rows=rows)
        with opened(folder / "house", agency=agency) as house:
            house.environment["WORKBOOK_ID"] = furnish(
                house.environment, lambda settings: roomy(settings, rows), agency=agency
            )
            said, counted = _billed(house, press)
            assert len(sent(house)) == rows
            idle = sum(_billed(house, press)[1].values())
    wrong = over(counted, Asked(mails=rows, boxes=CLIENTS))
    wrong += [f"idle: {idle}"] if idle > IDLE else []
    wrong += [f"memory: {said['memory']:.0f} MB"] if said["memory"] > MEMORY[press] else []
    return Measured(rows=rows, press=press, asked=counted, idle=idle, over=wrong, **said)


def _billed(house: House, press: str) -> tuple[dict[str, float], dict[str, int]]:
    house.control("DELETE", "/sandbox/requests")
    done = subprocess.run(  # noqa: S603  (this very module)
        [sys.executable, "-m", "tests.bench", "--one", press],
        env={**os.environ, **house.environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout), asked(house)


def one(press: str) -> None:
    """Bill once, in the environment's workbook, and print what it took."""
    settings = Settings.read()
    with desk(settings) as laid:
        report = billing(
            replace(laid, press=PlainPress()) if press == "plain" else laid, instant(settings)
        )
        beside = sum(peak(child.pid or 0) for child in multiprocessing.active_children())
    assert report.end.value in {"done", "idle"}, report.end
    sys.stdout.write(json.dumps({"seconds": report.seconds, "memory": peak() + beside}))


def peak(process: int | str = "self") -> float:
    """MB at the peak.  ``ru_maxrss`` would count the parent's too, as it stood at our birth."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _of(counted: Mapping[str, int], *apis: str) -> int:
    return sum(count for method, count in counted.items() if method.split(".")[0] in apis)


def _row(one_: Measured) -> list[str]:
    budget = Asked(mails=one_.rows, boxes=CLIENTS).budget()
    cells = [
        f"{_of(one_.asked, *apis)} ≤ {_of(budget, *apis)}"
        for apis in (("sheets",), ("drive", "batch"), ("gmail",))
    ]
    return [f"{one_.rows:,}", one_.press, *cells, f"{one_.idle} ≤ {IDLE}", f"{one_.seconds:.1f}",
            f"{one_.seconds / one_.rows * 1000:.0f}", f"{one_.memory:.0f} ≤ {MEMORY[one_.press]}",
            "; ".join(one_.over) or "–"]  # fmt: skip


def main(*, full: bool) -> int:
    """Measure all sizes, and show them."""
    sizes = [(10, "plain"), (100, "plain"), (1000, "plain"), (10, "real"), (100, "real")]
    sizes += [(1000, "real")] if full else []
    table = Table("Rows", "Press", "Sheets", "Drive", "Gmail", "Idle", "s", "ms/row", "MB", "Over",
                  title=f"One run, {CLIENTS} clients")  # fmt: skip
    found = []
    for rows, press in sizes:
        with OUT.status(f"{rows} rows, {press} press"):
            found.append(measure(rows, press))
        table.add_row(*_row(found[-1]))
    OUT.print(table)
    return 1 if any(each.over for each in found) else 0


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(sys.argv[-1])
    else:
        sys.exit(main(full="--full" in sys.argv))
