"""What a contract's end stands on: a row that says what it said, and a mailbox of nobody else's.

A slip in the client's row must not have another account closed, or another client's mail sent on;
nor is anything handed over at an address that the client has not confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.contract import Contract
from invoicing.rules.client import has_a_siret
from invoicing.rules.duplicates import client_identity
from invoicing.values.mail_addresses import addresses_hash
from invoicing.values.problems import Problem
from jobs.closing.steps.mailbox_in_row import moved, users_of
from jobs.engine.context import Context
from jobs.mail.mailboxes import agency_box
from jobs.ports import Refused

STRANGE = frozenset({"siren-known", "siren-changed"})
HARMLESS = frozenset({
    ClosingStep.CONFIRMED,
    ClosingStep.STOPPED,
})  # they touch no account, and give nothing away


def check_ground(context: Context, contract: Contract, step: ClosingStep) -> None:
    """``Refused`` where *step* would be taken on something else than the steps before."""
    if step in HARMLESS:
        return
    found = [
        *_company(contract),
        *_unconfirmed(contract),
        *_moved(contract),
        *_shared(context, contract),
    ]
    if found:
        raise Refused("the end of a contract has lost its ground", problems=found)


def _company(contract: Contract) -> Iterator[Problem]:
    """His folder is his company's: without its SIREN, or under another's, it is a stranger's."""
    register, client = contract.register, contract.client
    yield from has_a_siret(client, contract.today)
    known = client_identity(register.rows.clients, register.history)
    yield from (each for of, each in known if of is client and each.code in STRANGE)


def _unconfirmed(contract: Contract) -> Iterator[Problem]:
    """Whoever types into the row does not turn a client's mail, or his kit, to himself."""
    trust = contract.register.history.trusts.get(contract.code)
    if trust is not None and trust.approver != addresses_hash(contract.approvers):
        client = contract.client
        yield client.problem("approver-changed", "approver", client=client.code)


def _moved(contract: Contract) -> Iterator[Problem]:
    client = contract.client
    for name in moved(contract):
        yield client.problem("closing-moved", name, header=client.header(name))


def _shared(context: Context, contract: Contract) -> Iterator[Problem]:
    """Closing a mailbox closes it to all who use it."""
    mailbox = contract.mailbox.lower()
    if not mailbox:
        return
    agency = {agency_box(contract.register).lower(), context.desk.account.strip().lower()}
    for other in ["l’agence"] if mailbox in agency else users_of(contract):
        yield contract.client.problem("closing-shared", "mailbox", mailbox=mailbox, other=other)
