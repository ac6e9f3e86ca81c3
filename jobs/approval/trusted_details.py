"""What a client is known by: the IBAN and the address for approvals that are taken as his."""

from __future__ import annotations

from collections.abc import Iterable

from invoicing.approval.confirmed_details import approvers, iban_hash
from invoicing.history.events.approvals import DetailsTrusted
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import addresses_hash
from jobs.engine.context import Context


def first_trust(context: Context, sellers: Iterable[str]) -> list[DetailsTrusted]:
    """Remember the clients whose first document is asked about or numbered in this record."""
    known, clients = context.register.history.trusts, context.register.index.clients
    return [trusted(clients[code]) for code in dict.fromkeys(sellers) if code not in known]


def trusted(client: ClientRow, *, noted_by: str = "") -> DetailsTrusted:
    """Remember what his row says; *noted_by*: who vouches for it, if anybody had to."""
    return DetailsTrusted(
        client_code=normalised(client.code),
        iban=iban_hash(client),
        approver=addresses_hash(approvers(client)),
        content=to_json((client.iban, approvers(client), *filter(None, [noted_by]))),
    )
