"""What is left of one document's life, read back: Journal, archive, mailboxes.  Nothing is written.

What is gone or differs is a ``flaw`` of its piece, and stops nothing; the texts of flaws are in
invoicing/texts/pages/proof.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from invoicing.history.approval_file import ApprovalFile, RequestVersion
from invoicing.history.records import DocumentKey, IssuedDocument, Transmission
from invoicing.values.canonical_json import sha256
from jobs.engine.frozen_contents import contents
from jobs.engine.snapshot import Snapshot
from jobs.mail.attempts import sendings
from jobs.notices.untold import role_of
from jobs.ports import Conflict, JournalRow
from jobs.proof.evidence import Evidence
from jobs.proof.evidence_file import EvidenceFile, fetched


def gathered(memory: Snapshot, key: DocumentKey) -> Evidence:
    """Read back what there is."""
    history = memory.history
    issued, dossier = history.documents.get(key), history.dossiers.get(key, ApprovalFile())
    roles, own = _letters(memory, key, dossier), issued.transmissions if issued else {}
    told = tuple(place for place, row in enumerate(memory.rows) if _concerns(row, key, roles))
    texts, lost = _texts(memory, [memory.rows[place] for place in told])
    return Evidence(
        memory=memory,
        key=key,
        issued=issued,
        dossier=dossier,
        told=told,
        texts=texts,
        lost=lost,
        archived=_archived(memory, issued) if issued and issued.sha256 else None,
        drafts=tuple(_draft(memory, version) for version in dossier.versions),
        sendings=tuple(sendings(memory, told, texts, letters=roles, own=own)),
    )


def _letters(memory: Snapshot, key: DocumentKey, dossier: ApprovalFile) -> dict[str, Transmission]:
    """The requests and reminders, and the notes about it, as far as they were written."""
    history = memory.history
    asked = {version.letter.partition(" ")[2] for version in dossier.versions}
    seller, ref = key
    told = (
        each
        for each in history.news.values()
        if each.client_code == seller and ref in each.references
    )
    notes = set(map(role_of, told))
    return {
        role: letter
        for (seller, role), letter in history.letters.items()
        if seller == key.client and (role in notes or role.partition(" ")[2] in asked)
    }


def _concerns(row: JournalRow, key: DocumentKey, roles: Mapping[str, Transmission]) -> bool:
    if row.seller != key.client:
        return False
    return row.key == key.reference or (not row.key and json.loads(row.facts).get("role") in roles)


def _texts(memory: Snapshot, rows: Sequence[JournalRow]) -> tuple[Mapping[str, str], bool]:
    """The contents of *rows*; those that are not what was recorded are left out."""
    records = {json.loads(row.facts).get("record", "") for row in rows} - {""}
    with suppress(Conflict):
        return contents(memory.desk.ledger, rows, records), False
    with suppress(Conflict):
        read = memory.desk.ledger.contents(rows)
        return {sha256(text.encode()): text for text in read if text}, True
    return {}, True


def _archived(memory: Snapshot, issued: IssuedDocument) -> EvidenceFile:
    piece = EvidenceFile(id=issued.file_id, name=issued.name, sha256=issued.sha256)
    return fetched(memory, piece)


def _draft(memory: Snapshot, version: RequestVersion) -> EvidenceFile:
    piece = EvidenceFile(id=version.file_id, name=version.name, sha256=version.sha256)
    return fetched(memory, piece) if version.sha256 else piece
