"""The documents at hand in a run: what was read or made once, and is used again."""

from __future__ import annotations

from dataclasses import dataclass, field

from invoicing.document.invoice import Invoice
from invoicing.history.records import DocumentKey
from jobs.ports import Document


@dataclass(slots=True, kw_only=True)
class DocumentsAtHand:
    """What a run has read, printed or made of documents."""

    invoices: dict[DocumentKey, Invoice] = field(default_factory=dict)  # frozen content
    files: dict[DocumentKey, Document] = field(default_factory=dict)  # just archived
    logos: dict[str, bytes] = field(default_factory=dict)  # by Drive id; b"": cannot be read
    folders_made: set[tuple[str, str]] = field(default_factory=set)  # (siren, year)
