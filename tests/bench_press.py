"""Milliseconds a document, engine by engine, side by side in one warm process.

``python -m tests.bench_press``.  All go from the invoice over the same HTML and typefaces to a
file: stock xhtml2pdf with its own page count, ours complete (XML, PDF/A-3, embedding), WeasyPrint
(PDF/A-3b), which ``make bench`` installs.  Taken in turn, so that what else the machine does falls
on all.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from rich.console import Console
from rich.table import Table
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from xhtml2pdf import pisa

from invoicing.document.invoice import Invoice
from jobs.ports import Print
from pdf.checks import of_print
from pdf.facturx import official_rules
from pdf.facturx.cii import cii
from pdf.pages import payment_qr
from pdf.pages.invoice_view import view
from pdf.pages.pagination import Printed, guess
from pdf.press import TEMPLATES, Press, bound
from pdf.press_pool import PressPool
from pdf.typesetting.fonts import NARROW, STAND_IN
from tests.house.world.alone import peak
from tests.pdf.samples import AT, plain

ROUNDS = {5: 24, 60: 10, 200: 4}  # lines → rounds
GOAL = {"xhtml2pdf": "0.70", "WeasyPrint": "0.58"}  # of whose time ours may take, for 5 lines
MANY, TIMES = 24, "1.50"  # documents of a run; how much faster two workers are to print them
READ = "+ reading the page back"
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
        """Name → what makes the document once, from the invoice on."""
        printed = self.press.printed(view(invoice))
        return {
            "xhtml2pdf": lambda: self.stock(invoice),
            "ours": lambda: bound(invoice, self.press.printed(view(invoice)), cii(invoice), AT),
            READ: lambda: tuple(of_print(view(invoice), Printed(pdf=printed.pdf))),
            RULES: lambda: official_rules.broken(cii(invoice)),
            "WeasyPrint": lambda: self.weasyprint(invoice),
        }

    def html(self, invoice: Invoice, total: str = "") -> str:
        """Return the page as others take it: the QR code is an SVG; *total*: instead of a guess."""
        shown = view(invoice)
        layout = guess(shown)
        html = self.press.html(shown, layout)
        guessed = f"&nbsp;/&nbsp;{layout.pages}"
        assert guessed in html
        assert payment_qr.STAND_IN in html
        drawn = payment_qr.code(payment_qr.transfer(invoice)).svg_data_uri(
            border=payment_qr.QUIET, light="#ffffff"
        )
        html = html.replace(payment_qr.STAND_IN, escape(drawn))
        return html.replace(guessed, f"&nbsp;/&nbsp;{total}") if total else html

    def stock(self, invoice: Invoice) -> object:
        """Let xhtml2pdf count the pages, which takes a second layout."""
        html = self.html(invoice, "<pdf:pagecount>").replace(NARROW, STAND_IN)
        path = str(TEMPLATES / "page.html")
        return pisa.CreatePDF(html, dest=io.BytesIO(), path=path, encoding="utf-8")

    def weasyprint(self, invoice: Invoice) -> object:
        """Let WeasyPrint make a PDF/A-3b."""
        return HTML(string=self.html(invoice), base_url=str(TEMPLATES)).write_pdf(
            stylesheets=[self.faces], font_config=self.fonts, pdf_variant="pdf/a-3b"
        )


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


def many() -> list[Invoice]:
    """Invoices of five lines, each with a number of its own."""
    return [replace(plain(5), number=f"MARTIN-2026-{rank:04d}") for rank in range(1, MANY + 1)]


def throughput(press: Press) -> tuple[int, float, float]:
    """How many documents a worker process each core prints for one that this process prints.

    Returns the number of workers, that ratio, and the MB that they hold together.
    """
    cores = len(os.sched_getaffinity(0))
    invoices = many()
    prints = [Print(invoice=invoice, at=AT) for invoice in invoices]
    ratios = []
    with closing(PressPool(cores)) as pool:
        for _ in range(4):
            pool.foresee(prints)
            together = timed(lambda: [pool.invoice(invoice, AT) for invoice in invoices])
            alone = timed(lambda: [press.invoice(invoice, AT) for invoice in invoices])
            ratios.append(alone / together)
        held = sum(peak(child.pid or 0) for child in multiprocessing.active_children())
    return cores, statistics.median(ratios[1:]), held  # the first starts them


def cold() -> tuple[float, float]:
    """Seconds and MB of a new process that makes one document."""
    code = (
        "from tests.house.alone import peak\nfrom pdf.press import Press\n"
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
            takes = "" if name.startswith("+") else f"{found['ours'] / ms:.2f}"
            table.add_row(str(lines), name, f"{ms:.0f}", takes, goal)
    OUT.print(table)
    seconds, memory = cold()
    OUT.print(f"A new process and its first document: {seconds:.1f} s, {memory:.0f} MB")
    workers, ratio, held = throughput(engines.press)
    OUT.print(
        f"{workers} worker processes, {MANY} documents of 5 lines: {ratio:.2f} times as many in"
        f" the same time (goal {TIMES}); they hold {held:.0f} MB"
    )


if __name__ == "__main__":
    main()
