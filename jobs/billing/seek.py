"""Clients are asked to approve, and reminded; notices leave with these mails."""

from __future__ import annotations

from jobs.approval.requests.ask import ask
from jobs.approval.requests.drafts import file_drafts
from jobs.correspondence.current import Correspondence
from jobs.correspondence.send import greet, write_and_send
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard


def ask_for_approval(context: Context, heard: Heard, documents: DocumentsAtHand) -> None:
    """Record the requests, and put their drafts into the archive."""
    ask(context, heard, documents)
    file_drafts(context, documents)


def send_mails(context: Context, dispatch: Dispatch, mails: Correspondence) -> None:
    """Write and send the mails that carry no document."""
    greet(context, dispatch, mails())
    write_and_send(context, dispatch, mails)
