"""Requests, seconds and memory of a run for 10, 100 and 1,000 rows, beside their budgets.

``python -m tests.bench [--full]``.  The run has a process of its own, so that its memory is its
own; the sandbox answers from this one.  Exits with 1 when a budget is exceeded.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.house.killed.enduring import ROLES
from tests.house.world.agency import written
from tests.house.world.alone import Told, alone
from tests.house.world.budget import IDLE, PRODUCTS, Asked, asked, by_product, over
from tests.house.world.house import House, copied, founded
from tests.house.world.inspection import sent

CLIENTS = 4
MEMORY = {"plain": 400, "real": 900}  # MB at 1,000 rows, with the processes that print
LEAST = 3  # requests of a mail: a draft, its sending, and reading back what Gmail made of it
OUT = Console(width=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What is measured: so many documents, to so many recipients each, from a press."""

    rows: int
    recipients: int = 1
    press: str = "plain"

    @property
    def asked(self) -> Asked:
        """What its run may ask."""
        mails = self.rows * self.recipients
        return Asked(mails=mails, boxes=CLIENTS, recipients=self.recipients)


SIZES = (Size(rows=10), Size(rows=100), Size(rows=1000), Size(rows=100, recipients=ROLES),
         Size(rows=500, recipients=ROLES), Size(rows=10, press="real"),
         Size(rows=100, press="real"))  # fmt: skip
FULL = (Size(rows=1000, press="real"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One size."""

    size: Size
    told: Told
    asked: Mapping[str, int]
    products: Mapping[str, int]
    idle: int  # requests of the run after it
    over: list[str]


def measure(size: Size) -> Measured:
    """Furnish an agency of that size, and let a process of its own bill it, twice."""
    with tempfile.TemporaryDirectory() as name:
        folder, shared = Path(name), size.recipients > 1
        agency = written(folder / "agency", clients=CLIENTS, rows=size.rows, shared=shared)
        furnished = founded(folder / "furnished", agency, rows=size.rows)
        with copied(furnished, folder / "house") as house:
            told = _billed(house, size.press)
            counted, products = asked(house), by_product(house)
            assert len(sent(house)) == size.asked.mails
            _billed(house, size.press)
            idle = sum(asked(house).values())
    wrong = over(counted, size.asked)
    wrong += [f"idle: {idle}"] if idle > IDLE else []
    wrong += [f"memory: {told.memory:.0f} MB"] if told.memory > MEMORY[size.press] else []
    return Measured(size=size, told=told, asked=counted, products=products, idle=idle, over=wrong)


def _billed(house: House, press: str) -> Told:
    house.control("DELETE", "/sandbox/requests")
    told = alone(house, press=press)
    assert told.end in {"done", "idle"}, told.end
    return told


def _of(counted: Mapping[str, int], *apis: str) -> int:
    return sum(count for method, count in counted.items() if method.split(".")[0] in apis)


def _row(one: Measured) -> list[str]:
    size, seconds, budget = one.size, one.told.seconds, one.size.asked.budget()
    cells = [
        f"{_of(one.asked, *apis)} ≤ {_of(budget, *apis)}"
        for apis in (("sheets",), ("drive", "batch"), ("gmail",))
    ]
    return [f"{size.rows:,}", f"{size.recipients}", size.press, *cells, f"{one.idle} ≤ {IDLE}",
            f"{seconds:.1f}", f"{seconds / size.rows * 1000:.0f}",
            f"{one.told.memory:.0f} ≤ {MEMORY[size.press]}",
            "; ".join(one.over) or "–"]  # fmt: skip


def _runs(found: Iterable[Measured]) -> Table:
    table = Table("Rows", "To", "Press", "Sheets", "Drive", "Gmail", "Idle", "s", "ms/row", "MB",
                  "Over", title=f"One run, {CLIENTS} clients")  # fmt: skip
    for one in found:
        table.add_row(*_row(one))
    return table


def _transmissions(found: Iterable[Measured]) -> Table:
    """Requests for each mail that left; beside the three that no mail can do without."""
    title = f"Requests per transmission; the least is {LEAST}: draft, send, read back"
    table = Table("Documents", "To", "Mails", "Sheets read", "Sheets written", "Drive", "Gmail",
                  "All", "All / least", title=title)  # fmt: skip
    for one in found:
        size, mails = one.size, one.size.asked.mails
        each = [one.products[product] / mails for product in PRODUCTS]
        cells = [f"{count:.3f}" if count < 1 else f"{count:.2f}" for count in (*each, sum(each))]
        ratio = f"{sum(each) / LEAST:.2f}"
        table.add_row(f"{size.rows:,}", f"{size.recipients}", f"{mails:,}", *cells, ratio)
    return table


def main(*, full: bool) -> int:
    """Measure all sizes, and show them."""
    found = []
    for size in (*SIZES, *(FULL if full else ())):
        with OUT.status(f"{size.rows} rows to {size.recipients}, {size.press} press"):
            found.append(measure(size))
    OUT.print(_runs(found))
    OUT.print(_transmissions(one for one in found if one.size.press == "plain"))
    return 1 if any(each.over for each in found) else 0


if __name__ == "__main__":
    sys.exit(main(full="--full" in sys.argv))
