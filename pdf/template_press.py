"""What every press uses: templates, typefaces and the typesetter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2

from invoicing.values.problems import Problem, Source
from jobs.ports import Flaw, Refused
from pdf.checks import of_print
from pdf.mails.frame import WIDTH, wrapped
from pdf.pages import payment_qr
from pdf.pages.invoice_view import InvoiceView
from pdf.pages.pagination import KeptTogether, PageLayout, Printed, counted, settle
from pdf.typesetting import fonts, watermark, xhtml2pdf_run
from pdf.typesetting.printable_characters import composed
from pdf.typesetting.xhtml2pdf_run import Unprintable

TEMPLATES = Path(__file__).parents[1] / "templates"
PLACE = Source(tab="Factures")


class TemplatePress:
    """Jinja2 → xhtml2pdf.  A pure function of what it is given."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        """*templates*: words, layout and typefaces."""
        self._folder = templates
        self._drawn = fonts.install(templates / "fonts")
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            undefined=jinja2.StrictUndefined,
            autoescape=jinja2.select_autoescape(("html",)),
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=set_in_french,
        )
        self._templates.globals |= {
            "watermark": watermark.picture,
            "stand_in": payment_qr.STAND_IN,
            "width": WIDTH,
        }
        self._templates.filters["wrapped"] = wrapped

    def html(self, page_view: InvoiceView, layout: PageLayout) -> str:
        """Return the HTML of an invoice, which the typesetter sets."""
        template = self._templates.get_template("pages/invoice.html")
        return template.render(v=page_view, pages=layout.pages, cut=layout.cut, tight=layout.tight)

    def printed(self, page_view: InvoiceView) -> Printed:
        """Typeset an invoice."""
        return settle(
            page_view,
            lambda layout: xhtml2pdf_run.typeset(self.html(page_view, layout), self._folder),
        )

    def _plain(
        self, template: str, page_view: object, rows: int = 0, kept: KeptTogether | None = None
    ) -> Printed:
        """Typeset a page that is no invoice; *rows*: of its table, that *kept* follows."""
        page_template = self._templates.get_template(template)

        def typeset(layout: PageLayout) -> bytes:
            html = page_template.render(
                v=page_view, pages=layout.pages, cut=layout.cut, tight=layout.tight
            )
            return xhtml2pdf_run.typeset(html, self._folder)

        return counted(typeset, rows, kept)

    def _sound(self, page_view: object, typeset: Callable[[], Printed]) -> Printed:
        """Typeset a page; ``Refused``, with what is wrong, when a text of it is not printed."""
        try:
            printed = typeset()
        except Unprintable as complaint:
            raise refused(
                Flaw(code="press-refused", values={"complaint": str(complaint)})
            ) from complaint
        if flaws := tuple(of_print(page_view, printed)):
            raise refused(*flaws)
        return printed


def refused(*flaws: Flaw, place: Source = PLACE) -> Refused:
    """Return the refusal of something that cannot be printed, and why."""
    problems = [Problem(code=flaw.code, source=place, values=flaw.values) for flaw in flaws]
    return Refused("the print is not sound", problems=problems)


def set_in_french(value: object) -> object:
    """Compose what people typed; markup of a macro has been composed already."""
    return composed(value) if type(value) is str else value
