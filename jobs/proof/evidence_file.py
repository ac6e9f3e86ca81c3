"""A file of the archive as it was recorded, and as it lies there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jobs.engine.snapshot import Snapshot
from jobs.mail.attempts import DIFFERS, GONE, UNREADABLE
from jobs.ports import Document, Refused, Trouble
from jobs.proof.plain_names import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file of the archive, or what became of it."""

    id: str
    name: str
    sha256: str  # as recorded
    document: Document | None = None
    flaw: str = ""

    def draft_name(self, version: int) -> str:
        """Name a draft by the request that showed it, from 1."""
        return f"brouillon-{version}_{plain(self.name)}"


def fetched(memory: Snapshot, piece: EvidenceFile) -> EvidenceFile:
    """Download a file, and compare."""
    try:
        document = memory.desk.archive.get(piece.id, piece.name)
    except Refused:
        return replace(piece, flaw=GONE)
    except Trouble:
        return replace(piece, flaw=UNREADABLE)
    flaw = "" if document.sha256 == piece.sha256 else DIFFERS
    return replace(piece, document=document, flaw=flaw)
