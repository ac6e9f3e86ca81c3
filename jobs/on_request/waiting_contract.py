"""The contract whose credentials are handed over: its closing waits for that, and for no mail."""

from __future__ import annotations

from invoicing.history.events.contract_end import ClosingStep, CredentialsReserved
from invoicing.register.contract import Contract, contract_of
from invoicing.values.problems import Problem
from jobs.closing.steps.preconditions import check_ground
from jobs.closing.steps.revoke_access import Sweep, drafts_waiting, waiting_drafts
from jobs.engine.context import Context
from jobs.engine.one_client import known_client
from jobs.ports import Refused


def waiting_contract(context: Context, seller: str) -> Contract:
    """Return the client's contract.  ``Refused`` when his closing does not wait for this step."""
    register = context.register
    code = known_client(seller, register.rows)
    contract = contract_of(register, code, register.index.clients[code])
    if not _is_there(contract):
        place = contract.client.place
        early = Problem(code="closing-not-there", source=place, values={"client": code})
        raise Refused("the closing is not at this step", problems=[early])
    check_ground(context, contract, ClosingStep.CREDENTIALS)
    return contract


def _is_there(contract: Contract) -> bool:
    """Whether the closing waits for this: one that was un-ticked waits for nothing."""
    is_sole = contract.code not in contract.register.index.doubled_clients
    is_next = contract.closing.next is ClosingStep.CREDENTIALS
    return contract.client.closing and is_sole and is_next


def check_drafts(context: Context, contract: Contract, sweep: Sweep) -> None:
    """Delete the drafts that no record names.  ``Refused`` when others of ours lie there."""
    begun, mailbox = contract.closing.begun(CredentialsReserved), contract.mailbox
    if begun is not None and context.desk.handover.is_dead(mailbox):
        return
    if waiting_drafts(context, mailbox, sweep):
        raise Refused("mails of ours wait in the mailbox", problems=[drafts_waiting(contract)])
