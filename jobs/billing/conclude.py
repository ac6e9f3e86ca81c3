"""At its end a run goes on with contracts that end, tells the day, and shows what it has done."""

from __future__ import annotations

from functools import partial

from jobs.closing import stages as closing
from jobs.correspondence.current import Correspondence
from jobs.correspondence.send import tell_the_day, write_and_send
from jobs.correspondence.sweep import sweep_mailbox
from jobs.display.projection import projection
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail import dead_mailboxes
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard


def close_contracts(
    context: Context, dispatch: Dispatch, documents: DocumentsAtHand, mails: Correspondence
) -> None:
    """Take the next step of each contract that is being closed."""
    sweep = partial(sweep_mailbox, context, dispatch, mails)
    closing.close_contracts(context, dispatch, documents, sweep)


def tell(context: Context, heard: Heard, dispatch: Dispatch, mails: Correspondence) -> None:
    """Note the mailboxes that are closed to us; send what this run has given to tell."""
    dead_mailboxes.note(context, heard, dispatch)
    write_and_send(context, dispatch, mails)
    tell_the_day(context, dispatch, mails)


def show(context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand) -> None:
    """Write beside the rows where everything stands."""
    shown = projection(context, heard, dispatch, documents)
    context.failures.notes += context.desk.ledger.project(shown)
