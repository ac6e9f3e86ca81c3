"""A quote: what would be done, for how much, until when it can be accepted.

Sources: C. conso. L111-1, L112-1; arrêté of 2017-01-24 (repair, maintenance, building); C. env.
L541-21-2-3 (waste of works).  A quote is no invoice: its numbers are a series of their own, and
CGI ann. II art. 242 nonies A does not govern them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from invoicing.document.invoice import Draft
from invoicing.document.legal_mentions import TEXTS
from invoicing.document.parties import Agency, BuyerKind
from invoicing.texts.pages import quote as texts
from invoicing.values.amounts import ZERO, Amount
from invoicing.values.french_names import of

CERTIFIED = frozenset({"dwellings", "energy"})  # what the customer certifies by signing


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An issued quote.  Once signed it is a contract, which only another one changes."""

    number: str
    issue_date: date
    valid_until: date
    draft: Draft  # without deposits, retention or penalties
    agency: Agency = field(default_factory=Agency)
    fee: Amount = ZERO  # for making it, EUR with VAT; a free one says so
    begins: str = ""  # « semaine du 11 janvier 2027 »
    lasts: str = ""  # « trois jours »
    travel: str = ""  # « compris », « 45 € par déplacement »
    waste: str = ""  # how much, how it is removed, where it goes, what that costs
    is_off_premises: bool = False  # signed by a consumer away from the seller's place

    @property
    def mentions(self) -> tuple[str, ...]:
        """The texts that the law wants on it, where they are no facts of its own."""
        return tuple(_mentions(self))


def _mentions(quote: Quote) -> Iterator[str]:
    draft, on = quote.draft, quote.issue_date
    if quote.waste:
        yield texts.WASTE.format(waste=quote.waste.rstrip("."))
    for legal in TEXTS:
        in_force = legal.valid_from <= on <= legal.valid_to
        if legal.key in CERTIFIED and in_force and legal.applies(draft):
            yield legal.text
    if quote.is_off_premises and draft.buyer.kind is BuyerKind.PRIVATE:
        yield texts.WITHDRAWAL
    if quote.agency.name:
        yield texts.BY_MANDATE.format(agency=quote.agency.name, of_seller=of(draft.seller.name))
