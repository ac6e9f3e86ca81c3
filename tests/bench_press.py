"""Milliseconds a document, engine by engine, side by side in one warm process.

``python -m tests.bench_press``.  All set the same HTML with the same typefaces: stock
xhtml2pdf with its own page count, ours complete (XML, PDF/A-3, embedding), WeasyPrint (PDF/A-3b),
which ``make bench`` installs.  Taken in turn, so that what else the machine does falls on all.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from xhtml2pdf import pisa

from invoicing.invoice import Invoice
from pdf import official
from pdf.cii import cii
from pdf.fonts import NARROW, STAND_IN
from pdf.pagination import guess
from pdf.press import TEMPLATES, Press, bound
from pdf.view import view
from tests.pdf.samples import AT, plain

ROUNDS = {5: 24, 60: 10, 200: 4}  # lines → rounds
GOAL = {"xhtml2pdf": "0.70", "WeasyPrint": "0.58"}  # of whose time ours may take, for 5 lines
RULES = "+ official rules"  # a document: once on trial, and once when it has its number
FACES = (("normal", "normal", "Regular"), ("bold", "normal", "Semibold"),
         ("normal", "italic", "It"), ("bold", "italic", "SemiboldIt"))  # fmt: skip
OUT = Console(width=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What is compared, on one press."""

    press: Press
    faces: CSS
    fonts: FontConfiguration

    def runs(self, invoice: Invoice) -> dict[str, Callable[[], object]]:
        """Name → what makes the document once."""
        shown = view(invoice)
        layout = guess(shown)
        guessed = self.press.html(shown, layout)
        total = f"&nbsp;/&nbsp;{layout.pages}"
        assert total in guessed
        counted = guessed.replace(total, "&nbsp;/&nbsp;<pdf:pagecount>").replace(NARROW, STAND_IN)
        return {
            "xhtml2pdf": lambda: pisa.CreatePDF(
                counted, dest=io.BytesIO(), path=str(TEMPLATES / "page.html"), encoding="utf-8"
            ),
            "ours": lambda: bound(invoice, self.press.printed(view(invoice)), cii(invoice), AT),
            RULES: lambda: official.broken(cii(invoice)),
            "WeasyPrint": lambda: HTML(string=guessed, base_url=str(TEMPLATES)).write_pdf(
                stylesheets=[self.faces], font_config=self.fonts, pdf_variant="pdf/a-3b"
            ),
        }


def faces(fonts: FontConfiguration) -> CSS:
    """Return our typefaces under the name that the style sheet asks for, and the page's frame."""
    rules = [
        f"@font-face {{ font-family: Helvetica; font-weight: {weight}; font-style: {style};"
        f" src: url({next((TEMPLATES / 'fonts').glob(f'*-{name}.ttf')).as_uri()}) }}"
        for weight, style, name in FACES
    ]
    page = "@page { size: A4; margin: 17mm 20mm 25mm }"
    return CSS(string="\n".join([*rules, page]), font_config=fonts)


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def measure(engines: Engines, lines: int) -> dict[str, float]:
    """Median milliseconds by engine."""
    runs = engines.runs(plain(lines))
    for run in runs.values():
        run()
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS[lines]):
        for name, run in runs.items():
            found[name].append(timed(run))
    return {name: statistics.median(times) for name, times in found.items()}


def cold() -> tuple[float, float]:
    """Seconds and MB of a new process that makes one document."""
    code = (
        "from tests.bench import peak\nfrom pdf.press import Press\n"
        "from tests.pdf.samples import AT, plain\n"
        "Press().invoice(plain(5), AT)\nprint(peak())"
    )
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603  (our own code)
        [sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, cwd=Path.cwd()
    )
    return time.perf_counter() - began, float(done.stdout)


def main() -> None:
    """Measure all sizes, and show them beside the goal."""
    fonts = FontConfiguration()
    engines = Engines(press=Press(), faces=faces(fonts), fonts=fonts)
    table = Table("Lines", "Engine", "ms", "Ours takes", "Goal", title="One document, warm")
    for lines in ROUNDS:
        found = measure(engines, lines)
        for name, ms in found.items():
            goal = GOAL.get(name, "") if lines == min(ROUNDS) else ""
            ratio = f"{found['ours'] / ms:.2f}" if name != RULES else ""
            table.add_row(str(lines), name, f"{ms:.0f}", ratio, goal)
    OUT.print(table)
    seconds, memory = cold()
    OUT.print(f"A new process and its first document: {seconds:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
