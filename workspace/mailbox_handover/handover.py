"""Jobs' port ``Handover``: its four parts, over the same accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from wire.session import BACKOFF
from wire.vault import Vault
from workspace.google.services import Roots
from workspace.google.session import GoogleSession, Sessions
from workspace.mailbox_handover.accounts import Accounts
from workspace.mailbox_handover.auto_reply import Answering
from workspace.mailbox_handover.forwarding import Forwarding
from workspace.mailbox_handover.recovery import Recovering
from workspace.mailbox_handover.revoke_access import LettingGo


class Handover(Forwarding, Answering, Recovering, LettingGo):
    """Hands mailboxes over."""


@contextmanager
def opened(
    vault: Vault, *, roots: Roots, backoff: float = BACKOFF, sessions: Sessions = GoogleSession
) -> Iterator[Handover]:
    """Open the hand-over; its sessions are made when they are first needed."""
    with ExitStack() as stack:
        yield Handover(Accounts(vault, stack, roots=roots, backoff=backoff, sessions=sessions))
