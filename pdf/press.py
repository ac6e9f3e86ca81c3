"""The press: an invoice becomes a Factur-X (PDF/A-3b); so does, without XML, what is no invoice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from invoicing.document.invoice import Invoice
from invoicing.document.parties import Seller
from invoicing.document.quote import Quote
from invoicing.document.reminder import Reminder
from invoicing.texts.pages import quote as texts
from invoicing.values.printed_page import PrintedPage
from invoicing.values.problems import Problem, Source
from jobs.ports import Document, Flaw, Print, Refused
from pdf.checks import of_print, of_xml
from pdf.facturx.cii import cii
from pdf.mail_press import MailPress
from pdf.pages import document_kinds, party_names, payment_qr
from pdf.pages.draft_view import DRAFT, PREVIEW, drafted
from pdf.pages.invoice_view import view
from pdf.pages.pagination import Printed
from pdf.pages.proof_view import sheet
from pdf.pages.quote_view import quoted
from pdf.pages.reminder_view import reminded
from pdf.template_press import TEMPLATES, refused
from pdf.typesetting import brand, printable_characters
from pdf.typesetting.filename import filename, page_name
from pdf.typesetting.logo import Unusable, picture
from pdf.typesetting.pdfa import About, archival
from pdf.typesetting.xhtml2pdf_run import Unprintable

__all__ = ["TEMPLATES", "Press", "bound", "check_logo"]


class Press(MailPress):
    """Jinja2 → xhtml2pdf → one pass of pikepdf.  A pure function of what it is given."""

    def foresee(self, prints: Sequence[Print]) -> None:
        """Do nothing: this press prints when it is asked to."""

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        """Print it on trial, read page and XML back, and say what is wrong.

        *logo*: the file of which the seller's record has the hash.
        """
        unset = printable_characters.flaws(invoice, self._drawn)
        if flaws := (*unset, *brand.flaws(invoice.draft.seller, logo)):
            return flaws
        page_view = view(invoice, brand.look(invoice.draft.seller, logo))
        try:
            printed = self.printed(page_view)
        except Unprintable as complaint:
            return (Flaw(code="press-refused", values={"complaint": str(complaint)}),)
        return (*of_print(page_view, printed), *of_xml(invoice, cii(invoice)))

    def invoice(self, invoice: Invoice, at: datetime, logo: bytes = b"") -> Document:
        """Print it; *at* is the recorded instant of numbering.

        ``Refused`` when it is not as sound as it was on trial: nothing wrong is ever archived.
        """
        page_view, xml = view(invoice, _look(invoice.draft.seller, logo)), cii(invoice)
        printed = self.printed(page_view)
        if flaws := (*of_print(page_view, printed), *of_xml(invoice, xml)):
            raise Refused("the final print is not sound", problems=[_misprint(invoice, flaws)])
        return bound(invoice, printed, xml, at)

    def draft(
        self, invoice: Invoice, key: str, at: datetime, *, logo: bytes = b"", asks: bool = True
    ) -> Document:
        """Print a draft: watermarked, without a number; *key*: its `Réf.`.

        ``Refused`` when it cannot be printed; ``flaws`` says the same sooner.
        """
        kind = DRAFT if asks else PREVIEW
        page_view = drafted(invoice, key, _look(invoice.draft.seller, logo), kind)
        seller = page_view.seller.name
        about = About(
            title=f"{kind.name} – {page_view.title} {page_view.number} – {seller}",
            author=seller,
            subject=invoice.draft.subject or f"{page_view.title} pour {page_view.buyer.name}",
        )
        content = archival(self._sound(page_view, lambda: self.printed(page_view)).pdf, about, at)
        return Document(name=filename(f"{kind.name} {seller}", key), content=content)

    def page(self, page: PrintedPage, at: datetime) -> Document:
        """Print a page that proves something."""
        page_view = sheet(page, self._drawn)
        about = About(title=page_view.title, author=page_view.author, subject=page_view.subtitle)
        printed = self._sound(page_view, lambda: self._plain("pages/page.html", page_view))
        return Document(name=page_name(page.name), content=archival(printed.pdf, about, at))

    def quote(self, quote: Quote, at: datetime, logo: bytes = b"") -> Document:
        """Print a quote."""
        seller = quote.draft.seller
        page_view = quoted(quote, _look(seller, logo))
        about = About(
            title=texts.FILE_TITLE.format(number=quote.number, seller=page_view.seller.name),
            author=page_view.seller.name,
            subject=quote.draft.subject or texts.FILE_SUBJECT.format(buyer=quote.draft.buyer.name),
        )
        content = archival(self._sound(page_view, lambda: self.printed(page_view)).pdf, about, at)
        return Document(
            name=filename(texts.FILE_NAME.format(seller=page_view.seller.name), quote.number),
            content=content,
        )

    def reminder(self, reminder: Reminder, at: datetime, logo: bytes = b"") -> Document:
        """Print a letter that asks for what is overdue."""
        page_view = reminded(reminder, _look(reminder.seller, logo))
        seller = page_view.seller.name
        about = About(
            title=f"{page_view.title} – {seller}",
            author=seller,
            subject=f"{page_view.title} à {page_view.buyer.name}",
        )
        rows = len(page_view.rows)
        printed = self._sound(
            page_view, lambda: self._plain("pages/reminder.html", page_view, rows, page_view.kept)
        )
        name = filename(f"{page_view.title} {seller}", reminder.invoices[0].number)
        return Document(name=name, content=archival(printed.pdf, about, at))


def bound(invoice: Invoice, printed: Printed, xml: bytes, at: datetime) -> Document:
    """Bind page and XML into one file, with its metadata."""
    seller, title = (
        party_names.shown_name(invoice.draft.seller),
        document_kinds.title(invoice.draft),
    )
    about = About(
        title=f"{title} {invoice.number} – {seller}",
        author=seller,
        subject=invoice.draft.subject or f"{title} pour {invoice.draft.buyer.name}",
    )
    code = payment_qr.transfer(invoice)
    drawing = payment_qr.drawing(code) if code else b""
    content = archival(printed.pdf, about, at, xml=xml, code=drawing)
    return Document(name=filename(seller, invoice.number), content=content)


def check_logo(content: bytes) -> None:
    """``Refused``, and why, when a file cannot be printed as a logo."""
    try:
        picture(content)
    except Unusable as unusable:
        raise refused(unusable.flaw, place=Source(tab="Clients", header="Logo")) from unusable


def _look(seller: Seller, logo: bytes) -> brand.Brand:
    try:
        return brand.look(seller, logo)
    except Unusable as unusable:
        raise refused(unusable.flaw) from unusable


def _misprint(invoice: Invoice, flaws: Sequence[Flaw]) -> Problem:
    values = {"number": invoice.number, "flaws": ", ".join(flaw.code for flaw in flaws)}
    return Problem(code="misprint", source=Source(tab="Factures"), values=values)
