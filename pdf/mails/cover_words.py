"""What the mail that carries a document says to each who gets it.

To the buyer, his accounts office and whoever pays for him it asks for payment; the client's
accountant gets it for his books, and the client gets a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from invoicing.document.invoice import Invoice
from invoicing.document.parties import Agency, Seller
from invoicing.rows.recipients import Recipient
from invoicing.values import french
from invoicing.values.channels import BY_MAIL
from invoicing.values.french import unbroken
from invoicing.values.french_names import greeted, of, short
from invoicing.values.roles import ACCOUNTANT, BUYER, COPY, OFFICE, PAYER
from pdf.mails import cover_facts
from pdf.mails.frame import CoverWords, line, link
from pdf.pages import document_kinds, party_names

TOO_LARGE = "Le PDF, trop lourd pour être joint, se télécharge ci-dessous."


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverMail:
    """A document, and who gets it how."""

    invoice: Invoice
    role: str = BUYER
    link: str = ""  # to a file too large to attach
    recipients: Sequence[Recipient] = ()  # all of them: the client's copy names the others

    @property
    def seller(self) -> str:
        """The name people know the seller by."""
        return party_names.shown_name(self.invoice.draft.seller)

    @property
    def buyer(self) -> str:
        """Who is invoiced."""
        return self.invoice.draft.buyer.name

    @property
    def number(self) -> str:
        """Type and number: « facture d’acompte MARTIN-2026-0001 »."""
        return f"{document_kinds.noun(self.invoice.draft)} {self.invoice.number}"

    @property
    def subject(self) -> str:
        """Number, seller, buyer."""
        return f"{self.number} – {short(self.seller)} pour {short(self.buyer)}"

    @property
    def dated(self) -> str:
        """Number, date and what it is for."""
        subject = self.invoice.draft.subject.strip().rstrip(".")
        what = f", pour\u00a0: {subject}" if subject else ""
        return f"{self.number} du {french.long_date(self.invoice.issue_date)}{what}"


def words(cover: CoverMail) -> CoverWords:
    """Find the words for who has that role."""
    return WORDS[cover.role](cover)


def _to_buyer(cover: CoverMail) -> CoverWords:
    draft, subject = cover.invoice.draft, cover.subject
    return CoverWords(
        subject=line(subject[0].upper() + subject[1:]),
        preheader=line(_preheader(cover.invoice)),
        greeting=_greeting(draft.buyer.attention),
        opening=line(_sentences(_enclosed(cover), *_before(cover), _payer(cover), _apart(cover))),
        download=link(cover.link),
        facts=_present(*cover_facts.owed(cover.invoice)),
        request=_request(cover.invoice),
        contact=_contact(draft.seller),
        signature=_lines(draft.seller.contact, cover.seller),
        sender=line(_sender(cover)),
    )


def _to_office(cover: CoverMail) -> CoverWords:
    order = ("Bon de commande", cover.invoice.draft.purchase_order)
    said = _to_buyer(cover)
    return replace(
        said,
        attention=line(f"À l’attention du service comptable, {cover.buyer}"),
        greeting="Bonjour",
        facts=_present(*said.facts, order),
    )


def _to_payer(cover: CoverMail) -> CoverWords:
    draft, said = cover.invoice.draft, _to_buyer(cover)
    it, made = ("Elle", "établie") if document_kinds.feminine(draft) else ("Il", "établi")
    whose = f"{it} est {made} au nom de {cover.buyer}, dont vous êtes le tiers payeur"
    if document_kinds.is_owed(draft):
        whose += f"\u00a0: c’est à vous de {'la' if it == 'Elle' else 'le'} régler"
    return replace(
        said,
        attention=line(
            f"À l’attention du tiers payeur\u00a0: {draft.payer}" if draft.payer else ""
        ),
        greeting="Bonjour",
        opening=line(_sentences(_enclosed(cover), f"{whose}.", *_before(cover), _apart(cover))),
        facts=_present(*said.facts, ("Au nom de", cover.buyer)),
        request="Merci d’indiquer cette référence avec votre règlement." if said.request else "",
    )


def _to_accountant(cover: CoverMail) -> CoverWords:
    invoice = cover.invoice
    draft = invoice.draft
    what = f"Pour la comptabilité {of(cover.seller)}\u00a0: {cover.number}, pour {cover.buyer}."
    attached = _apart(cover) or "Le PDF (Factur-X) est joint."
    return replace(
        _to_buyer(cover),
        subject=line(f"Pour la comptabilité\u00a0: {cover.subject}"),
        preheader=line(f"{french.euros(draft.totals.total_with_vat)} TTC."),
        greeting="Bonjour",
        opening=line(_sentences(what, *_before(cover), attached)),
        facts=_present(*cover_facts.booked(invoice)),
        main=cover_facts.total_label(draft),
        request="Ce message n’est pas une demande de règlement.",
    )


def _to_client(cover: CoverMail) -> CoverWords:
    invoice = cover.invoice
    draft, agency = invoice.draft, invoice.agency
    end = "e" if document_kinds.feminine(draft) else ""
    first = next((each for each in cover.recipients if each.role == BUYER), None)
    is_mailed = first is None or first.channel == BY_MAIL
    sent = f"envoyé{end} ce jour à" if is_mailed else f"établi{end} ce jour pour"
    which = "de la " if end else "de l’"  # « avoir » begins with a vowel
    what = f"Copie {which}{cover.dated}, {sent} {cover.buyer}."
    return replace(
        _to_buyer(cover),
        subject=line(f"Copie\u00a0: {cover.subject}"),
        preheader=line(f"{sent[0].upper()}{sent[1:]} {cover.buyer}."),
        greeting=_greeting(draft.seller.contact),
        opening=line(_sentences(what, *_before(cover), _apart(cover))),
        facts=_present(*cover_facts.copied(invoice, cover.recipients)),
        request="",
        contact=_answer(agency),
        signature=_lines(*(party_names.agency_lines(agency) if agency.name else (cover.seller,))),
        sender="",
    )


WORDS: Mapping[str, Callable[[CoverMail], CoverWords]] = {
    BUYER: _to_buyer,
    OFFICE: _to_office,
    PAYER: _to_payer,
    ACCOUNTANT: _to_accountant,
    COPY: _to_client,
}


def _sentences(*said: str) -> str:
    return " ".join(filter(None, said))


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(map(line, filter(None, texts)))


def _present(*pairs: party_names.Pair) -> tuple[party_names.Pair, ...]:
    return party_names.present(*((line(label), line(value)) for label, value in pairs))


def _enclosed(cover: CoverMail) -> str:
    if cover.link:
        return f"Voici notre {cover.dated}."
    return f"Vous trouverez ci-joint notre {cover.dated}."


def _apart(cover: CoverMail) -> str:
    return TOO_LARGE if cover.link else ""


def _before(cover: CoverMail) -> tuple[str, ...]:
    """Say what it credits or replaces, and why."""
    draft = cover.invoice.draft
    reason = draft.reason.strip().rstrip(".")
    return *document_kinds.sentences(draft), f"Motif\u00a0: {reason}." if reason else ""


def _payer(cover: CoverMail) -> str:
    draft = cover.invoice.draft
    if not draft.payer or not document_kinds.is_owed(draft):
        return ""
    return f"Le règlement est attendu du tiers payeur\u00a0: {draft.payer}."


def _preheader(invoice: Invoice) -> str:
    amount = french.euros(invoice.draft.settlement.net_payable)
    if invoice.draft.document_type.is_credit:
        return f"{amount} à votre crédit."
    if not document_kinds.is_owed(invoice.draft):
        return f"{amount}."
    return f"{amount} à régler {cover_facts.until(invoice)}."


def _request(invoice: Invoice) -> str:
    if not document_kinds.is_owed(invoice.draft):
        return ""
    whose = "le" if invoice.draft.payer else "votre"
    return f"Merci d’indiquer cette référence avec {whose} règlement."


def _greeting(contact: str) -> str:
    return line(f"Bonjour {greeted(contact)}".strip())


def _answer(agency: Agency) -> str:
    """The client answers to his agency; its address and telephone stand below."""
    call = " ou appelez-nous" if agency.phone else ""
    return f"Pour toute question, répondez à ce message{call}."


def _contact(seller: Seller) -> str:
    ways = " ou ".join(filter(None, (unbroken(seller.phone), seller.email)))
    if not ways:
        return "Nous restons à votre disposition pour toute question."
    return line(f"Pour toute question, nous restons à votre disposition\u00a0: {ways}.")


def _sender(cover: CoverMail) -> str:
    agency = cover.invoice.agency.name
    return f"Message envoyé par {agency} pour le compte {of(cover.seller)}." if agency else ""
