"""What is set, handed over and let go of when a contract ends.  Named in ports.py too."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Handover(Protocol):  # noqa: PLR0904  (all that is done to one account)
    """The settings of a mailbox, its account, and our grant."""

    def ask_forwarding(self, mailbox: str, to: str) -> None:
        """Name *to* as a forwarding address; naming it twice is fine.

        ``Refused`` (problem `forwarding-by-hand`) for a consumer account.
        """

    def forwarding(self, mailbox: str, to: str) -> str:
        """Read back: "", "pending", "accepted" or "on"."""

    def forward(self, mailbox: str, to: str) -> None:
        """Turn it on; a copy stays in the inbox."""

    def forward_by_filter(self, mailbox: str, to: str) -> None:
        """Make a filter for all mail, once *to* is verified; making it twice is fine."""

    def answer_automatically(self, mailbox: str, text: str, until: datetime) -> None:
        """Tell who writes where to write."""

    def rotate_password(self, mailbox: str, password: str) -> None:
        """Give a Workspace account a password, to be changed at the next sign-in."""

    def sign_out(self, mailbox: str) -> None:
        """End all sessions of a Workspace account."""

    def withdraw(self, mailbox: str) -> None:
        """Remove other applications' tokens, application passwords, delegations (Workspace)."""

    def revoke(self, mailbox: str) -> None:
        """Revoke our grant; revoking twice is fine."""

    def is_dead(self, mailbox: str) -> bool:
        """Prove it: a call with the old token fails."""
