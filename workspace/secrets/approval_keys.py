"""The secrets that approval codes are made under: ``approval-key/1``, ``/2``, … in the vault.

The newest makes new codes; the older ones still check theirs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from invoicing.history.approval_code import SigningKey
from jobs.ports import Refused
from wire.vault import Vault

LENGTH = 32  # bytes


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a vault."""

    vault: Vault

    def all(self) -> Mapping[str, SigningKey]:
        """Return all keys by id, oldest first."""
        keys: dict[str, SigningKey] = {}
        for number in count(1):
            kept = self.vault.read(_entry(number))
            if kept is None:
                break
            keys[str(number)] = _key(kept)
        return keys

    def ensure(self, now: datetime) -> None:
        """Make the first key if there is none."""
        if self.vault.read(_entry(1)) is None:
            self._make(1, now)

    def renew(self, now: datetime) -> None:
        """Make the next key; the earlier ones stay."""
        self._make(len(self.all()) + 1, now)

    def _make(self, number: int, now: datetime) -> None:
        entry = {"secret": secrets.token_hex(LENGTH), "made": now.astimezone(UTC).isoformat()}
        self.vault.write(_entry(number), json.dumps(entry))


def _entry(number: int) -> str:
    return f"approval-key/{number}"


def _key(kept: str) -> SigningKey:
    try:
        entry = json.loads(kept)
        secret, made_at = bytes.fromhex(entry["secret"]), datetime.fromisoformat(entry["made"])
    except (ValueError, KeyError, TypeError):
        raise Refused("vault: a damaged approval key") from None
    if len(secret) != LENGTH or made_at.tzinfo is None:
        raise Refused("vault: a damaged approval key")
    return SigningKey(secret=secret, made=made_at.astimezone(UTC))
