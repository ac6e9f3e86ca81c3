"""Accounts' tokens: which rights we ask for and why, and how a token is kept.

Source: https://developers.google.com/workspace/gmail/api/auth/scopes
(read in docs/facts/google-apis.md#oauth).
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterable

from google.oauth2.credentials import Credentials

from invoicing.values.problems import Problem, Source
from jobs.ports import Refused
from wire.vault import Vault


@enum.unique
class MailboxRole(enum.Enum):
    """What an account is to us."""

    AGENCY = "agency"  # owns workbook, tickets, Drive tree and Form
    MAILBOX = "mailbox"  # invoices leave from it
    LEAVING = "leaving"  # its contract ends, and its owner alone can forward its mail


SCOPES = {
    MailboxRole.AGENCY: {
        "https://www.googleapis.com/auth/drive.file": "the files that set-up made, and no others",
    },
    MailboxRole.MAILBOX: {
        "https://www.googleapis.com/auth/gmail.compose": "a draft first, then its sending",
        "https://www.googleapis.com/auth/gmail.readonly": "what was sent, bounced or answered",
    },
    MailboxRole.LEAVING: {
        "https://www.googleapis.com/auth/gmail.settings.basic": "a filter that forwards, a reply",
    },
}


def scopes(roles: Iterable[MailboxRole]) -> list[str]:
    """Return the scopes of *roles*, sorted."""
    return sorted({scope for role in roles for scope in SCOPES[role]})


def entry(address: str) -> str:
    """Return the name of an account's entry in the vault.

    >>> entry("Ada@Example.fr ")
    'google/ada@example.fr'
    """
    return f"google/{address.strip().lower()}"


def unauthorised(mailbox: str) -> Problem:
    """Return the problem of a mailbox without valid consent, for the workbook only."""
    source = Source(tab="Clients", header="Adresse d'envoi")
    return Problem(code="mailbox-unauthorised", source=source, values={"mailbox": mailbox})


def account_unauthorised(account: str) -> Problem:
    """Return the same problem of the agency's own account, `AGENCY_ACCOUNT`."""
    return Problem(
        code="account-unauthorised", source=Source(tab="Réglages"), values={"account": account}
    )


def credentials(
    vault: Vault,
    address: str,
    *,
    oauth: str = "",
    lacking: Callable[[str], Problem] = unauthorised,
) -> Credentials:
    """Load an account's credentials; *oauth* replaces the root of Google's token endpoint.

    ``Refused``, with the problem that *lacking* makes of the address, if there are none.

    The access token kept with them is not used, and no scopes are asked for: a fresh token
    carries what was granted.
    """
    kept = vault.read(entry(address))
    if kept is None:
        text = "vault: no token of this account"
        raise Refused(text, problems=[lacking(address)])
    try:
        token = json.loads(kept)
        return Credentials(
            None,
            refresh_token=token["refresh_token"],
            token_uri=f"{oauth.rstrip('/')}/token" if oauth else token["token_uri"],
            client_id=token["client_id"],
            client_secret=token["client_secret"],
        )
    except (ValueError, KeyError, TypeError):
        text = "vault: a damaged token"
        raise Refused(text, problems=[lacking(address)]) from None


def keep(vault: Vault, address: str, granted: Credentials) -> None:
    """Put an account's credentials into the vault."""
    vault.write(entry(address), granted.to_json())
