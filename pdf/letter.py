"""The mail that carries an invoice: from the seller, to the buyer, in text and in HTML.

Both are made from one ``Words``, so that they cannot say different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import jinja2

from invoicing.invoice import Invoice
from invoicing.parties import Seller
from jobs.ports import Letter
from pdf import french, kinds, names

WIDTH = 78  # columns of the text, RFC 3676


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the letter says."""

    subject: str
    preheader: str
    greeting: str
    opening: str
    facts: tuple[names.Pair, ...]
    request: str
    contact: str
    signature: tuple[str, ...]
    sender: str


def letter(invoice: Invoice, templates: jinja2.Environment) -> Letter:
    """Write it."""
    said = words(invoice)
    return Letter(
        subject=said.subject,
        text=templates.get_template("letter.txt").render(w=said, width=WIDTH),
        html=templates.get_template("letter.html").render(w=said),
    )


def words(invoice: Invoice) -> Words:
    """Find the words."""
    draft = invoice.draft
    seller, buyer = names.shown_name(draft.seller), draft.buyer
    return Words(
        subject=line(f"{kinds.title(draft)} {invoice.number} – {seller} pour {buyer.name}"),
        preheader=line(_preheader(invoice)),
        greeting=line(f"Bonjour {buyer.attention}".strip()),
        opening=line(_opening(invoice)),
        facts=names.present(*_facts(invoice)),
        request="Merci d’indiquer cette référence avec votre règlement."
        if kinds.is_owed(draft)
        else "",
        contact=line(_contact(draft.seller)),
        signature=tuple(map(line, filter(None, (draft.seller.contact, seller)))),
        sender=line(_sender(invoice, seller)),
    )


def line(text: str) -> str:
    """Keep it on one line: a header, a paragraph."""
    return re.sub(r"[ \t\r\n\f\v\x85\u2028\u2029]+", " ", text).strip()


def link(address: str) -> str:
    """Let an address of the web pass, or none; anything else is a bug of the caller's."""
    if address and not re.fullmatch(r"https?://[\x21-\x7e]+", address):
        raise ValueError("not an address of the web")
    return address


def _preheader(invoice: Invoice) -> str:
    amount = french.euros(invoice.draft.settlement.net_payable)
    if invoice.draft.document_type.is_credit:
        return f"{amount} à votre crédit."
    if not kinds.is_owed(invoice.draft):
        return f"{amount}."
    return f"{amount} à régler au plus tard le {french.long_date(invoice.due_date)}."


def _opening(invoice: Invoice) -> str:
    draft = invoice.draft
    subject = draft.subject.strip()
    what = f", pour\u00a0: {subject.rstrip('.')}" if subject else ""
    day = french.long_date(invoice.issue_date)
    opening = f"Vous trouverez ci-joint notre {kinds.noun(draft)} {invoice.number} du {day}{what}."
    reason = f"Motif\u00a0: {draft.reason.strip().rstrip('.')}." if draft.reason.strip() else ""
    return " ".join(filter(None, (opening, *kinds.sentences(draft), reason)))


def _facts(invoice: Invoice) -> Iterator[names.Pair]:
    draft = invoice.draft
    amount = french.euros(draft.settlement.net_payable)
    if not kinds.is_owed(draft):
        yield (kinds.kind(draft).box if draft.document_type.is_credit else "Montant"), amount
        return
    yield "Montant à régler", amount
    yield "Au plus tard le", french.long_date(invoice.due_date)
    yield "IBAN", _copyable(french.iban(draft.seller.iban))
    yield "BIC", draft.seller.bic
    yield "Référence", invoice.number


def _copyable(text: str) -> str:
    """Use plain blanks: some banks' forms refuse others."""
    return text.replace(french.NBSP, " ")


def _contact(seller: Seller) -> str:
    ways = " ou ".join(filter(None, (seller.phone, seller.email)))
    if not ways:
        return "Nous restons à votre disposition pour toute question."
    return f"Pour toute question, nous restons à votre disposition\u00a0: {ways}."


def _sender(invoice: Invoice, seller: str) -> str:
    agency, kind = invoice.agency.name, kinds.kind(invoice.draft)
    return f"{kind.title} {kind.sent} par {agency} pour le compte de {seller}." if agency else ""
