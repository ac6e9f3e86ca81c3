"""A client's IBAN and approval address: neither changes before the client has confirmed it.

A new `IBAN` or `E-mail validation` stops his documents until he has confirmed it from the address
that was known before: whoever has got hold of the Sheet cannot turn payments, or consents, away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stdnum import iban

from invoicing.history.history import History
from invoicing.history.records import ConfirmedDetails
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.values.canonical_json import content_hash
from invoicing.values.mail_addresses import addresses, addresses_hash, is_address
from invoicing.values.problems import Problem

UNCONFIRMED = frozenset({"iban-changed", "approver-changed", "nobody-to-confirm"})  # codes
NOBODY = addresses_hash(())  # no address was known


def approvers(client: ClientRow) -> tuple[str, ...]:
    """Where approvals are asked: `E-mail validation`, else `E-mail principal`; () if unusable."""
    found = addresses(client.approver or client.email)
    return found if all(map(is_address, found)) else ()


def iban_hash(client: ClientRow) -> str:
    """Return a hash of the IBAN."""
    return content_hash(client.iban.replace(" ", "").upper())


def asked_of(client: ClientRow) -> str:
    """Return the hash of what the client would confirm."""
    return content_hash((iban_hash(client), addresses_hash(approvers(client))))


def differs(client: ClientRow, trust: ConfirmedDetails | None) -> bool:
    """Whether the row differs from what the client has confirmed."""
    if trust is None:
        return False
    return (trust.iban, trust.approver) != (iban_hash(client), addresses_hash(approvers(client)))


def is_well_typed(client: ClientRow) -> bool:
    """Whether IBAN and address are well formed, so that the client can be asked."""
    found = addresses(client.approver or client.email)
    return all(map(is_address, found)) and (not client.iban or bool(iban.is_valid(client.iban)))


def waits_for_his_word(problems: Iterable[Problem]) -> bool:
    """Whether the only problems are changes that the client has to confirm."""
    codes = {problem.code for problem in problems}
    return bool(codes) and codes <= UNCONFIRMED


def trust_problems(
    clients: Iterable[ClientRow], history: History
) -> Iterator[tuple[ClientRow, Problem]]:
    """Stop clients whose change is not confirmed yet; what is mistyped stops them by itself."""
    for client in clients:
        trust = history.trusts.get(normalised(client.code))
        if trust is not None and is_well_typed(client):
            yield from ((client, problem) for problem in _unconfirmed(client, trust))


def _unconfirmed(client: ClientRow, trust: ConfirmedDetails) -> Iterator[Problem]:
    if trust.approver == NOBODY and differs(client, trust):
        yield client.problem("nobody-to-confirm", "approver", client=client.code)
        return
    if trust.iban != iban_hash(client):
        yield client.problem("iban-changed", "iban", client=client.code)
    if trust.approver != addresses_hash(approvers(client)):
        yield client.problem("approver-changed", "approver", client=client.code)
