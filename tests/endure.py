"""1,000 documents to three recipients each, with faults and deaths at random: none leaves twice.

``python -m tests.endure [--seeds N] [--first SEED] [--rows N]``.  Runs have processes of their
own and are killed for good; the adapters are the real ones, the press is a fast one.  A seed
repeats its faults and deaths.  Exits with 1 when a mail left twice, or is lost unseen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from tests.house.killed.enduring import ROLES, Tally, moment, tally, troubles
from tests.house.world.agency import CLIENTS, written
from tests.house.world.alone import Told, alone
from tests.house.world.house import DEAD, House, copied, founded

TROUBLED = 6  # runs with faults, killed in their first third
MOST = 60  # runs of a seed
QUOTAS = {"sheets.read": 60, "sheets.write": 60}  # a minute and user, as Google has them
SOON, TOMORROW = timedelta(minutes=15), timedelta(days=1)
OUT = Console(width=120)


@dataclass(slots=True, kw_only=True)
class Endured:
    """One seed."""

    seed: int
    kills: int = 0
    faults: int = 0  # that hit
    runs: int = 0
    seconds: float = 0
    memory: float = 0  # MB at the peak, of the largest run
    tally: Tally = field(default_factory=Tally)

    def note(self, told: Told) -> None:
        """Count a run."""
        self.runs += 1
        self.kills += told.end == "killed"
        self.memory = max(self.memory, told.memory)


def endure(furnished: Path, to: Path, seed: int, rows: int) -> Endured:
    """Let one agency send everything under faults and deaths, then in peace, and look."""
    chance = Random(f"{seed} endure")  # noqa: S311  (faults, not a secret)
    found = Endured(seed=seed)
    began = time.monotonic()
    with copied(furnished, to) as house:
        house.control("PUT", "/sandbox/quotas", QUOTAS)
        planned = 0
        for _ in range(TROUBLED):
            planned += troubles(house, chance, rows)
            die_at, after = moment(chance, rows // 3), chance.random() < 0.5
            found.note(alone(house, die_at=die_at, after=after))
            house.later(DEAD)
        found.faults = planned - len(house.control("GET", "/sandbox/faults"))
        house.control("DELETE", "/sandbox/faults")
        house.later(SOON)
        for told in _calmly(house):
            found.note(told)
        house.control("PUT", "/sandbox/quotas", {})
        found.tally = tally(house, rows)
    found.seconds = time.monotonic() - began
    return found


def _calmly(house: House) -> Iterator[Told]:
    """Run until nothing is due; what its mailbox cannot send today goes tomorrow."""
    for _ in range(MOST):
        told = alone(house)
        yield told
        if told.end == "idle":
            return
        house.later(SOON if told.sent else TOMORROW)


def _row(found: Endured) -> list[str]:
    wrong = found.tally.wrong
    return [
        *(str(each) for each in (found.seed, found.kills, found.faults, found.runs)),
        *(f"{each:,}" for each in (found.tally.once, found.tally.unsent, found.tally.twice)),
        f"{len(wrong)}",
        f"{found.memory:.0f}",
        f"{found.seconds:.0f}",
    ]


def main() -> int:
    """Endure all seeds, and show them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--rows", type=int, default=1000)
    asked = parser.parse_args()
    title = f"{asked.rows:,} documents × {ROLES} recipients, {len(CLIENTS)} clients"
    table = Table("Seed", "Kills", "Faults", "Runs", "Once", "Visibly unsent", "Twice", "Lost",
                  "MB", "s", title=title)  # fmt: skip
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        agency = written(folder / "agency", clients=len(CLIENTS), rows=asked.rows, shared=True)
        furnished = founded(folder / "furnished", agency, rows=asked.rows)
        for seed in range(asked.first, asked.first + asked.seeds):
            found = endure(furnished, folder / f"seed {seed}", seed, asked.rows)
            table.add_row(*_row(found))
            OUT.print(" ".join(_row(found)), *found.tally.wrong[:5], sep="\n  ", highlight=False)
            failed |= bool(found.tally.twice or found.tally.wrong)
    OUT.print(table)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
