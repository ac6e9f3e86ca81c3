"""A file as SQLite keeps it and as Drive shows it."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.drive import access
from sandbox.google.drive.schema import FOLDER, NATIVE_PREFIX
from sandbox.google.identity import accounts
from sandbox.state.clock import rfc3339


def shown(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    """Return a file as the answer to a call: all of it under a mask, else the default fields."""
    if call.one("fields") or call.one("$fields"):
        return resource(call, row)
    return {
        "kind": "drive#file",
        "id": row["id"],
        "name": row["name"],
        "mimeType": row["mime_type"],
    }


def resource(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    """Return a file with every field that the sandbox knows and the mask may want."""
    always = {
        "kind": "drive#file",
        "id": row["id"],
        "name": row["name"],
        "mimeType": row["mime_type"],
        "starred": bool(row["starred"]),
        "trashed": bool(row["trashed"]),
        "explicitlyTrashed": bool(row["trashed"]) and not row["trashed_by_parent"],
        "spaces": ["drive"],
        "version": str(row["version"]),
        "webViewLink": web_link(call, row),
        "createdTime": rfc3339(instant(row["created_at"])),
        "modifiedTime": rfc3339(instant(row["modified_at"])),
        "owners": [user(call, row["owner"])],
        "lastModifyingUser": user(call, row["modified_by"]),
        "ownedByMe": row["owner"] == call.account,
        "isAppAuthorized": row["client_id"] == call.client_id,
    }
    return always | _optional(call, row) | _content(call, row) | _rights(call, row)


def _rights(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    """Return the fields about roles, which cost most, where the mask may want them."""
    parts: dict[str, Callable[[], Any]] = {
        "shared": lambda: access.is_shared(call.db, row),
        "capabilities": lambda: access.capabilities(call, row),
        "permissionIds": lambda: access.permission_ids(call.db, row["id"]),
        "permissions": lambda: access.permissions(call, row["id"]),
    }
    mask = call.one("fields") or call.one("$fields")
    every = "*" in mask or re.search(r"\bfiles(?![\w(/])", mask)
    return {name: tell() for name, tell in parts.items() if every or name in mask}


def _optional(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    restrictions = json.loads(row["restrictions"])
    fields = {
        "description": row["description"],
        "parents": [row["parent"]] if row["parent"] else [],
        "contentRestrictions": restrictions,
        "appProperties": properties(call, row["id"], call.client_id),
        "properties": properties(call, row["id"], ""),
    }
    return {name: value for name, value in fields.items() if value}


def properties(call: Call, file_id: str, client_id: str) -> dict[str, str]:
    """Return a file's private properties of one OAuth client, or the public ones ("")."""
    query = "SELECT key, value FROM file_properties WHERE file_id = ? AND client_id = ?"
    return {row["key"]: row["value"] for row in call.db.execute(query, (file_id, client_id))}


def _content(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    if not row["revision"]:
        return {"size": "0", "quotaBytesUsed": "0"} if row["mime_type"] != FOLDER else {}
    head = call.db.execute(
        "SELECT size, md5, sha1, sha256 FROM revisions WHERE file_id = ? AND id = ?",
        (row["id"], row["revision"]),
    ).fetchone()
    extension = row["name"].rpartition(".")[2] if "." in row["name"] else ""
    return {
        "size": str(head["size"]),
        "quotaBytesUsed": str(head["size"]),
        "md5Checksum": head["md5"],
        "sha1Checksum": head["sha1"],
        "sha256Checksum": head["sha256"],
        "headRevisionId": row["revision"],
        "originalFilename": row["name"],
        "fileExtension": extension,
        "fullFileExtension": extension,
        "webContentLink": f"{web_link(call, row)}/content",
    }


def web_link(call: Call, row: sqlite3.Row) -> str:
    """Return the address of a file's page, from the root of the sandbox."""
    native = call.natives.get(row["mime_type"])
    if native:
        return call.root + native.link.format(id=row["id"])
    what = "folders" if row["mime_type"] == FOLDER else "file"
    return f"{call.root}/drive/{what}/{row['id']}"


def user(call: Call, address: str) -> dict[str, Any]:
    """Return an account as Drive shows it."""
    return {
        "kind": "drive#user",
        "displayName": accounts.display_name(call.db, address),
        "emailAddress": address,
        "me": address == call.account,
        "permissionId": access.permission_id(address),
    }


def instant(seconds: float) -> datetime:
    """Return a stored instant."""
    return datetime.fromtimestamp(seconds, UTC)


def is_native(mime_type: str) -> bool:
    """Return whether a file has no bytes of its own (folders, spreadsheets, forms)."""
    return mime_type.startswith(NATIVE_PREFIX)


def digests(content: bytes) -> tuple[str, str, str]:
    """Return MD5, SHA-1 and SHA-256, the three that Drive tells."""
    names = "md5", "sha1", "sha256"
    md5, sha1, sha256 = (hashlib.new(n, content, usedforsecurity=False).hexdigest() for n in names)
    return md5, sha1, sha256
