"""A quote as the template of invoices prints it: a price, its time limit, a box to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoicing.document.invoice import Invoice, PrintedLegalText
from invoicing.document.quote import Quote
from invoicing.texts.pages import quote as texts
from invoicing.values import french
from pdf.pages import line_columns, party_names, payment_terms
from pdf.pages.invoice_view import InvoiceView, Payment, facts, view
from pdf.pages.totals_column import TotalLine, price
from pdf.typesetting.brand import PLAIN, Brand


def quoted(quote: Quote, look: Brand = PLAIN) -> InvoiceView:
    """Set a quote.  It asks for no payment yet, so it names no bank and no due date."""
    draft, with_vat = quote.draft, line_columns.shows_vat(quote.draft)
    until = french.long_date(quote.valid_until)
    payment = Payment(
        label=texts.AMOUNT_WITH_VAT if with_vat else texts.AMOUNT,
        amount=french.euros(draft.totals.amount_due),
        until=texts.VALID_UNTIL.format(day=until),
        terms="",
        ways=party_names.present(
            (texts.PAYMENT, payment_terms.terms(draft.terms)),
            (texts.FEE, french.euros(quote.fee) if quote.fee else texts.FREE),
        ),
        code=b"",
    )
    priced = tuple(_sums(quote, with_vat=with_vat))
    return replace(
        view(_as_invoice(quote), look),
        title=texts.TITLE,
        before=(),
        payment=payment,
        facts=party_names.present(*facts(draft), *_facts(quote)),
        totals=priced,
        signature=(texts.SIGNATURE,),
    )


def _as_invoice(quote: Quote) -> Invoice:
    """Return what a quote shares with an invoice, as the view of invoices takes it."""
    return Invoice(
        number=quote.number,
        issue_date=quote.issue_date,
        due_date=quote.valid_until,
        draft=quote.draft,
        agency=quote.agency,
        mentions=tuple(PrintedLegalText(text=text) for text in quote.mentions),
    )


def _facts(quote: Quote) -> Iterator[party_names.Pair]:
    yield texts.BEGINS, party_names.on_one_line(quote.begins)
    yield texts.LASTS, party_names.on_one_line(quote.lasts)
    yield texts.TRAVEL, party_names.on_one_line(quote.travel)


def _sums(quote: Quote, *, with_vat: bool) -> Iterator[TotalLine]:
    yield from price(quote.draft, with_vat=with_vat)
    if quote.draft.totals.rounding:
        agreed = french.euros(quote.draft.totals.amount_due)
        yield TotalLine(label=texts.TOTAL_AGREED, note="", amount=agreed)
