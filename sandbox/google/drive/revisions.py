"""The content of files: every upload is a revision."""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any

from sandbox.google.api.call import Call, Content, GoogleError, Media
from sandbox.google.drive import access
from sandbox.google.drive.errors import forbidden, wrong
from sandbox.google.drive.rows import digests, instant, user
from sandbox.state.clock import rfc3339

DEFAULT = ("kind", "id", "mimeType", "modifiedTime")


def add(call: Call, file_id: str, name: str, media: Media) -> str:
    """Store content as the newest revision; return its id."""
    revision = "0B" + secrets.token_urlsafe(30)
    call.db.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            file_id,
            revision,
            media.content_type,
            name,
            len(media.content),
            *digests(media.content),
            media.content,
            call.now.timestamp(),
            call.account,
            call.one("keepRevisionForever").lower() == "true",
        ),
    )
    return revision


def content(call: Call, row: sqlite3.Row, revision: str = "") -> Content:
    """Return the bytes of a file, of one revision or of the newest."""
    stored = call.db.execute(
        "SELECT mime_type, content FROM revisions WHERE file_id = ? AND id = ?",
        (row["id"], revision or row["revision"]),
    ).fetchone()
    if stored is None:
        message = (
            "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        )
        raise forbidden(
            message,
            "fileNotDownloadable",
        )
    return Content(content_type=stored["mime_type"], content=bytes(stored["content"]))


def revisions_list(call: Call) -> dict[str, Any]:
    """Answer ``revisions.list``, oldest first."""
    row = access.file_row(call, call.path["fileId"])
    query = "SELECT * FROM revisions WHERE file_id = ? ORDER BY modified_at, rowid"
    revisions = [_shown(call, revision) for revision in call.db.execute(query, (row["id"],))]
    return {"kind": "drive#revisionList", "revisions": revisions}


def revisions_get(call: Call) -> Any:
    """Answer ``revisions.get``, metadata or bytes."""
    row = access.file_row(call, call.path["fileId"])
    revision = _revision(call, row)
    if call.one("alt") == "media":
        return content(call, row, revision["id"])
    return _shown(call, revision)


def revisions_update(call: Call) -> Any:
    """Answer ``revisions.update``: keepForever, nothing else."""
    row = access.file_row(call, call.path["fileId"], "writer")
    revision = _revision(call, row)
    if "keepForever" not in call.body:
        message = "Only keepForever can be changed here."
        raise wrong(message)
    query = "UPDATE revisions SET keep = ? WHERE file_id = ? AND id = ?"
    call.db.execute(query, (call.body["keepForever"], row["id"], revision["id"]))
    return _shown(call, _revision(call, row))


def revisions_delete(call: Call) -> None:
    """Answer ``revisions.delete``: any but the newest."""
    row = access.file_row(call, call.path["fileId"], "writer")
    revision = _revision(call, row)
    if revision["id"] == row["revision"]:
        message = "The head revision cannot be deleted."
        raise forbidden(message, "cannotDeleteHeadRevision")
    query = "DELETE FROM revisions WHERE file_id = ? AND id = ?"
    call.db.execute(query, (row["id"], revision["id"]))


def _revision(call: Call, row: sqlite3.Row) -> sqlite3.Row:
    revision_id = call.path["revisionId"]
    stored: sqlite3.Row | None = call.db.execute(
        "SELECT * FROM revisions WHERE file_id = ? AND id = ?",
        (row["id"], row["revision"] if revision_id == "head" else revision_id),
    ).fetchone()
    if stored is None:
        raise GoogleError(404, "notFound", f"Revision not found: {revision_id}.")
    return stored


def _shown(call: Call, revision: sqlite3.Row) -> dict[str, Any]:
    full = {
        "kind": "drive#revision",
        "id": revision["id"],
        "mimeType": revision["mime_type"],
        "modifiedTime": rfc3339(instant(revision["modified_at"])),
        "keepForever": bool(revision["keep"]),
        "size": str(revision["size"]),
        "md5Checksum": revision["md5"],
        "originalFilename": revision["name"],
        "lastModifyingUser": user(call, revision["modified_by"]),
    }
    return full if call.one("fields") else {name: full[name] for name in DEFAULT}
