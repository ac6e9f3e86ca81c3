"""What a row shows of its approval."""

from __future__ import annotations

from invoicing.lifecycle import Entry
from invoicing.previews import latest
from invoicing.states import approved_by
from jobs.ports import Cell
from jobs.transmissions import to_the_second

FILE = "https://drive.google.com/file/d/{}/view"


def file_link(entry: Entry) -> str:
    """The document, or the draft that the client has before him, or what `Aperçu` shows."""
    if entry.document is not None:
        return FILE.format(entry.document.file_id) if entry.document.sha256 else ""
    version = entry.dossier.current
    is_current = version is not None and version.claim.content == entry.content
    if version and version.sha256 and is_current:
        return FILE.format(version.file_id)
    shown = latest(entry)
    return FILE.format(shown.file_id) if shown else ""


def approval_cells(entry: Entry) -> dict[str, Cell]:
    """`À valider avant`, `Validée le`, `Validée par`."""
    approval = entry.dossier.approval
    is_asked = entry.document is None and approval is None and entry.candidate is not None
    return {
        "À valider avant": to_the_second(entry.deadline) if is_asked else None,
        "Validée le": to_the_second(approval.at) if approval else None,
        "Validée par": approved_by(entry),
    }
