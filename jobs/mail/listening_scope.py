"""What listening needs: where to read, since when, and what is known already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from invoicing.history.approval_file import RequestVersion
from invoicing.history.history import History
from invoicing.register.register import Register
from jobs.ports import Desk

MARGIN = timedelta(hours=1)  # the Form's clock may not be ours
TOLD = timedelta(days=30)  # who answers under an expired code is told so, for as long


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningScope:
    """What listening needs."""

    desk: Desk
    books: Register
    asking: tuple[str, ...] = ()  # clients who are about to be sent to the Form
    is_held: bool = False  # a ticket is: what is read costs no run of its own

    @property
    def history(self) -> History:
        """Return what has happened up to now."""
        return self.books.history

    @property
    def now(self) -> datetime:
        """Return the run's instant (UTC)."""
        return self.books.now

    @property
    def asked(self) -> list[RequestVersion]:
        """The requests whose codes may come back."""
        return [
            version
            for dossier in self.history.dossiers.values()
            for version in dossier.versions
            if version.claim.expires + TOLD > self.now
        ]

    @property
    def oldest(self) -> datetime:
        """Since when answers may have come."""
        return min((version.at for version in self.asked), default=self.now) - MARGIN
