"""The last step where the program has nothing to try with: a person sees to it, and says so.

Our grant is gone from the vault, or nobody has delegated the Workspace to us: what the program
cannot prove is not done before somebody answers for it in « Clôtures ».
"""

from __future__ import annotations

from invoicing.closing import Step, noted_by_hand
from invoicing.events import Event
from invoicing.rows import ClientRow
from jobs.closing_facts import closing_of, done
from jobs.letting_go import is_cut, withdrawn
from jobs.ports import Refused
from jobs.work import Work

UNAUTHORISED = "mailbox-unauthorised"
BY_HAND = "account-by-hand"  # our grant we end ourselves


def seen_to(
    work: Work, code: str, client: ClientRow, *, step: Step, refused: Refused
) -> list[Event]:
    """What is noted by hand of a step that was refused; else ``Refused``, with what to do."""
    closing, why = closing_of(work.run.history, code), {each.code for each in refused.problems}
    on = noted_by_hand(work.reading.rows, code, step, closing)
    if step is Step.LET_GO and on is not None and why & {UNAUTHORISED, BY_HAND}:
        if UNAUTHORISED not in why and not is_cut(work, client.mailbox.strip()):
            return []
        facts = {"how": "hand", "on": on.isoformat(), "files": ""}
        return [*withdrawn(work.run.history, code), *done(code, step, **facts)]
    if step is Step.LET_GO and UNAUTHORISED in why:
        problem = client.problem("grant-lost", "mailbox", mailbox=client.mailbox.strip())
        raise Refused("the vault holds no grant", problems=[problem]) from refused
    raise refused
