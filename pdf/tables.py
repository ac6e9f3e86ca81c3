"""The binder: tables become XLSX and CSV, the index becomes a page that opens off line.

Nothing that people typed can run: XLSX cells are written as strings, never as formulas or links;
in CSV a text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV
injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import assert_never

import jinja2
import xlsxwriter

from invoicing.values.french import date_and_time, exact, short_date
from jobs.ports import IndexPage, Shape, Table, Value
from pdf.template_press import TEMPLATES, set_in_french

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (of serial numbers: the seller's wall)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # noqa: RUF001
LONGEST = 32_767  # characters in a cell of XLSX
SHAPES = {Shape.AMOUNT: "#,##0.00 €", Shape.DATE: "dd/mm/yyyy", Shape.MOMENT: "dd/mm/yyyy hh:mm"}
PLAIN_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Binder:
    """XlsxWriter, csv and Jinja2."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=set_in_french,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def xlsx(self, tables: Sequence[Table], at: datetime) -> bytes:
        """Write a workbook with one sheet for each table."""
        written = io.BytesIO()
        book = xlsxwriter.Workbook(written, PLAIN_TEXT)
        book.set_properties({"created": at.replace(tzinfo=None)})
        formats = {shape: book.add_format({"num_format": code}) for shape, code in SHAPES.items()}
        bold = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(table.title)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(table.headers) - 1, 0), 18)
            for column, header in enumerate(table.headers):
                sheet.write_string(0, column, header, bold)
            for line, row in enumerate(table.rows, 1):
                for column, (value, shape) in enumerate(zip(row, table.shapes, strict=True)):
                    _write(sheet, (line, column), value, formats.get(shape))
        book.close()
        return written.getvalue()

    def csv(self, table: Table) -> bytes:
        """Write a table as CSV, with semicolons, decimal commas and a byte order mark."""
        written = io.StringIO(newline="")
        lines = csv.writer(written, delimiter=";", quoting=csv.QUOTE_MINIMAL)
        lines.writerow(map(harmless, table.headers))
        for row in table.rows:
            lines.writerow([_csv_text(v, s) for v, s in zip(row, table.shapes, strict=True)])
        return written.getvalue().encode("utf-8-sig")

    def index(self, index: IndexPage) -> bytes:
        """Write the index page as HTML."""
        return self._templates.get_template("pages/kit.html").render(v=index).encode()


def _write(sheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], value: Value,
           form: object) -> None:  # fmt: skip
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(*at, value)
        case str():
            sheet.write_string(*at, value[:LONGEST])
        case int() | Decimal():
            sheet.write_number(*at, value, form)
        case _:
            assert_never(value)


def _csv_text(value: Value, shape: Shape) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "VRAI" if value else "FAUX"
        case str():
            return harmless(value)
        case int() | Decimal():
            return _said_number(Decimal(value), shape)
        case _:
            assert_never(value)


def _said_number(number: Decimal, shape: Shape) -> str:
    if shape in {Shape.DATE, Shape.MOMENT} and 0 < number < (date.max - EPOCH.date()).days:
        moment = EPOCH + timedelta(seconds=round(number * 86_400))
        return short_date(moment) if shape is Shape.DATE else date_and_time(moment)
    return exact(number)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Pose d’une porte")
    ("'=1+1", 'Pose d’une porte')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
