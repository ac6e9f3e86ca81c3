"""What the tests of each folder took, beside the seconds that tests/budget.toml grants them.

Nothing fails for its time: a slow machine is no fault.  Seconds are of two idle cores: half of
what the tests took one by one; where others work on the machine, read the processor's column.
"""

from __future__ import annotations

import json
import os
import time
import tomllib
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

import pytest

from tests import sampling

BUDGET = Path(__file__).with_name("budget.toml")
CHECKS = Path(__file__).parents[1] / ".pytest_cache/checks.json"  # what tests/checks.py took
CORES = 2
SINCE = pytest.StashKey[float]()  # up to when a worker has told what it took
FRESH = 3_600  # seconds: what was checked before belongs to another run
PROCESSOR = "processor"  # the name under which workers tell it
SECONDS: defaultdict[str, float] = defaultdict(float)
PROCESSOR_SECONDS: defaultdict[str, float] = defaultdict(float)


def budgets() -> dict[str, int]:
    """Return seconds by folder."""
    return {name: int(s) for name, s in tomllib.loads(BUDGET.read_text("utf-8"))["seconds"].items()}


def folder_of(path: str, folders: Mapping[str, int]) -> str:
    """Return the narrowest folder with a budget in which a test lies; "" if there is none.

    >>> folder_of("tests/jobs/mail/test_grants.py", {"tests": 1, "tests/jobs": 1})
    'tests/jobs'
    """
    return max((each for each in folders if path.startswith(f"{each}/")), key=len, default="")


def spent() -> float:
    """Return seconds of the processor, of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def pytest_configure(config: pytest.Config) -> None:
    """Let all workers play one sample."""
    os.environ["SAMPLE_SEED"] = str(sampling.seed())


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to count: what collecting takes is no folder's."""
    session.config.stash[SINCE] = spent()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let each phase tell what it took of the processor, counted from the end of the last one."""
    report = yield
    since, item.config.stash[SINCE] = item.config.stash[SINCE], spent()
    report.user_properties = [(PROCESSOR, item.config.stash[SINCE] - since)]
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count a phase of a test to its folder."""
    folder = folder_of(report.nodeid, budgets())
    SECONDS[folder] += report.duration
    told = (s for name, s in report.user_properties if name == PROCESSOR)
    PROCESSOR_SECONDS[folder] += sum(each for each in told if isinstance(each, float))


def rows(checks: Mapping[str, float]) -> Iterator[tuple[str, float, float, float]]:
    """Yield folder, seconds granted, seconds used, and of the processor."""
    for folder, granted in budgets().items():
        if folder in SECONDS:
            yield folder, granted, SECONDS[folder] / CORES, PROCESSOR_SECONDS[folder] / CORES
    if checks:
        took = sum(checks.values()) / CORES
        yield "checks", budgets()["checks"], took, took


def _checks() -> dict[str, float]:
    """Return what the checks of this very ``make test`` took."""
    if not CHECKS.exists() or time.time() - CHECKS.stat().st_mtime > FRESH:
        return {}
    return dict(json.loads(CHECKS.read_text("utf-8")))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    say = terminalreporter.write_line
    kind = "everything" if sampling.is_whole() else f"a sample, SAMPLE_SEED={sampling.seed()}"
    terminalreporter.section(f"seconds on {CORES} cores; {kind}")
    say(f"{'folder':<28}{'budget':>8}{'used':>8}{'processor':>11}")
    every = list(rows(_checks()))
    for folder, granted, used, processor in every:
        over = "  over" if min(used, processor) > granted else ""
        say(f"{folder:<28}{granted:>8.0f}{used:>8.1f}{processor:>11.1f}{over}")
    sums = [sum(column) for column in zip(*(row[1:] for row in every), strict=True)] or [0, 0, 0]
    say(f"{'in all':<28}{sums[0]:>8.0f}{sums[1]:>8.1f}{sums[2]:>11.1f}")
