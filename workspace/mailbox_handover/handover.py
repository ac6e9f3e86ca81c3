"""Jobs' port ``Handover``: its four parts, over the same accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from workspace.accounts import Accounts
from workspace.answering import Answering
from workspace.forwarding import Forwarding
from workspace.letting_go import LettingGo
from workspace.recovering import Recovering
from workspace.services import Roots
from workspace.session import BACKOFF, GoogleSession, Sessions
from workspace.vault import Vault


class Handover(Forwarding, Answering, Recovering, LettingGo):
    """Hands mailboxes over."""


@contextmanager
def opened(
    vault: Vault, *, roots: Roots, backoff: float = BACKOFF, sessions: Sessions = GoogleSession
) -> Iterator[Handover]:
    """Open it; its sessions are made when they are first needed."""
    with ExitStack() as stack:
        yield Handover(Accounts(vault, stack, roots=roots, backoff=backoff, sessions=sessions))
