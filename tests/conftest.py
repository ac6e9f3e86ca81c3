"""What is not collected: the benchmark beside WeasyPrint, which only ``make bench`` installs.

At the end of a run stands what each folder took, beside its budget.
"""

from __future__ import annotations

from tests.budget import (
    pytest_collection_finish,
    pytest_configure,
    pytest_runtest_logreport,
    pytest_runtest_makereport,
    pytest_terminal_summary,
)

__all__ = [
    "pytest_collection_finish",
    "pytest_configure",
    "pytest_runtest_logreport",
    "pytest_runtest_makereport",
    "pytest_terminal_summary",
]

collect_ignore = ["bench_press.py"]
