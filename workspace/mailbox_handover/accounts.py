"""The accounts that are handed over: their Gmail and the directory, under which credentials.

A Workspace account's settings are reached by delegation, which outlives its password; a consumer's
only by its own token, which lacks the right to change forwarding whatever it consented to.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property, partial
from typing import Any

import requests
from google.auth.credentials import Credentials
from google.oauth2.credentials import Credentials as Consent

from invoicing.values.problems import Problem, Source
from jobs.ports import Refused
from wire.session import BACKOFF, anonymous
from wire.vault import Vault
from workspace.gmail.mailboxes import Mailboxes
from workspace.google.services import Roots, service
from workspace.google.session import GoogleSession, Http, Sessions
from workspace.secrets.credentials import credentials
from workspace.secrets.delegation import Delegation, delegation

BY_HAND = "account-by-hand"


class Accounts:
    """The sessions under which each account's settings are reached.

    Args:
        vault: holds ``google/<address>`` and ``google-admin``.
        stack: closes the sessions.
        roots: of the APIs.
        backoff: of reads, in seconds.
        sessions: how they are made.
    """

    def __init__(
        self,
        vault: Vault,
        stack: ExitStack,
        *,
        roots: Roots,
        backoff: float = BACKOFF,
        sessions: Sessions = GoogleSession,
    ) -> None:
        self._vault = vault
        self._roots = roots
        self._backoff = backoff
        self._sessions = sessions
        self._stack = stack
        self._own = self._opened(partial(credentials, vault, oauth=roots.oauth))
        self._managed = self._opened(self._for_mailbox)

    def settings(self, mailbox: str) -> Any:
        """Return ``users().settings()`` of a mailbox, by delegation where it is ours to manage."""
        gmail = self._managed if self.is_managed(mailbox) else self._own
        return gmail(mailbox).users().settings()

    def is_managed(self, mailbox: str) -> bool:
        """Return whether the Workspace's administrator may act for it."""
        return self._stored_delegation is not None and self._stored_delegation.covers(mailbox)

    def directory_of(self, mailbox: str) -> Any:
        """Return the Admin directory that an account is in.

        ``Refused`` (problem ``account-by-hand``) where only its owner may.
        """
        if not self.is_managed(mailbox):
            raise by_hand(BY_HAND, mailbox)
        return self._directory

    @cached_property
    def _directory(self) -> Any:
        session = self._sessions(self._delegation.for_admin(), backoff=self._backoff)
        http = Http(self._stack.enter_context(session))
        return service("admin", "directory_v1", root=self._roots.admin, http=http)

    @cached_property
    def plain(self) -> requests.Session:
        """Return a session that carries nobody's token."""
        return self._stack.enter_context(anonymous(self._backoff))

    def token(self, mailbox: str) -> Consent:
        """Return our credentials of a mailbox, fresh from the vault."""
        return credentials(self._vault, mailbox, oauth=self._roots.oauth)

    def fresh(self) -> Mailboxes:
        """Return mailboxes that hold no access token yet, for the caller to close."""
        return Mailboxes(
            self.token, root=self._roots.gmail, backoff=self._backoff, sessions=self._sessions
        )

    @cached_property
    def _stored_delegation(self) -> Delegation | None:
        return delegation(self._vault, oauth=self._roots.oauth)

    @property
    def _delegation(self) -> Delegation:
        assert self._stored_delegation is not None
        return self._stored_delegation

    def _for_mailbox(self, mailbox: str) -> Credentials:
        return self._delegation.for_mailbox(mailbox)

    def _opened(self, of: Callable[[str], Credentials]) -> Mailboxes:
        mailboxes = Mailboxes(
            of, root=self._roots.gmail, backoff=self._backoff, sessions=self._sessions
        )
        return self._stack.enter_context(mailboxes)


def by_hand(code: str, mailbox: str, **values: str) -> Refused:
    """Return the refusal that only the account's owner can mend."""
    source = Source(tab="Clients", header="Adresse d'envoi")
    problem = Problem(code=code, source=source, values={"mailbox": mailbox, **values})
    return Refused(f"handover: {code}", problems=[problem])
