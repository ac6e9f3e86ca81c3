"""The consent of an account, by hand and once: a browser, a page of Google's, a token.

Source: https://developers.google.com/identity/protocols/oauth2/native-app
(read in docs/facts/google-apis.md#oauth).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

from invoicing.texts.commands.set_up import CONSENT_PROMPT, CONSENT_THANKS
from invoicing.values.problems import Problem, Source
from jobs.ports import Refused
from wire.vault import Vault
from workspace.google.errors import answer, translated
from workspace.google.services import Roots, service
from workspace.google.session import GoogleSession, Http
from workspace.secrets.credentials import MailboxRole, keep, scopes

AUTH_URI = "https://accounts.google.com/o/oauth2/auth"
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 (an address)
RELAXED = "OAUTHLIB_RELAX_TOKEN_SCOPE"

# Codes of problems, with the values that their texts name.
DECLINED = "consent-declined"  # mailbox
FAILED = "consent-failed"  # mailbox, reason: OAuth's word, such as invalid_client
TIMEOUT = "consent-timeout"  # mailbox
INCOMPLETE = "consent-incomplete"  # mailbox, scopes
TEMPORARY = "consent-temporary"  # mailbox: no refresh token came
ANOTHER = "consent-other-account"  # mailbox, account


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthClient:
    """The OAuth client (type "Desktop") that asks, and how its page is opened."""

    client_id: str
    client_secret: str
    open_browser: bool = True
    port: int = 0  # of the page that Google sends the browser back to; 0: a free one
    patience: int = 300  # seconds

    def config(self, root: str) -> dict[str, Any]:
        """Write it as the console's file does; *root* replaces Google's addresses."""
        root = root.rstrip("/")
        installed = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "auth_uri": f"{root}/o/oauth2/auth" if root else AUTH_URI,
            "token_uri": f"{root}/token" if root else TOKEN_URI,
        }
        return {"installed": installed}


def authorize(
    address: str,
    roles: Iterable[MailboxRole],
    *,
    application: OAuthClient,
    roots: Roots,
    vault: Vault,
) -> None:
    """Ask an account for what *roles* need, and keep its token.

    ``Refused``, with a problem, when it declines, grants less, or is another account.
    """
    roles = set(roles)
    granted = _consent(address, roles, application, root=roots.oauth)
    missing = set(scopes(roles)) - set(granted.granted_scopes or ())
    if missing:
        raise _refused(INCOMPLETE, mailbox=address, scopes=", ".join(sorted(missing)))
    if not granted.refresh_token:
        raise _refused(TEMPORARY, mailbox=address)
    owner = _owner(granted, roles, roots)
    if owner.strip().lower() != address.strip().lower():
        raise _refused(ANOTHER, mailbox=address, account=owner)
    keep(vault, address, granted)


def _consent(
    address: str, roles: Iterable[MailboxRole], application: OAuthClient, *, root: str
) -> Credentials:
    flow = InstalledAppFlow.from_client_config(application.config(root), scopes(roles))
    try:
        with translated("oauth2.token"), _any_scopes():
            return _asked(flow, address, application)
    except WSGITimeoutError:
        raise _refused(TIMEOUT, mailbox=address) from None
    except OAuth2Error as error:
        if error.error == "access_denied":
            raise _refused(DECLINED, mailbox=address) from None
        raise _refused(FAILED, mailbox=address, reason=error.error) from None
    finally:
        flow.oauth2session.close()


def _asked(flow: InstalledAppFlow, address: str, application: OAuthClient) -> Credentials:
    """Serve the page that Google sends the browser back to; ``consent`` makes a lasting token."""
    granted: Credentials = flow.run_local_server(
        port=application.port,
        open_browser=application.open_browser,
        timeout_seconds=application.patience,
        authorization_prompt_message=CONSENT_PROMPT,
        success_message=CONSENT_THANKS,
        access_type="offline",
        prompt="consent",
        login_hint=address,
    )
    return granted


@contextmanager
def _any_scopes() -> Iterator[None]:
    """Let oauthlib accept fewer scopes than were asked for: we compare them ourselves."""
    before = os.environ.get(RELAXED)
    os.environ[RELAXED] = "1"
    try:
        yield
    finally:
        os.environ.pop(RELAXED)
        if before is not None:
            os.environ[RELAXED] = before


def _owner(granted: Credentials, roles: Iterable[MailboxRole], roots: Roots) -> str:
    """Return the address of the account that consented."""
    with GoogleSession(granted) as session:
        http = Http(session)
        if MailboxRole.MAILBOX in roles:
            gmail = service("gmail", "v1", root=roots.gmail, http=http)
            return str(answer(gmail.users().getProfile(userId="me"))["emailAddress"])
        drive = service("drive", "v3", root=roots.drive, http=http)
        return str(answer(drive.about().get(fields="user(emailAddress)"))["user"]["emailAddress"])


def _refused(code: str, **values: str) -> Refused:
    source = Source(tab="Clients", header="Adresse d'envoi")
    return Refused(
        f"authorize: {code}", problems=[Problem(code=code, source=source, values=values)]
    )
