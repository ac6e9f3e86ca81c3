"""Clients are asked to approve, and reminded; notices leave with these mails."""

from __future__ import annotations

from jobs.approval.requests.ask import ask
from jobs.approval.requests.drafts import file_drafts
from jobs.billing.work import Work
from jobs.correspondence.send import greet, write_and_send


def ask_for_approval(work: Work) -> None:
    """Record the requests, and put their drafts into the archive."""
    ask(work.context, work.heard, work.documents)
    file_drafts(work.context, work.documents)


def send_mails(work: Work) -> None:
    """Write and send the mails that carry no document."""
    greet(work.context, work.dispatch, work.mails())
    write_and_send(work.context, work.dispatch, work.mails)
