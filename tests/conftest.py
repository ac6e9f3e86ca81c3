"""What is not collected: the benchmark beside WeasyPrint, which only ``make bench`` installs."""

from __future__ import annotations

collect_ignore = ["bench_press.py"]
