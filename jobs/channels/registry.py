"""The channels by which documents reach people: the one place that lists them.

A further channel (a platform) is a further class with these four stages, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from jobs.channels.by_hand import ByHand
from jobs.channels.by_mail import ByMail
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch


class Way(Protocol):
    """A way for documents: each stage takes the transmissions that are its own and ready for it."""

    @property
    def consumes(self) -> bool:
        """Whether doing consumes what was prepared, or changes nothing the second time.

        Where it does not, `leaving` is recorded before it (jobs/engine/departures.py).
        """

    def greet(self) -> None:
        """See whether the channel can be served, before a number is taken."""

    def settle(self) -> None:
        """Find out what became of what an earlier run began."""

    def prepare(self) -> None:
        """Prepare and record."""

    def deliver(self) -> None:
        """Do, once, what is recorded."""


Maker = Callable[[Context, Dispatch, DocumentsAtHand], Way]
CHANNELS: tuple[Maker, ...] = (ByMail, ByHand)


def channels(context: Context, dispatch: Dispatch, documents: DocumentsAtHand) -> tuple[Way, ...]:
    """Return the channels of a run."""
    return tuple(channel(context, dispatch, documents) for channel in CHANNELS)
