"""The vault that ``VAULT`` names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import google.auth

from jobs.ports import Refused
from workspace.google.errors import translated
from workspace.google.services import service
from workspace.google.session import BACKOFF, GoogleSession, Http
from workspace.secrets.vault import FileVault, SecretManagerVault, Vault

CLOUD = "https://www.googleapis.com/auth/cloud-platform"  # what Secret Manager asks for


@contextmanager
def opened(
    where: str, *, key: str = "", root: str = "", backoff: float = BACKOFF
) -> Iterator[Vault]:
    """Open the vault ``file:PATH`` (under *key*) or ``gcp:PROJECT`` (at *root*)."""
    kind, _, name = where.partition(":")
    if kind == "file" and name:
        yield FileVault(Path(name), key)
    elif kind == "gcp" and name:
        with _cloud_session(backoff) as session:
            secrets = service("secretmanager", "v1", root=root, http=Http(session))
            yield SecretManagerVault(secrets, name)
    else:
        text = "vault: VAULT is neither file:PATH nor gcp:PROJECT"
        raise Refused(text)


def _cloud_session(backoff: float) -> GoogleSession:
    with translated("application default credentials"):
        credentials, _ = google.auth.default(scopes=[CLOUD])
    return GoogleSession(credentials, backoff=backoff)
