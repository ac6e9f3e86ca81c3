"""The facts of the mails that carry documents: amounts, dates, accounts, who else gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.vat import Category
from invoicing.rows.recipients import Recipient
from invoicing.texts.mails import cover as texts
from invoicing.texts.pages import invoice as invoice_texts
from invoicing.values import french
from invoicing.values.channels import Channel
from invoicing.values.roles import Role
from pdf.pages import document_kinds, payment_terms
from pdf.pages.line_columns import shows_vat
from pdf.pages.party_names import Pair
from pdf.pages.totals_column import sums


def owed(invoice: Invoice) -> Iterator[Pair]:
    """Yield all that a transfer needs, to be copied."""
    draft = invoice.draft
    amount = french.euros(draft.settlement.net_payable)
    if not document_kinds.is_owed(draft):
        yield (
            (
                document_kinds.kind(draft).box
                if draft.document_type.is_credit
                else texts.PLAIN_AMOUNT
            ),
            amount,
        )
        return
    yield texts.TO_PAY, amount
    yield (texts.DUE if draft.terms.is_on_receipt else texts.PAY_BY), _due(invoice)
    yield "IBAN", _copyable(french.iban(draft.seller.iban))
    yield "BIC", draft.seller.bic
    yield texts.PAYMENT_REFERENCE, invoice.number


def until(invoice: Invoice) -> str:
    """Say until when to pay: « au plus tard le 24 décembre 2026 »."""
    if invoice.draft.terms.is_on_receipt:
        return _due(invoice)
    return texts.UNTIL.format(day=_due(invoice))


def _due(invoice: Invoice) -> str:
    """Return when to pay; of a document due on receipt, the terms and not the day of issue."""
    terms = invoice.draft.terms
    return payment_terms.terms(terms) if terms.is_on_receipt else french.long_date(invoice.due_date)


def booked(invoice: Invoice) -> Iterator[Pair]:
    """Yield what an accountant books, in the order in which he does."""
    draft = invoice.draft
    yield texts.DATE, french.long_date(invoice.issue_date)
    *before, last = sums(draft, with_vat=shows_vat(draft))
    for each in before:
        if each.label == invoice_texts.VAT:
            yield from _by_rate(draft)
        else:
            yield each.label, f"{each.amount} ({each.note})" if each.note else each.amount
    if draft.settlement.net_payable != draft.totals.total_with_vat:
        yield texts.CREDITED if draft.document_type.is_credit else last.label, last.amount
    if document_kinds.is_owed(draft):
        yield texts.DUE, _due(invoice)
    yield texts.THIRD_PARTY, draft.payer


def total_label(draft: Draft) -> str:
    """Return the label of the total, as it is booked."""
    return invoice_texts.WITH_VAT if shows_vat(draft) else invoice_texts.TOTAL


def copied(invoice: Invoice, recipients: Sequence[Recipient]) -> Iterator[Pair]:
    """Yield what the client wants to know: how much, until when, who else gets it and how."""
    yield from _expected(invoice)
    others = [each for each in recipients if each.role != Role.COPY]
    for each in others:
        way = texts.BY_MAIL_TO.format(addresses=", ".join(each.to)) if each.to else texts.BY_MAIL
        how = way if each.channel == Channel.MAIL else texts.HOW.get(each.channel, each.channel)
        yield each.role, ", ".join(filter(None, (each.name, how)))
    if not others:
        yield Role.BUYER, invoice.draft.buyer.name


def _expected(invoice: Invoice) -> Iterator[Pair]:
    """Yield what the buyer owes the client, or has to his credit."""
    draft = invoice.draft
    amount = french.euros(draft.settlement.net_payable)
    if document_kinds.is_owed(draft):
        yield texts.TO_RECEIVE, amount
        yield texts.DUE, _due(invoice)
    else:
        yield (texts.CREDITED if draft.document_type.is_credit else texts.PLAIN_AMOUNT), amount


def _by_rate(draft: Draft) -> Iterator[Pair]:
    """Yield the VAT of each rate, with its base; what bears none says why."""
    for group in draft.totals.vat_breakdown:
        base = french.euros(group.taxable_amount)
        if group.vat.category is Category.STANDARD:
            label = texts.VAT_AT.format(percent=french.percent(group.vat.rate))
            yield label, texts.VAT_ON.format(tax=french.euros(group.tax_amount), base=base)
        else:
            yield "Sans TVA", f"{base} ({group.vat.word})"


def _copyable(text: str) -> str:
    """Use plain blanks: some banks' forms refuse others."""
    return text.replace(french.NBSP, " ")
