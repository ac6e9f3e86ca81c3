"""The sandbox as a test sees it: accounts, faults, and what lies in the folder afterwards."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import requests
from google.oauth2.credentials import Credentials

from sandbox.server import Sandbox

AGENCY = "agence@agence.example"
MAILBOX = "factures.ada@gmail.com"
CLIENT_ID, CLIENT_SECRET = "factures.apps.example", "secret"
BACKOFF = 0.01  # seconds


class Google:
    """A running sandbox."""

    def __init__(self, sandbox: Sandbox, folder: Path, control: requests.Session) -> None:
        self.url = sandbox.url
        self.folder = folder
        self._control = control

    def control(self, verb: str, path: str, body: object = None) -> Any:
        """Ask for what only a sandbox has; see sandbox/application/control.py."""
        answer = self._control.request(verb, self.url + path, json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def account(self, address: str, *scopes: str) -> Credentials:
        """Host an account that has consented to *scopes*."""
        self.control("POST", "/accounts", {"address": address, "name": "Ada"})
        return self.consent(address, *scopes)

    def consent(self, address: str, *scopes: str) -> Credentials:
        """Return credentials of a consent to *scopes*: their last parts, or addresses."""
        prefix = "https://www.googleapis.com/auth/"
        body = {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "scopes": [each if "//" in each else prefix + each for each in scopes],
        }
        granted = self.control("POST", f"/accounts/{address}/grant", body)
        return Credentials(
            None,
            refresh_token=granted["refresh_token"],
            token_uri=f"{self.url}/token",
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
        )

    def fault(self, kind: str, method: str, **more: object) -> None:
        """Let a coming request go wrong; see sandbox/google/api/faults.py."""
        self.control("POST", "/sandbox/faults", [{"kind": kind, "method": method, **more}])

    def asked(self, method: str) -> int:
        """Count the requests of one method."""
        return sum(each["method"] == method for each in self.control("GET", "/sandbox/requests"))

    def at(self, instant: datetime) -> None:
        """Set the clock; it runs on."""
        self.control("PUT", "/clock", {"now": instant.isoformat()})


def files(google: Google) -> dict[str, bytes]:
    """Return all plain files of all Drives by path."""
    root = google.folder / "drive"
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def mails(google: Google, address: str, box: str) -> list[EmailMessage]:
    """Return the mails in ``drafts``, ``sent`` or ``inbox`` of an account."""
    found = sorted((google.folder / "mail" / address / box).glob("*.eml"))
    return [
        message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
        for path in found
    ]
