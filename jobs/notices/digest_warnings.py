"""What the day's summary warns of."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.register.daily_digest import DigestSection
from invoicing.texts.mails import daily_digest as texts
from invoicing.texts.problems.table import sentence
from jobs.approval.uncounted_silence import unheard
from jobs.engine.context import Context
from jobs.mail.dead_mailboxes import refused
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard


def warnings(context: Context, heard: Heard, dispatch: Dispatch) -> Iterator[DigestSection]:
    """What keeps a whole client, or a mailbox, from going on."""
    stopped = (
        f"{code} : {sentence(problem)}"
        for code, stop in context.failures.stops.items()
        for problem in stop.problems
        if not refused([problem]) & context.register.history.dead.keys()  # told among the lists
    )
    full = (texts.QUOTA_REACHED.format(mailbox=box) for box in sorted(dispatch.full))
    silence = {said.code: sentence(said) for said in unheard(context, heard).values()}.values()
    if found := (*stopped, *full, *silence):
        yield DigestSection(title=texts.TROUBLES, items=found, most=len(found))
