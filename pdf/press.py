"""The press: an invoice becomes a Factur-X (PDF/A-3b), and the letter that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import jinja2

from invoicing.invoice import Invoice
from invoicing.problems import Problem, Source
from jobs.ports import Document, Flaw, Letter, Refused
from pdf import fonts, kinds, mark, names, paper, repertoire
from pdf.archival import About, archival
from pdf.cii import cii
from pdf.drafted import drafted
from pdf.filename import filename
from pdf.flaws import of_print, of_xml
from pdf.letter import letter
from pdf.pagination import Layout, Printed, settle
from pdf.paper import Unprintable
from pdf.repertoire import composed
from pdf.view import View, view

TEMPLATES = Path(__file__).parents[1] / "templates"


class Press:
    """Jinja2 → xhtml2pdf → one pass of pikepdf.  A pure function of what it is given."""

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
            finalize=_composed,
        )
        self._templates.globals["watermark"] = mark.picture

    def flaws(self, invoice: Invoice) -> Sequence[Flaw]:
        """Print it on trial, read page and XML back, and say what is wrong."""
        if found := tuple(repertoire.flaws(invoice, self._drawn)):
            return found
        shown = view(invoice)
        try:
            printed = self.printed(shown)
        except Unprintable as complaint:
            return (Flaw(code="press-refused", values={"complaint": str(complaint)}),)
        return (*of_print(shown, printed), *of_xml(invoice, cii(invoice)))

    def invoice(self, invoice: Invoice, at: datetime) -> Document:
        """Print it; *at* is the recorded instant of numbering.

        ``Refused`` when it is not as sound as it was on trial: nothing wrong is ever archived.
        """
        shown, xml = view(invoice), cii(invoice)
        printed = self.printed(shown)
        if found := (*of_print(shown, printed), *of_xml(invoice, xml)):
            raise Refused("the final print is not sound", problems=[_misprint(invoice, found)])
        return bound(invoice, printed, xml, at)

    def draft(self, invoice: Invoice, key: str, at: datetime) -> Document:
        """Print a draft: watermarked, without a number; *key*: its `Réf.`."""
        shown = drafted(invoice, key)
        printed = self.printed(shown)
        if found := tuple(of_print(shown, printed)):
            raise Refused("the draft is not sound", problems=list(map(_problem, found)))
        seller = shown.seller.name
        about = About(
            title=f"Brouillon – {shown.title} {shown.number} – {seller}",
            author=seller,
            subject=invoice.draft.subject or f"{shown.title} pour {shown.buyer.name}",
        )
        content = archival(printed.pdf, about, at)
        return Document(name=filename(f"brouillon {seller}", key), content=content)

    def cover_letter(self, invoice: Invoice) -> Letter:
        """Write the mail that carries it."""
        return letter(invoice, self._templates)

    def html(self, shown: View, layout: Layout) -> str:
        """Return what is typeset."""
        template = self._templates.get_template("invoice.html")
        return template.render(v=shown, pages=layout.pages, cut=layout.cut)

    def printed(self, shown: View) -> Printed:
        """Typeset it."""
        return settle(shown, lambda layout: paper.typeset(self.html(shown, layout), self._folder))


def bound(invoice: Invoice, printed: Printed, xml: bytes, at: datetime) -> Document:
    """Bind page and XML into one file, which says of itself what it is."""
    seller, title = names.shown_name(invoice.draft.seller), kinds.title(invoice.draft)
    about = About(
        title=f"{title} {invoice.number} – {seller}",
        author=seller,
        subject=invoice.draft.subject or f"{title} pour {invoice.draft.buyer.name}",
    )
    content = archival(printed.pdf, about, at, xml=xml)
    return Document(name=filename(seller, invoice.number), content=content)


def _misprint(invoice: Invoice, found: Sequence[Flaw]) -> Problem:
    values = {"number": invoice.number, "flaws": ", ".join(flaw.code for flaw in found)}
    return Problem(code="misprint", source=Source(tab="Factures"), values=values)


def _problem(flaw: Flaw) -> Problem:
    return Problem(code=flaw.code, source=Source(tab="Factures"), values=flaw.values)


def _composed(value: object) -> object:
    """Compose what people typed; markup made by a macro has been through here."""
    return composed(value) if type(value) is str else value
