"""What a contract's end stands on: a row that says what it said, and a mailbox of nobody else's.

A slip in the client's row must not have another account closed, or another client's mail sent on;
nor is anything handed over at an address that the client has not confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import ContractEnd, account_of
from invoicing.history.events.contract_end import Account, ClosingStep, MailForwarded
from invoicing.history.history import History
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow, Rows
from invoicing.rules.client import has_a_siret
from invoicing.rules.duplicates import client_identity
from invoicing.values.calendar import seller_date
from invoicing.values.mail_addresses import addresses_hash, box_hash
from invoicing.values.problems import Problem
from jobs.closing.facts import closing_of
from jobs.engine.context import Context
from jobs.mail.mailboxes import agency_box
from jobs.ports import Refused

STRANGE = frozenset({"siren-known", "siren-changed"})
HARMLESS = frozenset({
    ClosingStep.CONFIRMED,
    ClosingStep.STOPPED,
})  # they touch no account, and give nothing away


def check_ground(context: Context, code: str, client: ClientRow, step: ClosingStep) -> None:
    """``Refused`` where *step* would be taken on something else than the steps before."""
    if step in HARMLESS:
        return
    closing = closing_of(context.register.history, code)
    found = [
        *_company(context, client),
        *_unconfirmed(context, code, client),
        *_moved(client, closing),
        *_shared(context, client),
    ]
    if found:
        raise Refused("the end of a contract has lost its ground", problems=found)


def _company(context: Context, client: ClientRow) -> Iterator[Problem]:
    """His folder is his company's: without its SIREN, or under another's, it is a stranger's."""
    yield from has_a_siret(client, seller_date(context.register.now))
    known = client_identity(context.register.rows.clients, context.register.history)
    yield from (each for of, each in known if of is client and each.code in STRANGE)


def _unconfirmed(context: Context, code: str, client: ClientRow) -> Iterator[Problem]:
    """Whoever types into the row does not turn a client's mail, or his kit, to himself."""
    trust = context.register.history.trusts.get(code)
    if trust is not None and trust.approver != addresses_hash(approvers(client)):
        yield client.problem("approver-changed", "approver", client=client.code)


def _moved(client: ClientRow, closing: ContractEnd) -> Iterator[Problem]:
    for name in moved(client, closing):
        yield client.problem("closing-moved", name, header=client.header(name))


def moved(client: ClientRow, closing: ContractEnd) -> Iterator[str]:
    """The fields that say something else than when the mail was forwarded."""
    then, now = closing.done(MailForwarded), forwarded(client)
    if then is None:
        return
    if then.box and then.box != now.box:
        yield "mailbox"
    if then.account and then.account is not now.account:
        yield "account"
    if then.to and now.to and then.to != now.to:
        yield "email"


def forwarded(client: ClientRow) -> MailForwarded:
    """What is recorded of where his mail is, whose that is, and where it goes: no address."""
    account = account_of(client)
    return MailForwarded(
        client_code=normalised(client.code),
        box=box_hash(client.mailbox),
        account=account,
        to="" if account is Account.OWN else box_hash(client.email),
    )


def _shared(context: Context, client: ClientRow) -> Iterator[Problem]:
    """Closing a mailbox closes it to all who use it."""
    box = client.mailbox.strip().lower()
    if not box:
        return
    agency = {agency_box(context.register).lower(), context.desk.account.strip().lower()}
    others = users_of(context.register.rows, context.register.history, client)
    for other in ["l’agence"] if box in agency else others:
        yield client.problem("closing-shared", "mailbox", mailbox=box, other=other)


def users_of(rows: Rows, history: History, client: ClientRow) -> Iterator[str]:
    """The codes of the other clients who use his mailbox."""
    box, code = client.mailbox.strip().lower(), normalised(client.code)
    for other in rows.clients:
        name = normalised(other.code)
        is_gone = history.closings.get(name, ContractEnd()).has(ClosingStep.LET_GO)
        if name != code and not is_gone and other.mailbox.strip().lower() == box:
            yield name
