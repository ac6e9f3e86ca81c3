"""To whom a document goes, in which role, and by which channel.  Pure rules over people's rows.

The roles are fixed with the number, so that a copy wished for later does not send old documents;
addresses and channels are those of today until each transmission has begun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from invoicing.document.parties import Address
from invoicing.rows.lookup import RowLookup
from invoicing.rows.tabs import BuyerRow, ClientRow, normalised
from invoicing.values.channels import Channel
from invoicing.values.mail_addresses import addresses, is_address
from invoicing.values.roles import Role

EACH = "Chaque facture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The rows that say who is concerned, and what was recorded with the document."""

    client: ClientRow | None
    buyer: BuyerRow | None
    payer: BuyerRow | None = None
    email: str = ""  # the buyer's, as it was when the document was issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody to whom a document goes."""

    role: Role
    channel: str
    to: tuple[str, ...] = ()  # mail addresses; none by another channel, or while they are wrong
    name: str = ""
    siret: str = ""  # of who pays: the document itself says the buyer's
    address: Address = field(default_factory=Address)  # the same


def recipient(role: Role, parties: Parties) -> Recipient:
    """Return who has that role today."""
    if role in {Role.BUYER, Role.OFFICE}:
        return _of_buyer(role, parties)
    if role == Role.PAYER:
        return _of_payer(parties.payer)
    client = parties.client
    cell = (
        "" if client is None else (client.accountant if role == Role.ACCOUNTANT else client.email)
    )
    name = client.name if client else ""
    return Recipient(role=role, channel=Channel.MAIL, to=_sound(cell), name=name)


def _of_buyer(role: Role, parties: Parties) -> Recipient:
    buyer = parties.buyer
    if role == Role.OFFICE:
        to = _sound(buyer.office if buyer else "")
        return Recipient(role=role, channel=Channel.MAIL, to=to, name=buyer.name if buyer else "")
    channel = (buyer.channel if buyer else "") or Channel.MAIL
    to = _sound(buyer.email if buyer else "") or _sound(parties.email)
    return Recipient(role=role, channel=channel, to=to, name=buyer.name if buyer else "")


def _of_payer(payer: BuyerRow | None) -> Recipient:
    if payer is None:
        return Recipient(role=Role.PAYER, channel=Channel.MAIL)
    return Recipient(
        role=Role.PAYER,
        channel=payer.channel or Channel.MAIL,
        to=_sound(payer.email),
        name=payer.name,
        siret=payer.siret,
        address=Address(
            street=payer.street,
            postcode=payer.postcode,
            city=payer.city,
            country=payer.country,
        ),
    )


def _sound(cell: str) -> tuple[str, ...]:
    """The addresses of a cell, each once; () when one of them is none."""
    found = tuple(dict.fromkeys(addresses(cell)))
    return found if all(map(is_address, found)) else ()


def roles(parties: Parties) -> tuple[Role, ...]:
    """Return the roles of a document that is issued now; nobody gets the same mail twice."""
    served: set[str] = set()
    kept: list[Role] = []
    for role in _wanted(parties):
        found = recipient(role, parties)
        lower = {address.lower() for address in found.to}
        if role != Role.BUYER and found.channel == Channel.MAIL and lower <= served:
            continue
        kept.append(role)
        served |= lower
    return tuple(kept)


def parties_of(buyer: str, seller: str, index: RowLookup) -> Parties:
    """Return the rows that say to whom a document of *buyer*, by its code, goes."""
    row = index.buyers.get(normalised(buyer))
    payer = index.buyers.get(normalised(row.payer)) if row is not None and row.payer else None
    return Parties(client=index.clients.get(seller), buyer=row, payer=payer)


def recipients(
    seller: str, roles: Sequence[Role], buyer: str, index: RowLookup
) -> tuple[Recipient, ...]:
    """Return to whom an issued document goes; *buyer*: by its code."""
    parties = parties_of(buyer, seller, index)
    return tuple(recipient(role, parties) for role in roles)


def _wanted(parties: Parties) -> Iterator[Role]:
    buyer, client = parties.buyer, parties.client
    yield Role.BUYER
    if buyer is not None and buyer.office:
        yield Role.OFFICE
    if parties.payer is not None:
        yield Role.PAYER
    if client is not None and client.accounting == EACH:
        yield Role.ACCOUNTANT
    if client is not None and client.copy == EACH:
        yield Role.COPY
