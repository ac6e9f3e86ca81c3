"""A press that prints what tests can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from invoicing.asked import Request
from invoicing.canonical import content_hash
from invoicing.invoice import Invoice
from invoicing.note import Note
from invoicing.page import Page
from jobs.ports import Document, Flaw, Letter


@dataclass(slots=True)
class PlainPress:
    """Prints a text: the number, the content's hash and the instant."""

    flawed: dict[str, Flaw] = field(default_factory=dict)  # item name → what is wrong

    def flaws(self, invoice: Invoice) -> Sequence[Flaw]:
        names = [line.item_name for line in invoice.draft.lines]
        return [self.flawed[name] for name in names if name in self.flawed]

    def invoice(self, invoice: Invoice, at: object) -> Document:
        text = f"{invoice.number}\n{content_hash(invoice.draft)}\n{at}"
        return Document(name=f"{invoice.number}.pdf", content=text.encode())

    def cover_letter(self, invoice: Invoice) -> Letter:
        return Letter(subject=f"Facture {invoice.number}", text="Bonjour", html="<p>Bonjour</p>")

    def draft(self, invoice: Invoice, key: str, at: object) -> Document:
        content = content_hash(invoice.draft)
        text = f"brouillon\n{key} {content} {at}"
        return Document(name=f"BROUILLON-{key}-{at}.pdf", content=text.encode())

    def request(self, request: Request) -> Letter:
        links = [link for asked in request.asked for link in (asked.yes, asked.no)]
        links += [request.yes_to_all] if request.yes_to_all else []
        said = [*links, *(change for asked in request.asked for change in asked.changes)]
        said += [str(reason) for asked in request.asked for reason in asked.reasons]
        subject = "Rappel" if request.is_reminder else "À valider"
        subject += "".join(f" {asked.key} v{asked.version}" for asked in request.asked)
        subject += f" avant {request.deadline:%Y-%m-%d %H:%M}"
        return Letter(subject=subject, text="\n".join(said), html="")

    def note(self, note: Note) -> Letter:
        links = [button.address for button in note.buttons]
        return Letter(subject=note.subject, text="\n".join([*note.paragraphs, *links]), html="")

    def page(self, page: Page, at: object) -> Document:
        return Document(name=f"{page.name}.pdf", content=f"{page}\n{at}".encode())
