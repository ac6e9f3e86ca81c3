"""The last step where the program has nothing to try with: a person sees to it, and says so.

Our grant is gone from the vault, or nobody has delegated the Workspace to us: what the program
cannot prove is not done before somebody answers for it in « Clôtures ».
"""

from __future__ import annotations

from invoicing.closing import Step, noted_by_hand
from invoicing.events import Event, Kind
from invoicing.rows import ClientRow
from jobs.ports import Refused
from jobs.work import Work

UNAUTHORISED = "mailbox-unauthorised"


def seen_to(
    work: Work, code: str, client: ClientRow, *, step: Step, refused: Refused
) -> list[Event]:
    """What is noted by hand of a step that was refused; else ``Refused``, with what to do."""
    on = noted_by_hand(work.reading.rows, code, step)
    if step is Step.LET_GO and on is not None:
        facts = {"step": step.value, "how": "hand", "on": on.isoformat(), "files": ""}
        return [Event(kind=Kind.CLOSING, seller=code, facts=facts)]
    if step is Step.LET_GO and any(each.code == UNAUTHORISED for each in refused.problems):
        problem = client.problem("grant-lost", "mailbox", mailbox=client.mailbox.strip())
        raise Refused("the vault holds no grant", problems=[problem]) from refused
    raise refused
