"""The page that says to a person what is to be delivered, where, and what to note afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.titles import nature
from invoicing.rows.recipients import Recipient
from invoicing.texts.pages import task as texts
from invoicing.values.countries import country_line
from invoicing.values.french import euros, short_date, siren
from invoicing.values.printed_page import PageSection, PrintedPage
from invoicing.values.roles import Role


def errand(invoice: Invoice, recipient: Recipient) -> PrintedPage:
    """Write it."""
    draft, instructions = invoice.draft, texts.INSTRUCTIONS[recipient.channel]
    name = recipient.name or draft.buyer.name
    steps = (*instructions.steps, texts.NOTE_IT.format(received=instructions.received))
    return PrintedPage(
        title=instructions.title,
        subtitle=texts.SUBTITLE.format(
            number=invoice.number, name=name, role=recipient.role.lower()
        ),
        name=f"A-FAIRE-{invoice.number}",
        author=invoice.agency.name or draft.seller.name,
        sections=(
            PageSection(
                heading=texts.ADDRESSEE, facts=_present(_addressee(draft, recipient, name))
            ),
            PageSection(heading=texts.DOCUMENT, facts=_present(_document(invoice))),
            PageSection(
                heading=texts.TO_DO,
                lines=tuple(f"{rank}. {step}" for rank, step in enumerate(steps, 1)),
            ),
        ),
        footer=invoice.agency.name,
    )


def _addressee(draft: Draft, recipient: Recipient, name: str) -> Iterator[tuple[str, str]]:
    """Yield who gets it: the buyer as the document names him, or who pays for him."""
    buyer, siret, where = draft.buyer, recipient.siret, recipient.address
    if recipient.role != Role.PAYER:
        siret, where = buyer.siret or buyer.legal_id, buyer.address
        name = "\n".join(filter(None, (name, buyer.attention)))
    lines = (where.street, f"{where.postcode} {where.city}", country_line(where.country))
    yield texts.NAME, name
    yield texts.ADDRESS, "\n".join(filter(None, map(str.strip, lines)))
    yield texts.SIRET, siren(siret)
    yield texts.BILLED_TO, buyer.name if recipient.role == Role.PAYER else ""
    yield texts.BUYER_REFERENCE, draft.buyer_reference
    yield texts.ORDER, draft.purchase_order


def _document(invoice: Invoice) -> Iterator[tuple[str, str]]:
    draft = invoice.draft
    yield texts.NATURE, nature(draft)
    yield texts.NUMBER, invoice.number
    yield texts.DATE, short_date(invoice.issue_date)
    yield texts.ON_BEHALF_OF, draft.seller.name
    yield texts.SELLER_SIRET, siren(draft.seller.siret)
    yield texts.SUBJECT, draft.subject
    yield texts.WITHOUT_VAT, euros(draft.totals.total_without_vat)
    yield texts.VAT, euros(draft.totals.total_vat)
    yield texts.WITH_VAT, euros(draft.totals.total_with_vat)
    if draft.settlement.net_payable != draft.totals.total_with_vat:
        yield texts.NET_PAYABLE, euros(draft.settlement.net_payable)


def _present(facts: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)
