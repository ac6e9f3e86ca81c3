"""What is left of one document's life, read back: Journal, archive, mailboxes.  Nothing is written.

What is gone or differs is a ``flaw`` of its piece, and stops nothing; the texts of flaws are in
invoicing/texts/pages/proof.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from invoicing.document.invoice import Invoice
from invoicing.history.approval_file import ApprovalFile, RequestVersion
from invoicing.history.events.event import Event
from invoicing.history.records import DocumentKey, IssuedDocument, Transmission
from invoicing.rows.lookup import normalised
from invoicing.values.canonical_json import from_json, sha256
from invoicing.values.problems import Problem, Source
from invoicing.values.roles import MailRole
from jobs.engine.frozen_contents import contents
from jobs.engine.journal_chain import event_of
from jobs.engine.snapshot import Snapshot
from jobs.mail.attempts import DIFFERS, GONE, UNREADABLE, SendingAttempt, sendings
from jobs.notices.untold import role_of
from jobs.ports import Conflict, Document, JournalRow, Refused, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file of the archive, or what became of it."""

    id: str
    name: str
    sha256: str  # as recorded
    document: Document | None = None
    flaw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All of it."""

    memory: Snapshot
    key: DocumentKey
    issued: IssuedDocument | None
    dossier: ApprovalFile
    told: tuple[int, ...]  # which rows of the chain concern it, by place
    texts: Mapping[str, str] = field(default_factory=dict)  # SHA-256 → content
    lost: bool = False  # a content is not what was recorded
    archived: EvidenceFile | None = None
    drafts: tuple[EvidenceFile, ...] = ()  # by version, from 1
    sendings: tuple[SendingAttempt, ...] = ()

    @property
    def events(self) -> Iterator[tuple[Event, datetime]]:
        """What happened to it, oldest first."""
        return (event_of(self.memory.rows[place]) for place in self.told)

    @property
    def invoice(self) -> Invoice | None:
        """What was issued or last asked for, ``None`` when that has been emptied."""
        versions = self.dossier.versions
        record = self.issued.record if self.issued else versions[-1].record if versions else ""
        text = self.texts.get(record)
        return from_json(Invoice, text) if text else None

    def carries_live_codes(self, now: datetime) -> bool:
        """Whether one of its mails still lets its reader answer, for this document or another."""
        roles = {each.role for each in self.sendings if each.is_letter and each.raw}
        roles |= {role.replace(MailRole.REMINDER, MailRole.APPROVAL, 1) for role in roles}
        history = self.memory.history
        return any(
            version.letter in roles and version.claim.expires > now
            for key, dossier in history.dossiers.items()
            if key.client == self.key.client and key not in history.documents
            for version in dossier.versions
        )

    def said(self, record: str) -> tuple[str, ...] | None:
        """The words of a content, ``None`` when it has been emptied."""
        text = self.texts.get(record)
        if text is None:
            return None
        found = json.loads(text)
        return tuple(map(str, found)) if isinstance(found, list) else (str(found),)


def found(memory: Snapshot, *, number: str = "", seller: str = "", ref: str = "") -> DocumentKey:
    """Return the key of a document; ``Refused`` when the Journal knows none such."""
    history, wanted = memory.history, number.strip().upper()
    key = DocumentKey(client=normalised(seller), reference=normalised(ref))
    known = {*history.documents, *history.dossiers, *history.seen}
    keys = [each for each, issued in history.documents.items() if issued.number.upper() == wanted]
    if ref:
        keys = [each for each in known if each[1] == key.reference and key.client in {"", each[0]}]
    if len(keys) != 1:
        values = {"number": number or ref}
        problem = Problem(code="no-document", source=Source(tab="Journal"), values=values)
        raise Refused("no such document", problems=[problem])
    return keys[0]


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
    return _fetched(memory, piece)


def _draft(memory: Snapshot, version: RequestVersion) -> EvidenceFile:
    piece = EvidenceFile(id=version.file_id, name=version.name, sha256=version.sha256)
    return _fetched(memory, piece) if version.sha256 else piece


def _fetched(memory: Snapshot, piece: EvidenceFile) -> EvidenceFile:
    """Download a file, and compare."""
    try:
        document = memory.desk.archive.get(piece.id, piece.name)
    except Refused:
        return replace(piece, flaw=GONE)
    except Trouble:
        return replace(piece, flaw=UNREADABLE)
    flaw = "" if document.sha256 == piece.sha256 else DIFFERS
    return replace(piece, document=document, flaw=flaw)
