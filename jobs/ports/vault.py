"""Secrets, and what is sealed with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from invoicing.history.approval_code import SigningKey


class Safe(Protocol):
    """Where secrets lie; none of them ever reaches the Sheet, the Journal, a log or a mail."""

    def read(self, name: str) -> str | None:
        """Return a secret, or ``None`` when there is none of that name."""

    def holds(self, name: str) -> bool:
        """Whether any version of a secret is still there, an earlier one too."""

    def destroy(self, name: str) -> None:
        """Destroy it, with every version there was; one that is gone is fine."""

    def passphrase(self) -> str:
        """Make a passphrase of six words or more, to be told by telephone."""

    def sealed(self, pdf: bytes, passphrase: str) -> bytes:
        """Encrypt a PDF (AES-256), so that it opens with the passphrase only."""


class Keys(Protocol):
    """The secrets under which codes of approval are made."""

    def all(self) -> Mapping[str, SigningKey]:
        """Return them by id: whole numbers, the highest is the one in use."""
