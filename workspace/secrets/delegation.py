"""Domain-wide delegation: a service account that acts in the name of a Workspace's accounts.

The vault's entry ``google-admin`` holds the service account's JSON file with two members more:
``admin``, the address of the administrator in whose name the directory is changed, and, where the
Workspace has several, ``domains``.  Consumer accounts cannot have it:
docs/facts/google-apis.md#forwarding-and-delegation
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.oauth2 import service_account

from jobs.ports import Refused
from wire.vault import Vault

ENTRY = "google-admin"
FOR_MAILBOX = {
    "https://www.googleapis.com/auth/gmail.settings.basic": "reading back, filters, auto-reply",
    "https://www.googleapis.com/auth/gmail.settings.sharing": "forwarding, and ending delegations",
}
FOR_ADMIN = {
    "https://www.googleapis.com/auth/admin.directory.user": "an account's password and recovery",
    "https://www.googleapis.com/auth/admin.directory.user.security": "sessions, tokens and codes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """The service account, and whom it may act for."""

    admin: str
    domains: frozenset[str]
    file: Mapping[str, Any] = field(repr=False)  # as Google's console gave it

    def covers(self, mailbox: str) -> bool:
        """Return whether an account is of this Workspace."""
        return mailbox.strip().lower().rpartition("@")[2] in self.domains

    def for_mailbox(self, mailbox: str) -> service_account.Credentials:
        """Return credentials for an account's own settings."""
        return self._credentials(mailbox, FOR_MAILBOX)

    def for_admin(self) -> service_account.Credentials:
        """Return credentials for the directory."""
        return self._credentials(self.admin, FOR_ADMIN)

    def _credentials(self, subject: str, scopes: Mapping[str, str]) -> service_account.Credentials:
        try:
            delegated: service_account.Credentials = (
                service_account.Credentials.from_service_account_info(
                    self.file, scopes=sorted(scopes), subject=subject.strip().lower()
                )
            )
        except ValueError:  # its text may carry the key
            raise _damaged() from None
        return delegated


def delegation(vault: Vault, *, oauth: str = "") -> Delegation | None:
    """Load it; ``None`` if there is none.  *oauth* replaces the root of the token endpoint."""
    kept = vault.read(ENTRY)
    if kept is None:
        return None
    try:
        file = dict(json.loads(kept))
        admin = str(file["admin"]).strip().lower()
        domains = {admin.rpartition("@")[2], *(str(each).lower() for each in file["domains"])}
    except (ValueError, KeyError, TypeError):
        raise _damaged() from None
    if oauth:
        file["token_uri"] = f"{oauth.rstrip('/')}/token"
    return Delegation(admin=admin, domains=frozenset(domains), file=file)


def keep(
    vault: Vault, file: Mapping[str, Any], *, admin: str, domains: tuple[str, ...] = ()
) -> None:
    """Put a service account's file into the vault, with the administrator it acts for."""
    kept = {**file, "admin": admin.strip().lower(), "domains": list(domains)}
    vault.write(ENTRY, json.dumps(kept))


def _damaged() -> Refused:
    return Refused("vault: a damaged service account")
