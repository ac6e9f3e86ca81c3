"""What a row shows of its document: the number, the file, how it went, and its approval."""

from __future__ import annotations

from datetime import datetime

from invoicing.register.entry import DocumentState, Entry
from invoicing.register.previews import latest
from invoicing.register.statuses import approved_by, reception
from jobs.documents.folders import FILE
from jobs.mail.transmissions import to_the_second
from jobs.ports import Cell


def _file_link(entry: Entry) -> str:
    """The document, or the draft that the client has before him, or what `Aperçu` shows."""
    if entry.document is not None:
        return FILE.format(entry.document.file_id) if entry.document.sha256 else ""
    version = entry.dossier.current
    is_current = version is not None and version.claim.content == entry.content
    if version and version.sha256 and is_current:
        return FILE.format(version.file_id)
    shown = latest(entry)
    return FILE.format(shown.file_id) if shown else ""


def document_cells(entry: Entry, now: datetime) -> dict[str, Cell]:
    """`Numéro`, `Date d'émission`, `PDF`, `Envoyée le`, `Réception`."""
    document = entry.document
    return {
        "Numéro": document.number if document else "",
        "Date d'émission": document.issue_date if document else None,
        "PDF": _file_link(entry),
        "Envoyée le": to_the_second(document.main.sent_at) if document else None,
        "Réception": reception(document.main, now) if document else "",
    }


def approval_cells(entry: Entry, now: datetime) -> dict[str, Cell]:
    """`À valider avant`, while silence would be consent; `Validée le`, `Validée par`."""
    approval, version = entry.dossier.approval, entry.dossier.current
    is_awaited = entry.state(now) is DocumentState.AWAITING_APPROVAL
    counts = is_awaited and version is not None and version.is_silent
    return {
        "À valider avant": to_the_second(entry.deadline) if counts else None,
        "Validée le": to_the_second(approval.at) if approval else None,
        "Validée par": approved_by(entry),
    }
