"""The vault as jobs see it, and the sealing of what is handed over."""

from __future__ import annotations

from dataclasses import dataclass

from wire.vault import Vault
from workspace.secrets import secret_pdf


@dataclass(frozen=True, slots=True)
class Safe:
    """Secrets by name, and PDFs that a passphrase opens."""

    vault: Vault

    def read(self, name: str) -> str | None:
        return self.vault.read(name)

    def holds(self, name: str) -> bool:
        return self.vault.holds(name)

    def destroy(self, name: str) -> None:
        self.vault.destroy(name)

    def passphrase(self) -> str:
        return secret_pdf.passphrase()

    def sealed(self, pdf: bytes, passphrase: str) -> bytes:
        return secret_pdf.sealed(pdf, passphrase)
