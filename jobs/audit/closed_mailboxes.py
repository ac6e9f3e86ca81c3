"""The mailbox of a client whom we have let go: its mail goes on, and none of ours sends as it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from invoicing.history.contract_end import is_given_back
from invoicing.history.events.contract_end import Account, ClosingStep
from invoicing.register.contract import contract_of
from invoicing.register.register import Register
from invoicing.rows.tabs import normalised
from invoicing.texts.audit import Finding
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from jobs.audit.closed_client import ClosedClient
from jobs.ports import Trouble


def aliases(closed: ClosedClient, named: Collection[str]) -> Iterator[Finding]:
    """No mailbox that is still ours sends in his name; *named*: all that the workbook names."""
    for mailbox in _ours(closed.contract.register, named):
        try:
            if closed.contract.mailbox.lower() in closed.desk.handover.sends_as(mailbox):
                yield closed.finding("send-as", mailbox)
        except Trouble:
            yield closed.finding("send-as-unread", mailbox)


def _ours(register: Register, named: Collection[str]) -> list[str]:
    found = [
        contract_of(register, normalised(client.code), client) for client in register.rows.clients
    ]
    back = {each.mailbox.lower() for each in found if is_given_back(each.client, each.closing)}
    sending = {register.rows.settings.agency.email.strip(), *(each.mailbox for each in found)}
    return [mailbox for mailbox in named if mailbox in sending and mailbox.lower() not in back]


def forwarding(closed: ClosedClient) -> Iterator[Finding]:
    """By delegation only: a consumer's settings cannot be read without our grant."""
    contract = closed.contract
    if contract.account is Account.OWN:
        return
    try:
        if contract.account is Account.WORKSPACE:
            state = closed.desk.handover.forwarding(contract.mailbox, contract.email)
            yield from () if state == "on" else [closed.finding("forwarding-off")]
            return
    except Trouble:
        pass
    seen = contract.closing.steps[ClosingStep.FORWARDED].at
    yield closed.finding("forwarding-unread", short_date(seller_date(seen)))
