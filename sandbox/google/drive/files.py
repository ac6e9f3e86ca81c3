"""files.create, get, update, delete and copy."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from sandbox.google.api.call import Call, Media
from sandbox.google.drive import access, changes, ids, mirror, revisions, rows
from sandbox.google.drive.errors import forbidden, wrong
from sandbox.google.drive.schema import FOLDER

LATEST = 221_845_392_000  # seconds: the year 9000
EMPTY = Media(content_type="application/octet-stream", content=b"")


def insert(call: Call, file_id: str, name: str, mime_type: str, *, parent: str = "") -> None:
    """Enter a new file of the caller's, without content."""
    parent = parent or access.root_id(call)
    at = call.now.timestamp()
    call.db.execute(
        "INSERT INTO files (id, owner, client_id, name, mime_type, parent, created_at,"
        " modified_at, modified_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (file_id, call.account, call.client_id, name, mime_type, parent, at, at, call.account),
    )
    access.share(call.db, file_id, call.account, "owner")


def create(call: Call) -> dict[str, Any]:
    """Answer ``files.create``."""
    body = call.body
    changes.check_body(body, frozenset({"trashed"}))
    parent = changes.parent_of(call, body)
    file_id = ids.taken(call.db, body.get("id", ""))
    mime_type = _mime_type(call, body)
    name = body.get("name", "Untitled")
    insert(call, file_id, name, mime_type, parent=parent)
    _store(call, file_id, name, mime_type)
    changes.set_properties(call, file_id, body)
    _set_plain(call, file_id)
    mirror.place(call, file_id)
    return rows.shown(call, _row(call, file_id))


def _mime_type(call: Call, body: dict[str, Any]) -> str:
    given = body.get("mimeType") or (call.media.content_type if call.media else "")
    mime_type = str(given).partition(";")[0].strip() or EMPTY.content_type
    if rows.is_native(mime_type) and call.media and mime_type != call.media.content_type:
        message = "Conversion of uploads is not implemented in this sandbox."
        raise wrong(message, "badRequest")
    return mime_type


def _store(call: Call, file_id: str, name: str, mime_type: str) -> None:
    """Give a new file its content: bytes, or an empty document of the product that owns it."""
    if mime_type in call.natives:
        call.natives[mime_type].create(call, file_id, name)
    elif not rows.is_native(mime_type):
        media = call.media or EMPTY
        media = Media(content_type=mime_type, content=media.content)
        revision = revisions.add(call, file_id, name, media)
        call.db.execute("UPDATE files SET revision = ? WHERE id = ?", (revision, file_id))


def _set_plain(call: Call, file_id: str) -> None:
    """Set the columns that need no check, and the restriction."""
    body = call.body
    columns = {"description": "description", "starred": "starred", "name": "name"}
    values: dict[str, Any] = {column: body[key] for key, column in columns.items() if key in body}
    for key, column in (("createdTime", "created_at"), ("modifiedTime", "modified_at")):
        if key in body:
            values[column] = _instant(key, body[key])
    if "contentRestrictions" in body:
        row = _row(call, file_id)
        values["restrictions"] = changes.restrictions(call, row, body["contentRestrictions"])
    for column, value in values.items():
        query = f"UPDATE files SET {column} = ? WHERE id = ?"  # noqa: S608 (our own column names)
        call.db.execute(query, (value, file_id))


def _instant(name: str, text: str) -> float:
    try:
        at = datetime.fromisoformat(text)
        seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        seconds = -1
    if not 0 <= seconds < LATEST:
        message = f"Invalid value for {name}: {text}"
        raise wrong(message)
    return seconds


def _row(call: Call, file_id: str) -> sqlite3.Row:
    row: sqlite3.Row = call.db.execute("SELECT * FROM files WHERE id = ?", (file_id,)).fetchone()
    return row


def get(call: Call) -> Any:
    """Answer ``files.get``, metadata or bytes."""
    row = access.file_row(call, call.path["fileId"])
    if call.one("alt") == "media":
        return revisions.content(call, row)
    return rows.shown(call, row)


def update(call: Call) -> dict[str, Any]:
    """Answer ``files.update``: metadata, content, folder, trash."""
    row = access.file_row(call, call.path["fileId"], "writer")
    changes.check_body(call.body, frozenset({"id", "parents", "createdTime"}))
    if not row["parent"]:
        message = "The root folder cannot be changed."
        raise forbidden(message, "insufficientFilePermissions")
    changes.check_lock(row, call.body, content=call.media is not None)
    parent = changes.moved(call, row)
    call.db.execute(
        "UPDATE files SET parent = ?, version = version + 1, modified_at = ?, modified_by = ?"
        " WHERE id = ?",
        (parent, call.now.timestamp(), call.account, row["id"]),
    )
    _replace(call, row)
    changes.set_properties(call, row["id"], call.body)
    _set_plain(call, row["id"])
    _settle(call, row)
    return rows.shown(call, _row(call, row["id"]))


