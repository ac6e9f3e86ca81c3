"""Gmail for each mailbox: one session and one client each, made when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self

from google.auth.credentials import Credentials

from wire.session import BACKOFF
from workspace.google.errors import GoogleRefused
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http, Sessions
from workspace.secrets.credentials import unauthorised

CONSENT = {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}  # with a 403


class Mailboxes:
    """Call it with an address, get its Gmail.  Close it, or use it in a ``with``.

    Args:
        credentials: of an address; ``Refused`` when there are none.
        root: of the Gmail API, "" for Google's own.
        backoff: of reads, in seconds.
        sessions: how they are made.
    """

    def __init__(
        self,
        credentials: Callable[[str], Credentials],
        *,
        root: str = "",
        backoff: float = BACKOFF,
        sessions: Sessions = GoogleSession,
    ) -> None:
        self._credentials = credentials
        self._root = root
        self._backoff = backoff
        self._sessions = sessions
        self._opened: dict[str, Any] = {}
        self._stack = ExitStack()

    def __call__(self, address: str) -> Any:
        if address not in self._opened:
            session = self._sessions(self._credentials(address), backoff=self._backoff)
            http = Http(self._stack.enter_context(session))
            self._opened[address] = service("gmail", "v1", root=self._root, http=http)
        return self._opened[address]

    def close(self) -> None:
        """Close all sessions."""
        self._stack.close()
        self._opened.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def answering_for(mailbox: str) -> Iterator[None]:
    """Name the mailbox in the problem of a refusal that its consent would mend."""
    try:
        yield
    except GoogleRefused as refused:
        if refused.status == 401 or refused.reason in CONSENT:  # noqa: PLR2004
            refused.problems = (unauthorised(mailbox),)
        raise
