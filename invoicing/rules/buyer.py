"""Rules of a document's buyer: who he is, how he is reached, when he pays.

One function, one rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from stdnum.fr import siret

from invoicing.document.parties import BuyerKind
from invoicing.document.terms import MonthEnd, Terms
from invoicing.rows.draft_with_rows import DraftRule, DraftWithRows
from invoicing.rows.recipients import EACH
from invoicing.rows.tabs import TabRow, normalised
from invoicing.values.channels import Channel
from invoicing.values.mail_addresses import addresses, is_address
from invoicing.values.problems import Problem

FRANCE = "FR"
COUNTRY = re.compile(r"[A-Z]{2}")
EXEMPT_BY_NATURE = "VATEX-FR-CGI261"  # operations outside electronic invoicing
PLATFORMS_FROM = date(2027, 9, 1)  # loi 2023-1322 art. 91, small and medium companies
LONGEST = 60  # days from issue, C. com. L441-10 I
LONGEST_BY_MONTHS = 45  # days, with the end of a month
LONGEST_PUBLIC = 30  # days, CCP R2192-10
TO_MONTH_END = 30  # days, at the most


def has_a_named_buyer(case: DraftWithRows) -> Iterator[Problem]:
    """CGI ann. II 242 nonies A, I-1°: full name and address of the customer."""
    buyer = case.context.buyer
    for name in ("name", "street", "postcode", "city"):
        if not getattr(buyer, name):
            yield buyer.problem("buyer-incomplete", name, header=buyer.header(name))


def has_a_buyer_in_a_country(case: DraftWithRows) -> Iterator[Problem]:
    """BR-11, BR-CL-14: the country is a code of ISO 3166-1; its form is checked here."""
    country = case.draft.buyer.address.country
    if not COUNTRY.fullmatch(country):
        yield case.context.buyer.problem("country", "country", country=country)


def has_a_buyer_with_a_siren(case: DraftWithRows) -> Iterator[Problem]:
    """Décret 2022-1299: the SIREN of a French business or public buyer."""
    buyer = case.context.buyer
    known = buyer.kind not in {BuyerKind.PRIVATE, BuyerKind.CO_OWNERSHIP, BuyerKind.ASSOCIATION}
    french = case.draft.buyer.address.country == FRANCE
    if (buyer.siret and not siret.is_valid(buyer.siret)) or (known and french and not buyer.siret):
        yield buyer.problem("buyer-siret", "siret", siret=buyer.siret or "(vide)")


def has_a_way_to_its_buyer(case: DraftWithRows) -> Iterator[Problem]:
    """What cannot be sent is not numbered.  CCP L2192-1: public buyers get no mail."""
    buyer = case.context.buyer
    if buyer.channel not in {"", Channel.MAIL}:
        return
    if buyer.kind is BuyerKind.PUBLIC:
        yield buyer.problem("public-by-mail", "channel", buyer=buyer.code)
    yield from _at(buyer, "email", buyer.email)
    if not addresses(buyer.email):
        yield buyer.problem("no-email", "email", buyer=buyer.code)


def _at(row: TabRow, name: str, cell: str) -> Iterator[Problem]:
    """What is no plain address of ASCII in a cell of addresses."""
    for wrong in [each for each in addresses(cell) if not is_address(each)]:
        yield row.problem("email", name, email=wrong)


def has_a_way_to_the_others(case: DraftWithRows) -> Iterator[Problem]:
    """Accounts office, accountant, client and payer: whoever is named can be reached."""
    buyer, client = case.context.buyer, case.context.client
    yield from _at(buyer, "office", buyer.office)
    if client.accounting == EACH:
        yield from _reached(client, "accountant", client.accountant)
    if client.copy == EACH:
        yield from _reached(client, "email", client.email)
    if buyer.payer:
        yield from _payer(case)


def _reached(row: TabRow, name: str, cell: str) -> Iterator[Problem]:
    yield from _at(row, name, cell)
    if not addresses(cell):
        yield row.problem("no-copy-address", name, header=row.header(name))


def _payer(case: DraftWithRows) -> Iterator[Problem]:
    buyer, index = case.context.buyer, case.context.index
    payer = index.buyers.get(normalised(buyer.payer))
    if payer is None or payer is buyer:
        yield buyer.problem("unknown-payer", "payer", payer=buyer.payer)
    elif normalised(payer.client) != normalised(buyer.client):
        yield buyer.problem("other-payer", "payer", payer=payer.code, client=payer.client)
    elif payer.channel in {"", Channel.MAIL}:
        yield from _reached(payer, "email", payer.email)
        if payer.kind is BuyerKind.PUBLIC:
            yield payer.problem("public-by-mail", "channel", buyer=payer.code)


def names_the_order(case: DraftWithRows) -> Iterator[Problem]:
    """C. com. L441-9: the order's number, where the buyer has issued one."""
    row, buyer = case.context.invoice, case.context.buyer
    if buyer.order_required and not row.purchase_order:
        yield row.problem("no-order", "purchase_order", buyer=buyer.code)


def goes_through_a_platform(case: DraftWithRows) -> Iterator[Problem]:
    """CGI 289 bis: between French businesses an invoice is electronic, for all from 2027-09-01."""
    buyer, draft = case.context.buyer, case.draft
    domestic = draft.buyer.kind is BuyerKind.BUSINESS and draft.buyer.address.country == FRANCE
    taxed = [line for line in draft.lines if not line.vat.reason_code.startswith(EXEMPT_BY_NATURE)]
    by_mail = buyer.channel in {"", Channel.MAIL}
    if by_mail and domestic and taxed and case.context.today >= PLATFORMS_FROM:
        yield buyer.problem("business-by-mail", "channel", buyer=buyer.code)


def is_due_within_the_lawful_time(case: DraftWithRows) -> Iterator[Problem]:
    """C. com. L441-10 I between businesses; CCP R2192-10 for public buyers.

    The terms are judged, not the date, so that a row is not right on some days only.
    """
    terms, kind = case.draft.terms, case.draft.buyer.kind
    if case.draft.buyer.address.country != FRANCE:
        return
    place = _who_asks(case)
    if kind is BuyerKind.BUSINESS and not _lawful_between_businesses(terms):
        yield place.problem("late-terms", "terms", terms=str(terms))
    elif kind is BuyerKind.PUBLIC and _longest_wait(terms) > timedelta(days=LONGEST_PUBLIC):
        yield place.problem("late-terms-public", "terms", terms=str(terms))


def _lawful_between_businesses(terms: Terms) -> bool:
    longest = LONGEST if terms.month_end is MonthEnd.NONE else LONGEST_BY_MONTHS
    return terms.days <= longest


def _longest_wait(terms: Terms) -> timedelta:
    months = 0 if terms.month_end is MonthEnd.NONE else TO_MONTH_END
    return timedelta(days=terms.days + months)


def _who_asks(case: DraftWithRows) -> TabRow:
    """The row that the terms come from."""
    context = case.context
    rows = (context.invoice, context.buyer, context.client)
    return next((row for row in rows if row.terms), context.invoice)


BUYER_RULES: tuple[DraftRule, ...] = (
    has_a_named_buyer,
    has_a_buyer_in_a_country,
    has_a_buyer_with_a_siren,
    has_a_way_to_its_buyer,
    has_a_way_to_the_others,
    goes_through_a_platform,
    names_the_order,
    is_due_within_the_lawful_time,
)
