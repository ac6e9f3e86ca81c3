"""Where secrets are kept, by name: what every vault does."""

from __future__ import annotations

from typing import Protocol


class VaultClosed(Exception):
    """A vault does not open until a person acts: a wrong key, a damaged or unreadable file."""


class Vault(Protocol):
    """Secrets by name."""

    def read(self, name: str) -> str | None:
        """Return a secret; ``None`` if there is none of that name."""

    def write(self, name: str, secret: str) -> None:
        """Keep a secret, in place of an earlier one of that name."""

    def holds(self, name: str) -> bool:
        """Return whether any version of a secret is there, an earlier one too."""

    def destroy(self, name: str) -> None:
        """Destroy every version of a secret; one that is gone is fine."""
