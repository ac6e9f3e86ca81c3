"""What a body may change on a file, checked: names, parents, properties, restrictions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.drive import access
from sandbox.google.drive.errors import forbidden, not_writable, wrong
from sandbox.google.drive.schema import FOLDER
from sandbox.state.clock import rfc3339

WRITABLE = frozenset({
    "appProperties",
    "contentHints",
    "contentRestrictions",
    "copyRequiresWriterPermission",
    "createdTime",
    "description",
    "downloadRestrictions",
    "folderColorRgb",
    "id",
    "kind",
    "mimeType",
    "modifiedTime",
    "name",
    "originalFilename",
    "parents",
    "properties",
    "starred",
    "trashed",
    "viewedByMeTime",
    "writersCanShare",
})
PAIR = 124  # bytes of a property's key and value
MOST = {"appProperties": 30, "properties": 100}
LOCKED = "The content of the file is restricted: it cannot be edited."


def check_body(body: Mapping[str, Any], forbidden_names: frozenset[str]) -> None:
    """Refuse fields that only Drive sets."""
    for name in body:
        if name not in WRITABLE or name in forbidden_names:
            raise not_writable(name)
    if len(body.get("name", "").encode()) > 32767:  # noqa: PLR2004 (our choice)
        message = "The name is too long."
        raise wrong(message)


def parent_of(call: Call, body: Mapping[str, Any]) -> str:
    """Return the one folder of a new file; the root without any."""
    parents = body.get("parents") or ["root"]
    if len(parents) != 1:
        message = "A file can only be created in one folder."
        raise wrong(message, "invalidParameter")
    return folder(call, parents[0])


def folder(call: Call, file_id: str) -> str:
    """Return the id of a folder into which the caller may put something."""
    row = access.file_row(call, file_id, "writer")
    if row["mime_type"] != FOLDER:
        message = "The specified parent is not a folder."
        raise forbidden(message, "parentNotAFolder")
    return str(row["id"])


def moved(call: Call, row: sqlite3.Row) -> str:
    """Return the folder of a file after addParents and removeParents."""
    added = [part for part in call.one("addParents").split(",") if part]
    removed = [part for part in call.one("removeParents").split(",") if part]
    if not added:
        if removed and row["parent"] in removed:
            message = "A file must have exactly one parent."
            raise forbidden(message, "cannotRemoveOnlyParent")
        return str(row["parent"])
    if len(added) > 1:
        message = "A file cannot have more than one parent."
        raise forbidden(message, "cannotAddParent")
    new = folder(call, added[0])
    if new != row["parent"] and row["parent"] not in removed and "root" not in removed:
        message = "Increasing the number of parents is not allowed"
        raise forbidden(message, "cannotAddParent")
    if new in _below(call.db, row["id"]):
        message = "A folder cannot be put into itself."
        raise forbidden(message, "cyclicParents")
    return new


def _below(db: sqlite3.Connection, file_id: str) -> set[str]:
    query = """WITH RECURSIVE down (id) AS (
        VALUES (?) UNION SELECT f.id FROM files f JOIN down ON f.parent = down.id
    ) SELECT id FROM down"""
    return {row["id"] for row in db.execute(query, (file_id,))}


def set_properties(call: Call, file_id: str, body: Mapping[str, Any]) -> None:
    """Merge private and public properties; null deletes one."""
    for field, owner in (("appProperties", call.client_id), ("properties", "")):
        for key, value in body.get(field, {}).items():
            _set_property(call, (file_id, owner, key), value)
        if field in body:
            _check_count(call, field, file_id, owner)


def _set_property(call: Call, key: tuple[str, str, str], value: str | None) -> None:
    if value is None:
        query = "DELETE FROM file_properties WHERE file_id = ? AND client_id = ? AND key = ?"
        call.db.execute(query, key)
        return
    if not key[2] or len(key[2].encode()) + len(value.encode()) > PAIR:
        message = f"Property keys and values are limited to {PAIR} bytes together."
        raise forbidden(
            message,
            "propertyTooLarge",
        )
    call.db.execute("INSERT OR REPLACE INTO file_properties VALUES (?, ?, ?, ?)", (*key, value))


def _check_count(call: Call, field: str, file_id: str, owner: str) -> None:
    query = "SELECT count(*) FROM file_properties WHERE file_id = ? AND client_id = ?"
    if call.db.execute(query, (file_id, owner)).fetchone()[0] > MOST[field]:
        message = f"Too many {field}: at most {MOST[field]}."
        raise forbidden(message, "tooManyProperties")


def check_lock(row: sqlite3.Row, body: Mapping[str, Any], *, content: bool) -> None:
    """Refuse a new name, description or content under a content restriction.

    Moving, sharing, trashing and deleting stay allowed (ContentRestriction.readOnly).
    """
    touched = content or any(name in body for name in ("name", "description", "mimeType"))
    if touched and access.is_locked(row):
        raise forbidden(LOCKED, "contentRestricted")


def restrictions(call: Call, row: sqlite3.Row, asked: list[dict[str, Any]]) -> str:
    """Return the new content restriction, as stored; there is at most one."""
    if len(asked) > 1:
        message = "At most one content restriction is supported."
        raise wrong(message)
    old = json.loads(row["restrictions"])
    owner_only = any(item.get("ownerRestricted") for item in [*old, *asked])
    if owner_only and row["owner"] != call.account:
        message = "Only the owner may change an owner restricted content restriction."
        raise forbidden(message)
    if not asked or not asked[0].get("readOnly"):
        return "[]"
    kept = {k: v for k, v in asked[0].items() if k in {"readOnly", "reason", "ownerRestricted"}}
    set_by_system = {
        "restrictionTime": rfc3339(call.now),
        "type": "globalContentRestriction",
        "systemRestricted": False,
        "restrictingUser": {
            "kind": "drive#user",
            "emailAddress": call.account,
            "permissionId": access.permission_id(call.account),
        },
    }
    return json.dumps([{"ownerRestricted": False} | kept | set_by_system])
