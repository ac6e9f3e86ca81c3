"""A vault that is one encrypted file."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from wire.vault import VaultClosed


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
            raise VaultClosed("vault: VAULT_KEY is no Fernet key") from None

    def read(self, name: str) -> str | None:
        return self._load().get(name)

    def write(self, name: str, secret: str) -> None:
        with self._locked():
            self._save(self._load() | {name: secret})

    def holds(self, name: str) -> bool:
        return name in self._load()

    def destroy(self, name: str) -> None:
        with self._locked():
            secrets = self._load()
            if secrets.pop(name, None) is not None:
                self._save(secrets)

    @contextmanager
    def _locked(self) -> Iterator[None]:
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
            secrets = json.loads(self._fernet.decrypt(self._path.read_bytes()))
        except FileNotFoundError:
            return {}
        except OSError as error:
            text = f"vault: {type(error).__name__}"
            raise VaultClosed(text) from None
        except (InvalidToken, ValueError):
            text = "vault: VAULT_KEY does not open the file, or it is damaged"
            raise VaultClosed(text) from None
        return dict(secrets)

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
