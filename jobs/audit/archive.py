"""The archive: every file that was recorded, and none that was not."""

from __future__ import annotations

import json
from collections.abc import Iterator

from invoicing.texts.audit import Finding
from jobs.engine.snapshot import Snapshot
from jobs.ports import ArchivedFile, Refused

Recorded = tuple[str, str, str, str]  # whose, id, name, SHA-256


def files(memory: Snapshot) -> Iterator[Finding]:
    """Compare Drive's list with what was recorded."""
    lying = {each.id: each for each in memory.desk.archive.lying()}
    for issued in memory.history.documents.values():
        if not issued.sha256:
            yield Finding(code="not-filed", where=issued.number)
    for recorded in _recorded(memory):
        yield from _compared(memory, recorded, lying.get(recorded[1]))
    known = _ids(memory)
    for each in lying.values():
        if each.id not in known and not each.is_trashed:
            yield Finding(code="file-unknown", where="Drive", what=each.name)


def _recorded(memory: Snapshot) -> Iterator[Recorded]:
    """Issued documents, and the drafts that were shown; a preview proves nothing to anybody."""
    for issued in memory.history.documents.values():
        if issued.sha256:
            yield issued.number, issued.file_id, issued.name, issued.sha256
    for (seller, key), dossier in memory.history.dossiers.items():
        for version in dossier.versions:
            if version.sha256:
                yield f"{seller} {key}", version.file_id, version.name, version.sha256


def _compared(
    memory: Snapshot, recorded: Recorded, lying: ArchivedFile | None
) -> Iterator[Finding]:
    where, file_id, name, sha256 = recorded
    if lying is None:
        lying = _fetched(memory, file_id, name)  # Drive's list lags behind
    if lying is None:
        yield Finding(code="file-gone", where=where, what=name)
    elif lying.sha256 != sha256:
        yield Finding(code="file-changed", where=where, what=name)
    elif lying.is_trashed:
        yield Finding(code="file-trashed", where=where, what=name)


def _fetched(memory: Snapshot, file_id: str, name: str) -> ArchivedFile | None:
    try:
        document = memory.desk.archive.get(file_id, name)
    except Refused:
        return None
    return ArchivedFile(id=file_id, name=name, sha256=document.sha256)


def _ids(memory: Snapshot) -> set[str]:
    """Every file id that any row names."""
    facts = (json.loads(row.facts) for row in memory.rows)
    named = ("file_id", "note_id", "id", "slip", "zip", "documents")  # the last three: of a kit
    return {found for each in facts for name in named for found in each.get(name, "").split()}
