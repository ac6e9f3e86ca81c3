"""What has happened since the last run is noted: in the rows, in answers, in mailboxes."""

from __future__ import annotations

from invoicing.history.events.documents import Seen
from invoicing.register.entry import DocumentState, Entry
from jobs.billing.work import Work
from jobs.correspondence.send import greet
from jobs.correspondence.sweep import sweep
from jobs.engine.stages import each
from jobs.mail.outgoing import settle
from jobs.mail.retry import retry
from jobs.seek_approval import settle_approvals


def see_the_ticked(work: Work) -> None:
    """Record when a ticked content was first seen: cells carry no time."""
    each(work.context, work.context.entries(DocumentState.UNSEEN), _seen)


def _seen(entry: Entry) -> list[Seen]:
    reference = entry.key.reference
    seen = Seen(client_code=entry.client_code, reference=reference, content_hash=entry.content)
    return [seen]


def hear_people(work: Work) -> None:
    """Note what people and clients have said, and silence; try again what was put off."""
    settle_approvals(work.context, work.heard)
    retry(work.context)


def settle_earlier_runs(work: Work) -> None:
    """Find out what became of what earlier runs prepared; delete what nobody recorded."""
    for channel in work.channels:
        channel.greet()
    greet(work.context, work.dispatch, work.mails())
    settle(work.context, work.dispatch, work.mails())
    for channel in work.channels:
        channel.settle()
    sweep(work.context, work.dispatch, work.mails)
