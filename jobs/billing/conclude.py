"""At its end a run goes on with contracts that end, tells the day, and shows what it has done."""

from __future__ import annotations

from functools import partial

from jobs.billing.work import Work
from jobs.closing import stages as closing
from jobs.correspondence.send import tell_the_day, write_and_send
from jobs.correspondence.sweep import sweep_mailbox
from jobs.display.projection import projection
from jobs.mail import dead_mailboxes


def close_contracts(work: Work) -> None:
    """Take the next step of each contract that is being closed."""
    sweep = partial(sweep_mailbox, work.context, work.dispatch, work.mails)
    closing.close_contracts(work.context, work.dispatch, work.documents, sweep)


def tell(work: Work) -> None:
    """Note the mailboxes that are closed to us; send what this run has given to tell."""
    dead_mailboxes.note(work.context, work.heard, work.dispatch)
    write_and_send(work.context, work.dispatch, work.mails)
    tell_the_day(work.context, work.dispatch, work.mails)


def show(work: Work) -> None:
    """Write beside the rows where everything stands."""
    shown = projection(work.context, work.heard, work.dispatch, work.documents)
    work.context.failures.notes += work.context.desk.ledger.project(shown)
