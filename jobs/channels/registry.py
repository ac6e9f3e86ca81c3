"""The ways by which documents reach people.  A further one (a platform) is a further adapter."""

from __future__ import annotations

from typing import Protocol

from jobs.channels import by_hand, by_mail
from jobs.engine.work import Work


class Way(Protocol):
    """A way for documents: each stage takes the transmissions that are its own and ready for it."""

    def greet(self, work: Work) -> None:
        """See whether it can be served, before a number is taken."""

    def settle(self, work: Work) -> None:
        """Find out what became of what an earlier run began."""

    def prepare(self, work: Work) -> None:
        """Prepare and record."""

    def deliver(self, work: Work) -> None:
        """Do, once, what is recorded."""


CHANNELS: tuple[Way, ...] = (by_mail.ByMail(), by_hand.ByHand())
