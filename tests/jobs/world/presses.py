"""A press that prints what tests can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.approval.request import ApprovalRequest
from invoicing.document.invoice import Invoice
from invoicing.rows.recipients import Recipient
from invoicing.values.canonical_json import content_hash, sha256
from invoicing.values.mail_note import ShortMail
from invoicing.values.printed_page import PrintedPage
from invoicing.values.roles import Role
from jobs.ports import Document, Flaw, MailBody, Print

UNUSABLE = b"no picture"


def _drawn(invoice: Invoice, logo: bytes) -> str:
    """The logo, which is the one that was recorded."""
    assert (sha256(logo) if logo else "") == invoice.draft.seller.logo
    return f"\n{logo.decode()}" if logo else ""


class PlainWriter:
    """Writes what a mail must say, and nothing else."""

    def cover_mail(
        self, invoice: Invoice, role: str, link: str = "", *, recipients: Sequence[Recipient] = ()
    ) -> MailBody:
        assert role in {recipient.role for recipient in recipients}
        subject = f"Facture {invoice.number}" + ("" if role == Role.BUYER else f" – {role}")
        return MailBody(subject=subject, text=f"Bonjour {link}", html="<p>Bonjour</p>")

    def request(self, request: ApprovalRequest) -> MailBody:
        links = [link for asked in request.asked for link in (asked.yes, asked.no)]
        links += [request.yes_to_all] if request.yes_to_all else []
        said = [*links, *(change for asked in request.asked for change in asked.changes)]
        said += [str(reason) for asked in request.asked for reason in asked.reasons]
        said += [f"{a.key} jamais sans réponse" for a in request.asked if not a.is_silent]
        said += [f"{a.key} après votre remarque" for a in request.asked if a.remark_at]
        subject = "Rappel" if request.is_reminder else "À valider"
        subject += "".join(f" {asked.key} v{asked.version}" for asked in request.asked)
        subject += f" avant {request.deadline:%Y-%m-%d %H:%M}"
        return MailBody(subject=subject, text="\n".join(said), html="")

    def note(self, note: ShortMail) -> MailBody:
        links = [line for each in note.buttons for line in (each.label, each.address)]
        listed = [line for heading, items in note.lists for line in (heading, *items)]
        lines = [*note.paragraphs, *(" : ".join(fact) for fact in note.facts), *listed, *links]
        return MailBody(subject=note.subject, text="\n".join(lines), html="")


@dataclass(slots=True)
class PlainPress(PlainWriter):
    """Prints a text: the number, the content's hash and the instant."""

    flawed: dict[str, Flaw] = field(default_factory=dict)  # item name → what is wrong

    def foresee(self, prints: Sequence[Print]) -> None:
        """Nothing is printed ahead."""

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        if logo.startswith(UNUSABLE):
            return [Flaw(code="logo-unusable")]
        names = [line.item_name for line in invoice.draft.lines]
        return [self.flawed[name] for name in names if name in self.flawed]

    def invoice(self, invoice: Invoice, at: object, logo: bytes = b"") -> Document:
        text = f"{invoice.number}\n{content_hash(invoice.draft)}\n{at}{_drawn(invoice, logo)}"
        return Document(name=f"{invoice.number}.pdf", content=text.encode())

    def draft(
        self, invoice: Invoice, key: str, at: datetime, *, logo: bytes = b"", asks: bool = True
    ) -> Document:
        content = content_hash(invoice.draft)
        text = f"brouillon\n{key} {content} {at}\n{at}{_drawn(invoice, logo)}"
        kind = "BROUILLON" if asks else "APERCU"
        name = f"{kind}-{key}-{at:%Y%m%d%H%M%S}-{content[:6]}.pdf"
        return Document(name=name, content=text.encode())

    def page(self, page: PrintedPage, at: object) -> Document:
        return Document(name=f"{page.name}.pdf", content=f"{page}\n{at}".encode())
