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
from invoicing.texts.mails import cover as texts
from invoicing.values import french
from invoicing.values.channels import Channel
from invoicing.values.french import unbroken
from invoicing.values.french_names import greeting, of, short
from invoicing.values.roles import Role
from pdf.mails import cover_facts
from pdf.mails.frame import CoverWords, line, link
from pdf.pages import document_kinds, party_names


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverMail:
    """A document, the role of who gets it, and how it is enclosed."""

    invoice: Invoice
    role: str = Role.BUYER
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
        return texts.SUBJECT.format(
            number=self.number, seller=short(self.seller), buyer=short(self.buyer)
        )

    @property
    def dated(self) -> str:
        """Number, date and what it is for."""
        subject = self.invoice.draft.subject.strip().rstrip(".")
        purpose = texts.PURPOSE.format(subject=subject) if subject else ""
        day = french.long_date(self.invoice.issue_date)
        return texts.DATED.format(number=self.number, day=day) + purpose


def words(cover: CoverMail) -> CoverWords:
    """Return the words of the mail to who has that role."""
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
    order = (texts.ORDER, cover.invoice.draft.purchase_order)
    mail = _to_buyer(cover)
    return replace(
        mail,
        attention=line(texts.TO_OFFICE.format(buyer=cover.buyer)),
        greeting=greeting(),
        facts=_present(*mail.facts, order),
    )


def _to_payer(cover: CoverMail) -> CoverWords:
    draft, mail = cover.invoice.draft, _to_buyer(cover)
    case = document_kinds.feminine(draft), document_kinds.is_owed(draft)
    whose = texts.PAYER_TOLD[case].format(buyer=cover.buyer)
    return replace(
        mail,
        attention=line(texts.TO_PAYER.format(payer=draft.payer) if draft.payer else ""),
        greeting=greeting(),
        opening=line(_sentences(_enclosed(cover), whose, *_before(cover), _apart(cover))),
        facts=_present(*mail.facts, (texts.ON_BEHALF_OF, cover.buyer)),
        request=texts.YOUR_REFERENCE if mail.request else "",
    )


def _to_accountant(cover: CoverMail) -> CoverWords:
    invoice = cover.invoice
    draft = invoice.draft
    what = texts.TO_ACCOUNTANT.format(
        of_seller=of(cover.seller), number=cover.number, buyer=cover.buyer
    )
    attached = _apart(cover) or texts.ATTACHED
    return replace(
        _to_buyer(cover),
        subject=line(texts.ACCOUNTANT_SUBJECT.format(subject=cover.subject)),
        preheader=line(
            texts.ACCOUNTANT_TOTAL.format(amount=french.euros(draft.totals.total_with_vat))
        ),
        greeting=greeting(),
        opening=line(_sentences(what, *_before(cover), attached)),
        facts=_present(*cover_facts.booked(invoice)),
        main=cover_facts.total_label(draft),
        request=texts.NO_REQUEST,
    )


def _to_client(cover: CoverMail) -> CoverWords:
    invoice = cover.invoice
    draft, agency = invoice.draft, invoice.agency
    feminine = document_kinds.feminine(draft)
    first = next((each for each in cover.recipients if each.role == Role.BUYER), None)
    is_mailed = first is None or first.channel == Channel.MAIL
    sent = (texts.SENT_TO if is_mailed else texts.DRAWN_UP_FOR)[feminine].format(buyer=cover.buyer)
    what = texts.COPY_OF[feminine].format(document=cover.dated, sent=sent)
    return replace(
        _to_buyer(cover),
        subject=line(texts.COPY_SUBJECT.format(subject=cover.subject)),
        preheader=line(f"{sent[0].upper()}{sent[1:]}."),
        greeting=_greeting(draft.seller.contact),
        opening=line(_sentences(what, *_before(cover), _apart(cover))),
        facts=_present(*cover_facts.copied(invoice, cover.recipients)),
        request="",
        contact=_answer(agency),
        signature=_lines(*(party_names.agency_lines(agency) if agency.name else (cover.seller,))),
        sender="",
    )


WORDS: Mapping[str, Callable[[CoverMail], CoverWords]] = {
    Role.BUYER: _to_buyer,
    Role.OFFICE: _to_office,
    Role.PAYER: _to_payer,
    Role.ACCOUNTANT: _to_accountant,
    Role.COPY: _to_client,
}


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(map(line, filter(None, texts)))


def _present(*pairs: party_names.Pair) -> tuple[party_names.Pair, ...]:
    return party_names.present(*((line(label), line(value)) for label, value in pairs))


def _enclosed(cover: CoverMail) -> str:
    if cover.link:
        return texts.LINKED.format(document=cover.dated)
    return texts.ENCLOSED.format(document=cover.dated)


def _apart(cover: CoverMail) -> str:
    return texts.TOO_LARGE if cover.link else ""


def _before(cover: CoverMail) -> tuple[str, ...]:
    """Return sentences: what the document credits or replaces, and why."""
    draft = cover.invoice.draft
    reason = draft.reason.strip().rstrip(".")
    return *document_kinds.sentences(draft), texts.REASON.format(reason=reason) if reason else ""


def _payer(cover: CoverMail) -> str:
    draft = cover.invoice.draft
    if not draft.payer or not document_kinds.is_owed(draft):
        return ""
    return texts.PAYER.format(payer=draft.payer)


def _preheader(invoice: Invoice) -> str:
    amount = french.euros(invoice.draft.settlement.net_payable)
    if invoice.draft.document_type.is_credit:
        return texts.CREDITED_AMOUNT.format(amount=amount)
    if not document_kinds.is_owed(invoice.draft):
        return texts.AMOUNT.format(amount=amount)
    return texts.AMOUNT_DUE.format(amount=amount, until=cover_facts.until(invoice))


def _request(invoice: Invoice) -> str:
    if not document_kinds.is_owed(invoice.draft):
        return ""
    return texts.PAYERS_REFERENCE if invoice.draft.payer else texts.YOUR_REFERENCE


def _greeting(contact: str) -> str:
    return line(greeting(contact))


def _answer(agency: Agency) -> str:
    """The client answers to his agency; its address and telephone stand below."""
    return texts.ANSWER_OR_CALL if agency.phone else texts.ANSWER


def _contact(seller: Seller) -> str:
    ways = texts.OR.join(filter(None, (unbroken(seller.phone), seller.email)))
    if not ways:
        return texts.AT_YOUR_SERVICE
    return line(texts.CONTACT.format(ways=ways))


def _sender(cover: CoverMail) -> str:
    agency = cover.invoice.agency.name
    if not agency:
        return ""
    return texts.SENDER.format(agency=agency, of_seller=of(cover.seller))
