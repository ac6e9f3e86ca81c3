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
from pdf.typesetting import brand, printable_characters
from pdf.typesetting.filename import filename, page_name
from pdf.typesetting.logo import Unusable, picture
from pdf.typesetting.pdfa import About, archival
from pdf.typesetting.xhtml2pdf_run import Unprintable
from pdf.workshop import TEMPLATES, refused

__all__ = ["TEMPLATES", "Press", "bound", "check_logo"]


class Press(MailPress):
    """Jinja2 → xhtml2pdf → one pass of pikepdf.  A pure function of what it is given."""

    def foresee(self, prints: Sequence[Print]) -> None:
        """Here everything is printed when it is asked for."""

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        """Print it on trial, read page and XML back, and say what is wrong.

        *logo*: the file of which the seller's record has the hash.
        """
        unset = printable_characters.flaws(invoice, self._drawn)
        if found := (*unset, *brand.flaws(invoice.draft.seller, logo)):
            return found
        shown = view(invoice, brand.look(invoice.draft.seller, logo))
        try:
            printed = self.printed(shown)
        except Unprintable as complaint:
            return (Flaw(code="press-refused", values={"complaint": str(complaint)}),)
        return (*of_print(shown, printed), *of_xml(invoice, cii(invoice)))

    def invoice(self, invoice: Invoice, at: datetime, logo: bytes = b"") -> Document:
        """Print it; *at* is the recorded instant of numbering.

        ``Refused`` when it is not as sound as it was on trial: nothing wrong is ever archived.
        """
        shown, xml = view(invoice, _look(invoice.draft.seller, logo)), cii(invoice)
        printed = self.printed(shown)
        if found := (*of_print(shown, printed), *of_xml(invoice, xml)):
            raise Refused("the final print is not sound", problems=[_misprint(invoice, found)])
        return bound(invoice, printed, xml, at)

    def draft(
        self, invoice: Invoice, key: str, at: datetime, *, logo: bytes = b"", asks: bool = True
    ) -> Document:
        """Print a draft: watermarked, without a number; *key*: its `Réf.`.

        ``Refused`` when it cannot be printed; ``flaws`` says the same sooner.
        """
        kind = DRAFT if asks else PREVIEW
        shown = drafted(invoice, key, _look(invoice.draft.seller, logo), kind)
        seller = shown.seller.name
        about = About(
            title=f"{kind.name} – {shown.title} {shown.number} – {seller}",
            author=seller,
            subject=invoice.draft.subject or f"{shown.title} pour {shown.buyer.name}",
        )
        content = archival(self._sound(shown, lambda: self.printed(shown)).pdf, about, at)
        return Document(name=filename(f"{kind.name} {seller}", key), content=content)

    def page(self, page: PrintedPage, at: datetime) -> Document:
        """Print a page that proves something."""
        shown = sheet(page, self._drawn)
        about = About(title=shown.title, author=shown.author, subject=shown.subtitle)
        printed = self._sound(shown, lambda: self._plain("pages/page.html", shown))
        return Document(name=page_name(page.name), content=archival(printed.pdf, about, at))

    def quote(self, quote: Quote, at: datetime, logo: bytes = b"") -> Document:
        """Print a quote."""
        seller = quote.draft.seller
        shown = quoted(quote, _look(seller, logo))
        about = About(
            title=texts.FILE_TITLE.format(number=quote.number, seller=shown.seller.name),
            author=shown.seller.name,
            subject=quote.draft.subject or texts.FILE_SUBJECT.format(buyer=quote.draft.buyer.name),
        )
        content = archival(self._sound(shown, lambda: self.printed(shown)).pdf, about, at)
        return Document(
            name=filename(texts.FILE_NAME.format(seller=shown.seller.name), quote.number),
            content=content,
        )

    def reminder(self, reminder: Reminder, at: datetime, logo: bytes = b"") -> Document:
        """Print a letter that asks for what is overdue."""
        shown = reminded(reminder, _look(reminder.seller, logo))
        seller = shown.seller.name
        about = About(
            title=f"{shown.title} – {seller}",
            author=seller,
            subject=f"{shown.title} à {shown.buyer.name}",
        )
        rows = len(shown.rows)
        printed = self._sound(
            shown, lambda: self._plain("pages/reminder.html", shown, rows, shown.kept)
        )
        name = filename(f"{shown.title} {seller}", reminder.invoices[0].number)
        return Document(name=name, content=archival(printed.pdf, about, at))


def bound(invoice: Invoice, printed: Printed, xml: bytes, at: datetime) -> Document:
    """Bind page and XML into one file, which says of itself what it is."""
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


def _misprint(invoice: Invoice, found: Sequence[Flaw]) -> Problem:
    values = {"number": invoice.number, "flaws": ", ".join(flaw.code for flaw in found)}
    return Problem(code="misprint", source=Source(tab="Factures"), values=values)
