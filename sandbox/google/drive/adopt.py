"""What products tell Drive about their documents."""

from __future__ import annotations

from sandbox.google.api.call import Call
from sandbox.google.drive import files, ids, mirror


def adopt(call: Call, file_id: str, name: str, mime_type: str) -> str:
    """Enter a document that a product made; return its id, a new one for ""."""
    file_id = file_id or ids.new_id()
    files.insert(call, file_id, name, mime_type)
    mirror.place(call, file_id)
    return file_id


def retitle(call: Call, file_id: str, name: str) -> None:
    """Note that a product renamed its document."""
    call.db.execute("UPDATE files SET name = ? WHERE id = ?", (name, file_id))
    touch(call, file_id)
    mirror.place(call, file_id)


def touch(call: Call, file_id: str) -> None:
    """Note that a product changed its document."""
    call.db.execute(
        "UPDATE files SET modified_at = ?, modified_by = ?, version = version + 1 WHERE id = ?",
        (call.now.timestamp(), call.account, file_id),
    )
