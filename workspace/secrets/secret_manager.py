"""Where secrets lie: an encrypted file, or Google's Secret Manager.

``VAULT=file:PATH`` or ``VAULT=gcp:PROJECT``.  Entries: ``google/<address>``, ``approval-key/<id>``,
``handover/<client>``, ``google-admin``.  A new client needs an entry, not a deployment.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from cryptography.fernet import Fernet, InvalidToken

from jobs.ports import Refused
from workspace.google.errors import GoogleRefused, answer

NOT_FOUND = 404
DESTROYED = "FAILED_PRECONDITION"  # what Secret Manager answers of a version that is no more
LIVING = "NOT state:DESTROYED"
PAGE = 250
PLAIN = re.compile(rb"[A-Za-z0-9-]")


class Vault(Protocol):
    """Secrets by name."""

    def read(self, name: str) -> str | None:
        """Return a secret, or ``None`` when there is none of that name."""

    def write(self, name: str, secret: str) -> None:
        """Keep a secret, in place of an earlier one of that name."""

    def holds(self, name: str) -> bool:
        """Say whether there is anything of that name, be it an earlier one."""

    def destroy(self, name: str) -> None:
        """Keep nothing of that name any more, no earlier one either; twice is fine."""


class FileVault:
    """One file: a JSON object under Fernet, readable by its owner only.

    Args:
        path: the file; it need not exist yet.
        key: of Fernet, 32 bytes in base64url (``VAULT_KEY``).
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        try:
            self._fernet = Fernet(key)
        except ValueError:
            text = "vault: VAULT_KEY is no Fernet key"
            raise Refused(text) from None

    def read(self, name: str) -> str | None:
        return self._load().get(name)

    def write(self, name: str, secret: str) -> None:
        with self._alone():
            self._save(self._load() | {name: secret})

    def holds(self, name: str) -> bool:
        return name in self._load()

    def destroy(self, name: str) -> None:
        with self._alone():
            kept = self._load()
            if kept.pop(name, None) is not None:
                self._save(kept)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from writing between our read and our write."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(
            self._path.with_name(self._path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600
        )
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _load(self) -> dict[str, str]:
        try:
            found = json.loads(self._fernet.decrypt(self._path.read_bytes()))
        except FileNotFoundError:
            return {}
        except OSError as error:
            text = f"vault: {type(error).__name__}"
            raise Refused(text) from None
        except (InvalidToken, ValueError):
            text = "vault: VAULT_KEY does not open the file, or it is damaged"
            raise Refused(text) from None
        return dict(found)

    def _save(self, secrets: dict[str, str]) -> None:
        """Write beside it and rename: a killed process leaves the old file or the new one."""
        sealed = self._fernet.encrypt(json.dumps(secrets).encode())
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        file = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self._path)


class SecretManagerVault:
    """Secret Manager v1 of one project; each secret's latest version counts.

    Source: https://cloud.google.com/secret-manager/docs/reference/rest

    Args:
        secrets: ``service("secretmanager", "v1", …)``.
        project: its id.
    """

    def __init__(self, secrets: Any, project: str) -> None:
        self._secrets = secrets.projects().secrets()
        self._project = f"projects/{project}"

    def read(self, name: str) -> str | None:
        latest = f"{self._path(name)}/versions/latest"
        try:
            found = answer(self._secrets.versions().access(name=latest), "payload")
        except GoogleRefused as refused:
            if refused.status == NOT_FOUND or refused.reason == DESTROYED:
                return None
            raise
        return base64.b64decode(found["payload"]["data"]).decode()

    def write(self, name: str, secret: str) -> None:
        try:
            self._add(name, secret)
        except GoogleRefused as refused:
            if refused.status != NOT_FOUND:
                raise
            self._create(name)
            self._add(name, secret)

    def holds(self, name: str) -> bool:
        return bool(self._living(name))

    def destroy(self, name: str) -> None:
        """Destroy every version; the empty secret stays, so that its permissions do."""
        for version in self._living(name):
            answer(self._secrets.versions().destroy(name=version, body={}))

    def _living(self, name: str) -> list[str]:
        try:
            return list(self._listed(name))
        except GoogleRefused as refused:
            if refused.status == NOT_FOUND:
                return []
            raise

    def _listed(self, name: str) -> Iterator[str]:
        versions = self._secrets.versions()
        request = versions.list(parent=self._path(name), filter=LIVING, pageSize=PAGE)
        while request is not None:
            page = answer(request)
            yield from (each["name"] for each in page.get("versions", ()))
            request = versions.list_next(request, page)

    def _path(self, name: str) -> str:
        return f"{self._project}/secrets/{secret_id(name)}"

    def _add(self, name: str, secret: str) -> None:
        body = {"payload": {"data": base64.b64encode(secret.encode()).decode()}}
        answer(self._secrets.addVersion(parent=self._path(name), body=body))

    def _create(self, name: str) -> None:
        body: dict[str, Any] = {"replication": {"automatic": {}}}
        answer(self._secrets.create(parent=self._project, secretId=secret_id(name), body=body))


def secret_id(name: str) -> str:
    """Write an entry's name in the letters that Secret Manager allows, each name differently.

    >>> secret_id("google/ada@example.fr")
    'google_2fada_40example_2efr'
    """
    pieces = (bytes([byte]) for byte in name.encode())
    return "".join(p.decode() if PLAIN.fullmatch(p) else f"_{p.hex()}" for p in pieces)
