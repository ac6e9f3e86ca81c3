"""The end of a contract: a few steps, each prepared, recorded and done, over weeks if need be.

asked and confirmed ─▶ stopped ─▶ mail forwarded ─▶ kit ─▶ credentials ─▶ received ─▶ let go

Nothing is irreversible before its predecessor is done; until we have let go it can be called off.
"""

from __future__ import annotations

from collections.abc import Callable

from invoicing.history.events.contract_end import StepEvent
from invoicing.register.contract import Contract, contract_of, ending, is_called_off
from jobs.closing.cancellation import call_off
from jobs.closing.destroy_secrets import forget
from jobs.closing.steps.by_hand import take_step
from jobs.closing.steps.revoke_access import Sweep
from jobs.closing.steps.table import steps
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch


def close_contracts(
    context: Context, dispatch: Dispatch, documents: DocumentsAtHand, sweep: Sweep
) -> None:
    """Go on with every closing as far as it goes today.

    *sweep* deletes the drafts of a mailbox that no record names.
    """
    doing = steps(dispatch, documents, sweep)

    def take_next(contract: Contract) -> bool:
        """Take the next step; say whether it is done."""
        step = contract.closing.next if contract.client.closing else None
        if step is None:
            return False
        events = take_step(context, contract, step, doing[step])
        context.record(events)
        return any(isinstance(event, StepEvent) for event in events)

    for each in list(ending(context.register)):
        if context.goes_on(each.code) and not context.is_over:
            with context.answering_for(each.code):
                _advance(context, each, take_next)


def _advance(context: Context, found: Contract, take_next: Callable[[Contract], bool]) -> None:
    """Go on with one, step by step; each is taken from what the one before has recorded."""

    def now() -> Contract:
        return contract_of(context.register, found.code, found.client)

    if is_called_off(now()):
        call_off(context, now())
        return
    forget(context, now())
    while take_next(now()):
        pass
