"""The vault that ``VAULT`` names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import google.auth

from jobs.ports import Refused
from wire.file_vault import FileVault
from wire.session import BACKOFF
from wire.vault import Vault, VaultClosed
from workspace.google.errors import translated
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http
from workspace.secrets.secret_manager import SecretManagerVault

CLOUD = "https://www.googleapis.com/auth/cloud-platform"  # what Secret Manager asks for


@dataclass(frozen=True, slots=True)
class RefusingVault:
    """A vault of wire/ whose ``VaultClosed`` is ``Refused``."""

    vault: Vault

    def read(self, name: str) -> str | None:
        with _refusing():
            return self.vault.read(name)

    def write(self, name: str, secret: str) -> None:
        with _refusing():
            self.vault.write(name, secret)

    def holds(self, name: str) -> bool:
        with _refusing():
            return self.vault.holds(name)

    def destroy(self, name: str) -> None:
        with _refusing():
            self.vault.destroy(name)


@contextmanager
def opened(
    where: str, *, key: str = "", root: str = "", backoff: float = BACKOFF
) -> Iterator[Vault]:
    """Open the vault ``file:PATH`` (under *key*) or ``gcp:PROJECT`` (at *root*)."""
    kind, _, name = where.partition(":")
    if kind == "file" and name:
        yield _of_file(Path(name), key)
    elif kind == "gcp" and name:
        with _cloud_session(backoff) as session:
            secrets = service("secretmanager", "v1", root=root, http=Http(session))
            yield SecretManagerVault(secrets, name)
    else:
        raise Refused("vault: VAULT is neither file:PATH nor gcp:PROJECT")


def _of_file(path: Path, key: str) -> RefusingVault:
    with _refusing():
        return RefusingVault(FileVault(path, key))


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except VaultClosed as closed:
        raise Refused(str(closed)) from None


def _cloud_session(backoff: float) -> GoogleSession:
    with translated("application default credentials"):
        credentials, _ = google.auth.default(scopes=[CLOUD])
    return GoogleSession(credentials, backoff=backoff)