def _replace(call: Call, row: sqlite3.Row) -> None:
    if call.media is None:
        return
    if rows.is_native(row["mime_type"]):
        message = "The content of this type cannot be replaced."
        raise forbidden(message, "fileContentNotWritable")
    mime_type = _mime_type(call, call.body)
    media = Media(content_type=mime_type, content=call.media.content)
    revision = revisions.add(call, row["id"], call.body.get("name", row["name"]), media)
    query = "UPDATE files SET revision = ?, mime_type = ? WHERE id = ?"
    call.db.execute(query, (revision, mime_type, row["id"]))


def _settle(call: Call, before: sqlite3.Row) -> None:
    """Follow up a change where others look: the trash, the product's title, the plain files."""
    trashed = call.body.get("trashed")
    if trashed is not None and trashed != bool(before["trashed"]):
        if before["owner"] != call.account:
            message = "Only the owner can trash this file."
            raise forbidden(message)
        _set_trashed(call, before["id"], trashed=trashed)
    native = call.natives.get(before["mime_type"])
    if native and "name" in call.body:
        native.rename(call, before["id"], call.body["name"])
    content = call.media.content if call.media else None
    mirror.place(call, before["id"], content=content)


def _set_trashed(call: Call, file_id: str, *, trashed: bool) -> None:
    query = "UPDATE files SET trashed = ?, trashed_by_parent = 0 WHERE id = ?"
    call.db.execute(query, (trashed, file_id))
    call.db.execute(
        """WITH RECURSIVE down (id) AS (
            SELECT id FROM files WHERE parent = ?
            UNION SELECT f.id FROM files f JOIN down ON f.parent = down.id
        )
        UPDATE files SET trashed = ?, trashed_by_parent = ?
        WHERE id IN (SELECT id FROM down) AND trashed_by_parent = ? AND trashed = ?""",
        (file_id, trashed, trashed, not trashed, not trashed),
    )


def delete(call: Call) -> None:
    """Answer ``files.delete``: for ever, with all that is in a folder."""
    row = access.file_row(call, call.path["fileId"], "reader")
    if row["owner"] != call.account or not row["parent"]:
        message = "The user does not have sufficient permissions for this file."
        raise forbidden(message)
    mirror.forget(call, row)
    _delete(call, row)


def _delete(call: Call, row: sqlite3.Row) -> None:
    query = "SELECT * FROM files WHERE parent = ?"
    for child in call.db.execute(query, (row["id"],)).fetchall():
        _delete(call, child)
    if row["mime_type"] in call.natives:
        call.natives[row["mime_type"]].delete(call, row["id"])
    call.db.execute("DELETE FROM files WHERE id = ?", (row["id"],))
    call.db.execute("INSERT OR REPLACE INTO generated_ids VALUES (?, 1)", (row["id"],))


def empty_trash(call: Call) -> None:
    """Answer ``files.emptyTrash``."""
    query = "SELECT * FROM files WHERE owner = ? AND trashed AND NOT trashed_by_parent"
    for row in call.db.execute(query, (call.account,)).fetchall():
        _delete(call, row)


def copy(call: Call) -> dict[str, Any]:
    """Answer ``files.copy``."""
    source = access.file_row(call, call.path["fileId"])
    if source["mime_type"] == FOLDER:
        message = "This file cannot be copied by the user."
        raise forbidden(message, "cannotCopyFile")
    changes.check_body(call.body, frozenset({"trashed"}))
    body = {"parents": [source["parent"]] if source["owner"] == call.account else []} | call.body
    file_id = ids.taken(call.db, body.get("id", ""))
    name = body.get("name", f"Copy of {source['name']}")
    parent = changes.parent_of(call, body)
    insert(call, file_id, name, source["mime_type"], parent=parent)
    _copy_content(call, source, file_id, name)
    inherited = {
        "appProperties": rows.properties(call, source["id"], call.client_id),
        "properties": rows.properties(call, source["id"], ""),
    }
    changes.set_properties(call, file_id, inherited)
    changes.set_properties(call, file_id, body)
    _set_plain(call, file_id)
    mirror.place(call, file_id)
    return rows.shown(call, _row(call, file_id))


def _copy_content(call: Call, source: sqlite3.Row, file_id: str, name: str) -> None:
    native = call.natives.get(source["mime_type"])
    if native:
        native.copy(call, source["id"], file_id)
        native.rename(call, file_id, name)
    elif source["revision"]:
        content = revisions.content(call, source)
        media = Media(content_type=content.content_type, content=content.content)
        revision = revisions.add(call, file_id, name, media)
        call.db.execute("UPDATE files SET revision = ? WHERE id = ?", (revision, file_id))
