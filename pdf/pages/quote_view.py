"""A quote as the template of invoices prints it: a price, its time limit, a box to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoicing.document.invoice import Invoice, PrintedLegalText
from invoicing.document.quote import Quote
from invoicing.values import french
from pdf.pages import line_columns, party_names, payment_terms
from pdf.pages.invoice_view import InvoiceView, Payment, facts, view
from pdf.pages.totals_column import TotalLine, price
from pdf.typesetting.brand import PLAIN, Brand

SIGNATURE = (
    "Bon pour accord{0}: date, nom et signature du client, précédés de la mention manuscrite "
    "«{0}Bon pour accord{0}»"
)


def quoted(quote: Quote, look: Brand = PLAIN) -> InvoiceView:
    """Set it.  Nothing is asked for yet, so no bank and no due date are named."""
    draft, with_vat = quote.draft, line_columns.shows_vat(quote.draft)
    until = french.long_date(quote.valid_until)
    payment = Payment(
        label=f"Montant{' TTC' if with_vat else ''}",
        amount=french.euros(draft.totals.amount_due),
        until=f"valable jusqu’au {until}",
        terms="",
        ways=party_names.present(
            ("Règlement", payment_terms.terms(draft.terms)),
            ("Établissement du devis", french.euros(quote.fee) if quote.fee else "gratuit"),
        ),
        code=b"",
    )
    priced = tuple(_sums(quote, with_vat=with_vat))
    return replace(
        view(_as_invoice(quote), look),
        title="Devis",
        before=(),
        payment=payment,
        facts=party_names.present(*facts(draft), *_facts(quote)),
        totals=priced,
        signature=(SIGNATURE.format(french.NBSP),),
    )


def _as_invoice(quote: Quote) -> Invoice:
    """What stands on both, as the view of invoices takes it."""
    return Invoice(
        number=quote.number,
        issue_date=quote.issue_date,
        due_date=quote.valid_until,
        draft=quote.draft,
        agency=quote.agency,
        mentions=tuple(PrintedLegalText(text=text) for text in quote.mentions),
    )


def _facts(quote: Quote) -> Iterator[party_names.Pair]:
    yield "Début", party_names.on_one_line(quote.begins)
    yield "Durée", party_names.on_one_line(quote.lasts)
    yield "Frais de déplacement", party_names.on_one_line(quote.travel)


def _sums(quote: Quote, *, with_vat: bool) -> Iterator[TotalLine]:
    yield from price(quote.draft, with_vat=with_vat)
    if quote.draft.totals.rounding:
        agreed = french.euros(quote.draft.totals.amount_due)
        yield TotalLine(label="Total convenu", note="", amount=agreed)
