"""The channels by which documents reach people: the one place that lists them.

A further channel (a platform) is a further class with these four stages, and one line here.
"""

from __future__ import annotations

from typing import Protocol

from jobs.channels.by_hand import ByHand
from jobs.channels.by_mail import ByMail
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch


class Way(Protocol):
    """A way for documents: each stage takes the transmissions that are its own and ready for it."""

    def greet(self) -> None:
        """See whether the channel can be served, before a number is taken."""

    def settle(self) -> None:
        """Find out what became of what an earlier run began."""

    def prepare(self) -> None:
        """Prepare and record."""

    def deliver(self) -> None:
        """Do, once, what is recorded."""


def channels(context: Context, dispatch: Dispatch, documents: DocumentsAtHand) -> tuple[Way, ...]:
    """Return the channels of a run."""
    return (
        ByMail(context=context, dispatch=dispatch, documents=documents),
        ByHand(context=context, documents=documents),
    )
