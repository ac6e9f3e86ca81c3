"""The facts of the mails that carry documents: amounts, dates, accounts, who else gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.vat import Category
from invoicing.rows.recipients import Recipient
from invoicing.values import french
from invoicing.values.channels import BY_MAIL
from invoicing.values.roles import COPY
from pdf.pages import document_kinds, payment_terms
from pdf.pages.line_columns import shows_vat
from pdf.pages.party_names import Pair
from pdf.pages.totals_column import sums

TOTAL, WITH_VAT = "Total HT", "Total TTC"  # as pdf/pages/totals_column.py says
CREDITED, DUE = "Au crédit du destinataire", "Échéance"
HOW: Mapping[str, str] = {
    "Chorus Pro": "dépôt sur Chorus Pro",
    "Plateforme agréée": "dépôt sur sa plateforme agréée",
    "Portail": "dépôt sur son portail",
    "Courrier": "par courrier",
    "Remis par le client": "à remettre par vos soins",
}


def owed(invoice: Invoice) -> Iterator[Pair]:
    """Yield all that a transfer needs, to be copied."""
    draft = invoice.draft
    amount = french.euros(draft.settlement.net_payable)
    if not document_kinds.is_owed(draft):
        yield (
            (document_kinds.kind(draft).box if draft.document_type.is_credit else "Montant"),
            amount,
        )
        return
    yield "Montant à régler", amount
    yield (DUE if draft.terms.is_on_receipt else "Au plus tard le"), _due(invoice)
    yield "IBAN", _copyable(french.iban(draft.seller.iban))
    yield "BIC", draft.seller.bic
    yield "Référence", invoice.number


def until(invoice: Invoice) -> str:
    """Say until when to pay: « au plus tard le 24 décembre 2026 »."""
    if invoice.draft.terms.is_on_receipt:
        return _due(invoice)
    return f"au plus tard le {_due(invoice)}"


def _due(invoice: Invoice) -> str:
    """What is to be paid on receipt has the day of its issue as due date: it is not told so."""
    terms = invoice.draft.terms
    return payment_terms.terms(terms) if terms.is_on_receipt else french.long_date(invoice.due_date)


def booked(invoice: Invoice) -> Iterator[Pair]:
    """Yield what an accountant books, in the order in which he does."""
    draft = invoice.draft
    yield "Date", french.long_date(invoice.issue_date)
    *before, last = sums(draft, with_vat=shows_vat(draft))
    for each in before:
        if each.label == "TVA":
            yield from _by_rate(draft)
        else:
            yield each.label, f"{each.amount} ({each.note})" if each.note else each.amount
    if draft.settlement.net_payable != draft.totals.total_with_vat:
        yield CREDITED if draft.document_type.is_credit else last.label, last.amount
    if document_kinds.is_owed(draft):
        yield DUE, _due(invoice)
    yield "Tiers payeur", draft.payer


def total_label(draft: Draft) -> str:
    """Return the label of the total, as it is booked."""
    return WITH_VAT if shows_vat(draft) else TOTAL


def copied(invoice: Invoice, recipients: Sequence[Recipient]) -> Iterator[Pair]:
    """Yield what the client wants to know: how much, until when, who else gets it and how."""
    yield from _expected(invoice)
    others = [each for each in recipients if each.role != COPY]
    for each in others:
        way = f"par mail ({', '.join(each.to)})" if each.to else "par mail"
        how = way if each.channel == BY_MAIL else HOW.get(each.channel, each.channel)
        yield each.role, ", ".join(filter(None, (each.name, how)))
    if not others:
        yield "Destinataire", invoice.draft.buyer.name


def _expected(invoice: Invoice) -> Iterator[Pair]:
    """What his customer owes him, or has to his credit."""
    draft = invoice.draft
    amount = french.euros(draft.settlement.net_payable)
    if document_kinds.is_owed(draft):
        yield "Montant à recevoir", amount
        yield DUE, _due(invoice)
    else:
        yield (CREDITED if draft.document_type.is_credit else "Montant"), amount


def _by_rate(draft: Draft) -> Iterator[Pair]:
    """Yield the VAT of each rate, with its base; what bears none says why."""
    for group in draft.totals.vat_breakdown:
        base = french.euros(group.taxable_amount)
        if group.vat.category is Category.STANDARD:
            label = f"TVA {french.percent(group.vat.rate)}"
            yield label, f"{french.euros(group.tax_amount)} (sur {base} HT)"
        else:
            yield "Sans TVA", f"{base} ({group.vat.word})"


def _copyable(text: str) -> str:
    """Use plain blanks: some banks' forms refuse others."""
    return text.replace(french.NBSP, " ")
