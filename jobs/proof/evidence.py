"""What is left of one document's life: what was recorded, and what could be read back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.document.invoice import Invoice
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.events.event import Event
from invoicing.history.records import DocumentKey, IssuedDocument
from invoicing.values.canonical_json import from_json
from invoicing.values.roles import MailRole
from jobs.engine.journal_chain import event_of
from jobs.engine.snapshot import Snapshot
from jobs.mail.attempts import SendingAttempt
from jobs.proof.evidence_file import EvidenceFile


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
