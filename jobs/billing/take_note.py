"""What has happened since the last run is noted: in the rows, in answers, in mailboxes."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.history.events.documents import Seen
from invoicing.register.entry import DocumentState, Entry
from jobs.channels.registry import Way
from jobs.correspondence.current import Correspondence
from jobs.correspondence.send import greet
from jobs.correspondence.sweep import sweep
from jobs.engine.context import Context
from jobs.engine.stages import each
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.outgoing import settle
from jobs.mail.retry import retry
from jobs.seek_approval import settle_approvals


def see_the_ticked(context: Context) -> None:
    """Record when a ticked content was first seen: cells carry no time."""
    each(context, context.entries(DocumentState.UNSEEN), _seen)


def _seen(entry: Entry) -> list[Seen]:
    reference = entry.key.reference
    seen = Seen(client_code=entry.client_code, reference=reference, content_hash=entry.content)
    return [seen]


def hear_people(context: Context, heard: Heard) -> None:
    """Note what people and clients have said, and silence; try again what was put off."""
    settle_approvals(context, heard)
    retry(context)


def settle_earlier_runs(
    context: Context, dispatch: Dispatch, mails: Correspondence, ways: Sequence[Way]
) -> None:
    """Find out what became of what earlier runs prepared; delete what nobody recorded."""
    for channel in ways:
        channel.greet()
    greet(context, dispatch, mails())
    settle(context, dispatch, mails())
    for channel in ways:
        channel.settle()
    sweep(context, dispatch, mails)
