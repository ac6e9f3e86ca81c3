"""Handing a mailbox over when its contract ends: its mail sent on, its accesses ended.

Every method may be called again after ``Unavailable``: it looks first, or doing it twice is fine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoReply:
    """What whoever writes is answered, once a person."""

    text: str
    until: datetime | None = None  # ``None``: until its owner turns it off


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What opens an account besides its password."""

    address: str = ""
    phone: str = ""
    two_step: bool = False  # whether a second step is asked for
    codes: tuple[str, ...] = field(default=(), repr=False)  # in place of it, each once


class Forwarding(Protocol):
    """What comes into a mailbox goes on to its owner's own address."""

    def ask_forwarding(self, mailbox: str, to: str) -> None:
        """Name *to* as a forwarding address; naming it twice is fine.

        ``Refused`` (problem ``forwarding-by-hand``) for a consumer account.
        """

    def forwarding(self, mailbox: str, to: str) -> str:
        """Read back: "" when *to* is not named, "pending", "accepted", or "on"."""

    def forward(self, mailbox: str, to: str) -> None:
        """Turn it on; a copy stays in the inbox.  ``Refused`` as ``ask_forwarding``."""

    def forward_by_filter(self, mailbox: str, to: str) -> None:
        """Make a filter that all mail meets, once *to* is accepted; making it twice is fine."""


class Answering(Protocol):
    """Whoever writes to a mailbox is told its owner's own address."""

    def answer_automatically(self, mailbox: str, reply: AutoReply | None) -> None:
        """Set the reply; ``None`` turns it off.

        ``Refused`` (problem ``answer-by-hand``) where we may not: its owner can.
        """

    def automatic_answer(self, mailbox: str) -> AutoReply | None:
        """Read back what is answered, by whomever it was set."""


class Recovering(Protocol):
    """What opens an account is its owner's.

    For Workspace accounts; ``Refused`` (``account-by-hand``) for others.
    """

    def rotate_password(self, mailbox: str, password: str, owner: Recovery) -> None:
        """Set a password, to be changed at the next sign-in, and its owner's recovery.

        A telephone that cannot be dialled from everywhere is left out; new codes end the old ones.
        Our own grant may die with it.
        """

    def recovery(self, mailbox: str) -> Recovery:
        """Read back what opens it besides the password."""


class LettingGo(Protocol):
    """Nobody but its owner enters a mailbox any more, we neither.

    The first three are for Workspace accounts; ``Refused`` (``account-by-hand``) for others.
    """

    def sign_out(self, mailbox: str) -> None:
        """End the sessions of all browsers and telephones."""

    def withdraw(self, mailbox: str) -> None:
        """End other applications' tokens, application passwords and delegations, not our grant."""

    def accesses(self, mailbox: str) -> Sequence[str]:
        """Read back what ``withdraw`` ends and is still there: kinds, none twice."""

    def sends_as(self, mailbox: str) -> Sequence[str]:
        """The other addresses in whose name this mailbox may send, in lower case."""

    def revoke(self, mailbox: str) -> None:
        """End our grant; revoking twice is fine."""

    def is_dead(self, mailbox: str) -> bool:
        """Prove it: try our old token, and say whether Google calls it invalid."""


class Handover(Forwarding, Answering, Recovering, LettingGo, Protocol):
    """All of it."""
