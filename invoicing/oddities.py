"""What is worth a second look before a document goes: it stops nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from invoicing.history import History
from invoicing.index import normalised
from invoicing.lifecycle import Entry
from invoicing.parties import BuyerKind
from invoicing.problems import Problem
from invoicing.rows import ClientRow
from invoicing.ties import hashed

FEWEST = 3  # other documents of a buyer, before one can be unusual
UNUSUAL = 3  # times the largest of them

Totals = Mapping[str, tuple[tuple[str, Decimal], ...]]  # buyer → (`Réf.`, total with VAT)


def totals(entries: Iterable[Entry]) -> Totals:
    """What each buyer's rows ask for, issued or not."""
    found: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for entry in entries:
        if entry.candidate is not None and entry.candidate.draft is not None:
            buyer = normalised(entry.candidate.row.buyer)
            found[buyer].append((entry.key[1], entry.candidate.draft.totals.total_with_vat))
    return {buyer: tuple(rows) for buyer, rows in found.items()}


def oddities(entry: Entry, known: Totals, history: History, today: date) -> Iterator[Problem]:
    """A contract that has ended; a business never billed; an amount unlike the buyer's others."""
    if entry.document is not None or entry.candidate is None or entry.candidate.draft is None:
        return
    row, draft = entry.candidate.row, entry.candidate.draft
    yield from _past_the_contract(entry.candidate.client, today)
    buyers = {document.buyer for document in history.documents.values()}
    if draft.buyer.kind is BuyerKind.BUSINESS and hashed(row.buyer) not in buyers:
        yield row.problem("new-buyer", "buyer", buyer=draft.buyer.name)
    others = [total for key, total in known.get(normalised(row.buyer), ()) if key != entry.key[1]]
    if len(others) >= FEWEST and draft.totals.total_with_vat > UNUSUAL * max(others):
        amount = f"{draft.totals.total_with_vat:,.2f}".replace(",", "\u202f").replace(".", ",")
        yield row.problem("unusual-amount", amount=f"{amount}\u00a0€")


def _past_the_contract(client: ClientRow | None, today: date) -> Iterator[Problem]:
    """`Fin de contrat` only reminds; who goes on without a mandate is told (CGI, art. 289 I-2)."""
    if client is None or client.contract_to is None or client.closing:
        return
    if client.contract_to < today:
        on = f"{client.contract_to:%d/%m/%Y}"
        yield client.problem("contract-over", "contract_to", on=on)
