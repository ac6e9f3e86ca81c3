"""People's rows become drafts, or problems: defaults go from the general to the particular."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from invoicing.document.invoice import Draft
from invoicing.rows.filled_draft import filled_draft
from invoicing.rows.lines import LineDefaults, lines
from invoicing.rows.lookup import RowLookup, nearest
from invoicing.rows.recipients import parties_of
from invoicing.rows.tabs import AgencySettings, BuyerRow, ClientRow, InvoiceRow, normalised
from invoicing.values.canonical_json import content_hash
from invoicing.values.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TickedRow:
    """A ticked row, and what it asks to be billed."""

    row: InvoiceRow
    client_code: str = ""  # the client's code; "" while it cannot be told
    client: ClientRow | None = None
    buyer: BuyerRow | None = None
    draft: Draft | None = None  # None while a problem forbids to make one
    content: str = ""  # the draft's content hash; "" while there is none
    asked: str = ""  # hash of what was typed in the row and its lines
    problems: tuple[Problem, ...] = ()
    ends: str = ""  # the number of an issued document of which it will leave nothing


def candidate(
    row: InvoiceRow, index: RowLookup, settings: AgencySettings, today: date
) -> TickedRow:
    """Make the draft that *row* asks for, or say why it cannot be made."""
    buyer = index.buyers.get(normalised(row.buyer))
    client = index.clients.get(normalised(buyer.client if buyer else row.client))
    problems = [*row.problems, *_parties(row, index, buyer, client), *_key(row, index)]
    if client is None or buyer is None:
        code = normalised(client.code) if client else ""
        return TickedRow(row=row, client_code=code, client=client, problems=tuple(problems))
    made, missing = lines(
        LineDefaults(index=index, invoice=row, client=client, buyer=buyer, today=today)
    )
    problems += missing
    payer = parties_of(row.buyer, client.code, index).payer
    draft = replace(
        filled_draft(row, client, buyer, settings=settings, made=made),
        payer=payer.name if payer else "",
    )
    return TickedRow(
        row=row,
        client_code=normalised(client.code),
        client=client,
        buyer=buyer,
        draft=None if problems else draft,
        content="" if problems else content_hash(draft),
        problems=tuple(problems),
    )


def _key(row: InvoiceRow, index: RowLookup) -> Iterator[Problem]:
    if not row.key:
        yield row.problem("no-key", "key")
    elif normalised(row.key) in index.doubled_keys:
        yield row.problem("doubled-key", "key", key=row.key)


def _parties(
    row: InvoiceRow, index: RowLookup, buyer: BuyerRow | None, client: ClientRow | None
) -> Iterator[Problem]:
    if not row.buyer:
        yield row.problem("no-buyer", "buyer")
    elif buyer is None:
        near = nearest(row.buyer, index.buyers)
        code = "unknown-buyer-near" if near else "unknown-buyer"
        yield row.problem(code, "buyer", buyer=row.buyer, near=near)
    else:
        yield from _buyer(row, index, buyer, client)
    if client is not None and normalised(client.code) in index.doubled_clients:
        yield row.problem("doubled-client", "buyer", client=client.code)


def _buyer(
    row: InvoiceRow, index: RowLookup, buyer: BuyerRow, client: ClientRow | None
) -> Iterator[Problem]:
    if normalised(buyer.code) in index.doubled_buyers:
        yield row.problem("doubled-buyer", "buyer", buyer=buyer.code)
    if client is None:
        yield row.problem("unknown-client", "buyer", buyer=buyer.code, client=buyer.client)
    elif row.client and normalised(row.client) != normalised(client.code):
        yield row.problem(
            "other-client", "client", buyer=buyer.code, client=client.code, typed=row.client
        )
    if buyer.problems:
        yield row.problem("buyer-problem", "buyer", place=str(buyer.place), buyer=buyer.code)
