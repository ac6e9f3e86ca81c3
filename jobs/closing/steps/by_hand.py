"""The steps that a person sees to, where the program has nothing to try with.

Our grant is gone from the vault, or nobody has delegated the Workspace to us: what the program
cannot prove is not done before somebody answers for it in « Clôtures ».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from invoicing.history.events.contract_end import Account, ClosingStep, CredentialsGiven, LetGo
from invoicing.history.events.event import Event
from invoicing.register.contract import Contract
from jobs.closing.steps.preconditions import check_ground
from jobs.closing.steps.revoke_access import is_cut, withdrawn
from jobs.engine.context import Context
from jobs.ports import Refused

UNAUTHORISED = "mailbox-unauthorised"
Do = Callable[[Context, Contract], Sequence[Event]]  # what a step does; [] while it waits


def take_step(context: Context, contract: Contract, step: ClosingStep, do: Do) -> Sequence[Event]:
    """Take a step; return what a person has noted of it where it was refused."""
    check_ground(context, contract, step)
    try:
        return do(context, contract)
    except Refused as refused:
        return _seen_to(context, contract, step, refused)


def give_credentials(_context: Context, contract: Contract) -> list[Event]:
    """The client's own mailbox has none of ours; others wait for a person at the command line.

    The passphrase is shown once on a screen and told by telephone: a run in the cloud has none.
    """
    account = contract.account
    is_own = account is Account.OWN
    return [CredentialsGiven(client_code=contract.code, account=account)] if is_own else []


def _seen_to(
    context: Context, contract: Contract, step: ClosingStep, refused: Refused
) -> list[Event]:
    """Return what is noted by hand of a step; else raise ``Refused``, with what to do."""
    on = contract.noted_by_hand(step)
    if step is ClosingStep.LET_GO and on is not None:
        let_go = LetGo(client_code=contract.code, is_by_hand=True, on=on)
        over: list[Event] = [*withdrawn(contract), let_go]
        return over if _is_cut(context, contract) else []
    if step is ClosingStep.LET_GO and any(each.code == UNAUTHORISED for each in refused.problems):
        problem = contract.client.problem("grant-lost", "mailbox", mailbox=contract.mailbox)
        raise Refused("the vault holds no grant", problems=[problem]) from refused
    raise refused


def _is_cut(context: Context, contract: Contract) -> bool:
    """Our own grant we end ourselves, if there is anything of it to try with."""
    try:
        return is_cut(context, contract.mailbox)
    except Refused:
        return True
