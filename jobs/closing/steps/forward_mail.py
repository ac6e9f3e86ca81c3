"""The step that has a client's mail sent on to his own address."""

from __future__ import annotations

from invoicing.history.events.contract_end import (
    Account,
    ForwardingBegun,
    ForwardingRequested,
    ForwardingTurnedOn,
)
from invoicing.history.events.event import Event
from invoicing.register.contract import Contract
from invoicing.register.entry import UNDERWAY, under_way
from invoicing.values.mail_addresses import box_hash
from jobs.closing.steps.auto_reply import sees_to_answer
from jobs.closing.steps.mailbox_in_row import forwarded
from jobs.engine.context import Context


def forward_mail(context: Context, contract: Contract) -> list[Event]:
    """Mail goes on to the client's own address; read back before it is believed."""
    if _has_mail_to_send(contract):
        return []
    account, mailbox = contract.account, contract.client.mailbox
    if account is Account.OWN:
        return [forwarded(contract)]
    state = context.desk.handover.forwarding(mailbox, contract.email)
    if state == "on":
        return _forwarded(context, contract)
    if account is Account.WORKSPACE and state in {"", "pending"}:
        return _request(context, contract, is_pending=bool(state))
    if state == "accepted" and _turned_on(context, contract):
        return _forwarded(context, contract)
    return []


def _request(context: Context, contract: Contract, *, is_pending: bool) -> list[Event]:
    """Have Google ask the client; that it has is told once it has taken the request."""
    client, code = contract.client, contract.code
    if not is_pending:
        if contract.closing.begun(ForwardingBegun) is None:
            context.record([ForwardingBegun(client_code=code)])
        context.run.may_act()
        context.desk.handover.ask_forwarding(client.mailbox, contract.email)
    if contract.forwarding_request:
        return []
    return [ForwardingRequested(client_code=code, to=box_hash(client.email))]


def _turned_on(context: Context, contract: Contract) -> bool:
    """Record that mail goes on from now, turn it on, and say whether it reads back."""
    handover, mailbox, target = context.desk.handover, contract.client.mailbox, contract.email
    if contract.closing.begun(ForwardingTurnedOn) is None:
        context.record([ForwardingTurnedOn(client_code=contract.code)])
    context.run.may_act()
    is_workspace = contract.account is Account.WORKSPACE
    turn_on = handover.forward if is_workspace else handover.forward_by_filter
    turn_on(mailbox, target)
    return handover.forwarding(mailbox, target) == "on"


def _forwarded(context: Context, contract: Contract) -> list[Event]:
    """Forwarding is on; so is the automatic reply, where it is wanted."""
    if contract.client.auto_reply and not sees_to_answer(context, contract):
        return []
    return [forwarded(contract)]


def _has_mail_to_send(contract: Contract) -> bool:
    register = contract.register
    return any(
        entry.state(register.now) in UNDERWAY or under_way(entry)
        for entry in register.entries
        if entry.client_code == contract.code
    )
