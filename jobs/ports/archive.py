"""The archive as jobs know it: the Drive tree of folders and documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from jobs.ports.mail import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFile:
    """A document as Drive lists it."""

    id: str
    name: str
    sha256: str
    is_trashed: bool = False


class Archive(Protocol):
    """The Drive tree: a folder a client, a folder a year, the documents."""

    def reserve(self, count: int) -> Sequence[str]:
        """Return *count* ids under which files can be created, once each."""

    def make_folder(self, folder_id: str, name: str, *, parent: str) -> None:
        """Create a folder; one that exists already under that id is it."""

    def share(self, folder_id: str, address: str) -> None:
        """Let *address* read the folder."""

    def put(
        self, file_id: str, document: Document, *, folder: str, properties: Mapping[str, str]
    ) -> str:
        """Upload, and return the SHA-256 of what lies under that id: ours, or an earlier one."""

    def get(self, file_id: str, name: str) -> Document:
        """Download."""

    def lock(self, file_ids: Sequence[str]) -> None:
        """Make issued documents read-only."""

    def lying(self) -> Sequence[ArchivedFile]:
        """List every document of ours, Trash included; the newest may not be listed yet."""
