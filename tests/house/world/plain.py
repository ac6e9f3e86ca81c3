"""A press that prints plain text at once, and the real one without its second trials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from invoicing.document.invoice import Invoice
from invoicing.rows.recipients import Recipient
from invoicing.values.canonical_json import to_json
from invoicing.values.printed_page import PrintedPage
from jobs.ports import Document, Flaw, MailBody, Press, Print
from pdf.press import Press as Printer
from pdf.typesetting import brand
from pdf.typesetting.filename import filename


class PlainPress:
    """The same invoice and instant give the same bytes, as with the real press."""

    def __init__(self) -> None:
        letters = Printer()
        self.request, self.note = letters.request, letters.note

    def foresee(self, prints: Sequence[Print]) -> None:
        """Nothing is printed ahead."""

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        if found := tuple(brand.flaws(invoice.draft.seller, logo)):
            return found
        return [] if invoice.draft.lines else [Flaw(code="press-refused")]

    def invoice(self, invoice: Invoice, at: datetime, logo: bytes = b"") -> Document:
        brand.look(invoice.draft.seller, logo)
        name = filename(invoice.draft.seller.name, invoice.number)
        text = f"%PDF-1.7 {invoice.number} {at.isoformat()}\n{to_json(invoice)}\n"
        return Document(name=name, content=text.encode())

    def draft(
        self, invoice: Invoice, key: str, at: datetime, *, logo: bytes = b"", asks: bool = True
    ) -> Document:
        brand.look(invoice.draft.seller, logo)
        text = f"%PDF-1.7 {key} {at.isoformat()}\n{to_json(invoice)}\n"
        kind = "BROUILLON" if asks else "APERCU"
        return Document(name=f"{kind}-{key}.pdf", content=text.encode())

    def page(self, page: PrintedPage, at: datetime) -> Document:
        text = f"%PDF-1.7 {page.title} {at.isoformat()}\n{to_json(page)}\n"
        return Document(name=f"{page.name}.pdf", content=text.encode())

    def cover_mail(
        self, invoice: Invoice, role: str, link: str = "", *, recipients: Sequence[Recipient] = ()
    ) -> MailBody:
        assert role in {recipient.role for recipient in recipients}
        words = f"Facture {invoice.number} {role} {link}"
        return MailBody(subject=words, text=words, html=f"<p>{words}</p>")


class Remembering:
    """A press that tries an invoice once; what is archived it prints every time."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._tried: dict[str, Sequence[Flaw]] = {}
        self.invoice, self.foresee = press.invoice, press.foresee
        self.cover_mail = press.cover_mail
        self.draft, self.page = press.draft, press.page
        self.request, self.note = press.request, press.note

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        text = to_json(invoice)
        if text not in self._tried:
            self._tried[text] = self._press.flaws(invoice, logo)
        return self._tried[text]
