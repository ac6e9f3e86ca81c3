"""The last step where the program has nothing to try with: a person sees to it, and says so.

Our grant is gone from the vault, or nobody has delegated the Workspace to us: what the program
cannot prove is not done before somebody answers for it in « Clôtures ».
"""

from __future__ import annotations

from invoicing.history.contract_end import noted_by_hand
from invoicing.history.events.contract_end import ClosingStep, LetGo
from invoicing.history.events.event import Event
from invoicing.rows.tabs import ClientRow
from jobs.closing.facts import closing_of
from jobs.closing.revoke_access import is_cut, withdrawn
from jobs.engine.context import Context
from jobs.ports import Refused

UNAUTHORISED = "mailbox-unauthorised"


def seen_to(
    context: Context, code: str, client: ClientRow, *, step: ClosingStep, refused: Refused
) -> list[Event]:
    """What is noted by hand of a step that was refused; else ``Refused``, with what to do."""
    on = noted_by_hand(
        context.register.rows, code, step, closing_of(context.register.history, code)
    )
    if step is ClosingStep.LET_GO and on is not None:
        let_go = LetGo(client_code=code, is_by_hand=True, on=on)
        over: list[Event] = [*withdrawn(context.register.history, code), let_go]
        return over if _is_cut(context, client) else []
    if step is ClosingStep.LET_GO and any(each.code == UNAUTHORISED for each in refused.problems):
        problem = client.problem("grant-lost", "mailbox", mailbox=client.mailbox.strip())
        raise Refused("the vault holds no grant", problems=[problem]) from refused
    raise refused


def _is_cut(context: Context, client: ClientRow) -> bool:
    """Our own grant we end ourselves, if there is anything of it to try with."""
    try:
        return is_cut(context, client.mailbox.strip())
    except Refused:
        return True
