"""Whose a file in Drive is: it can be given away within Google's limits only.

Source: https://developers.google.com/workspace/drive/api/guides/transfer-file
"""

from __future__ import annotations

from enum import Enum, unique
from typing import Protocol


@unique
class Tenure(Enum):
    """How far a file has become somebody's."""

    OWNED = "owned"  # it is his: within one Workspace, at once
    OFFERED = "offered"  # between consumers: he has to accept
    SHARED = "shared"  # never across domains: it stays where it is, and he reads it


class Ownership(Protocol):
    """The owner of files in Drive."""

    def offer(self, file_id: str, address: str) -> Tenure:
        """Make *address* the owner, as far as Google lets; again is fine."""
