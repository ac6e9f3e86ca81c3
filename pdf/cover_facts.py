"""The facts of the mails that carry documents: amounts, dates, accounts, who else gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from invoicing.invoice import Draft, Invoice
from invoicing.recipients import BY_MAIL, COPY, Recipient
from invoicing.vat import Category
from pdf import french, kinds
from pdf.columns import shows_vat
from pdf.names import Pair
from pdf.sums import sums

TOTAL, WITH_VAT = "Total HT", "Total TTC"  # as sums.py calls them
CREDITED = "Au crédit du destinataire"
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
    yield from _amount(invoice, kinds.kind(draft).box)
    if kinds.is_owed(draft):
        yield "IBAN", _copyable(french.iban(draft.seller.iban))
        yield "BIC", draft.seller.bic
        yield "Référence", invoice.number


def booked(invoice: Invoice) -> Iterator[Pair]:
    """Yield what an accountant books: the total first, then what it is made of."""
    draft = invoice.draft
    with_vat = shows_vat(draft)
    first = WITH_VAT if with_vat else TOTAL
    yield first, french.euros(draft.totals.total_with_vat)
    yield "Date", french.long_date(invoice.issue_date)
    *before, last = sums(draft, with_vat=with_vat)
    for each in before:
        if each.label == "TVA":
            yield from _by_rate(draft)
        elif each.label != first:
            yield each.label, f"{each.amount} ({each.note})" if each.note else each.amount
    if draft.settlement.net_payable != draft.totals.total_with_vat:
        yield CREDITED if draft.document_type.is_credit else last.label, last.amount
    if kinds.is_owed(draft):
        yield "Échéance", french.long_date(invoice.due_date)
    yield "Tiers payeur", draft.payer


def copied(invoice: Invoice, recipients: Sequence[Recipient]) -> Iterator[Pair]:
    """Yield what the client wants to know: how much, until when, who else gets it and how."""
    yield from _amount(invoice, CREDITED)
    others = [each for each in recipients if each.role != COPY]
    for each in others:
        way = f"par e-mail ({', '.join(each.to)})" if each.to else "par e-mail"
        how = way if each.channel == BY_MAIL else HOW.get(each.channel, each.channel)
        yield each.role, ", ".join(filter(None, (each.name, how)))
    if not others:
        yield "Destinataire", invoice.draft.buyer.name


def _amount(invoice: Invoice, credited: str) -> Iterator[Pair]:
    draft = invoice.draft
    amount = french.euros(draft.settlement.net_payable)
    if kinds.is_owed(draft):
        yield "Montant à régler", amount
        yield "Au plus tard le", french.long_date(invoice.due_date)
    else:
        yield (credited if draft.document_type.is_credit else "Montant"), amount


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
