"""permissions.create, get, list, update and delete."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.drive import access, ownership
from sandbox.google.drive.errors import forbidden, wrong
from sandbox.google.identity import accounts

ROLES = frozenset({"reader", "commenter", "writer", "owner"})
TYPES = frozenset({"user", "group", "domain", "anyone"})
FORM = "application/vnd.google-apps.form"
PUBLISHED = "publishedReader"  # what Permission.view says that the role becomes
DEFAULT = ("kind", "id", "type", "role")


def create(call: Call) -> dict[str, Any]:
    """Answer ``permissions.create``; a second one for the same person replaces the first."""
    row = access.file_row(call, call.path["fileId"], "writer")
    body = call.body
    kind, role = body.get("type", ""), body.get("role", "")
    if kind not in TYPES or role not in ROLES:
        message = "The permission type and role fields are required."
        raise wrong(message, "required")
    address, permission_id = _whom(kind, body)
    if role == "owner":
        ownership.transfer(call, row, address if kind == "user" else "")
        return _shown(call, _permission(call, row["id"], permission_id))
    view = _view(row, body)
    if view:
        # Of its own, so that whoever may answer a form keeps what else he may do with it.
        role, permission_id = PUBLISHED, f"{permission_id}-{view}"
    elif address == row["owner"]:
        return _shown(call, _permission(call, row["id"], permission_id))
    call.db.execute(
        "INSERT OR REPLACE INTO permissions VALUES (?, ?, ?, ?, ?, ?)",
        (row["id"], permission_id, kind, role, address, view),
    )
    if body.get("pendingOwner"):
        ownership.ask(call, row, address)
    return _shown(call, _permission(call, row["id"], permission_id))


def _view(row: sqlite3.Row, body: dict[str, Any]) -> str:
    """Return the view a permission is for: of a form, the page where one answers it."""
    view = str(body.get("view", ""))
    if view and (view != "published" or row["mime_type"] != FORM or body["role"] != "reader"):
        message = "The specified view is not supported for this file and role."
        raise wrong(message, "invalid")
    return view


def _whom(kind: str, body: dict[str, Any]) -> tuple[str, str]:
    if kind == "anyone":
        return "", "anyoneWithLink"
    address = accounts.normal(body.get("domain" if kind == "domain" else "emailAddress", ""))
    if not address or (kind != "domain" and not accounts.ADDRESS.fullmatch(address)):
        message = "The specified emailAddress is invalid or not applicable."
        raise wrong(message, "invalid")
    return address, access.permission_id(address)


def get(call: Call) -> dict[str, Any]:
    """Answer ``permissions.get``."""
    row = access.file_row(call, call.path["fileId"])
    return _shown(call, _permission(call, row["id"], call.path["permissionId"]))


def list_permissions(call: Call) -> dict[str, Any]:
    """Answer ``permissions.list``."""
    row = access.file_row(call, call.path["fileId"], "writer")
    rows = call.db.execute("SELECT * FROM permissions WHERE file_id = ? ORDER BY id", (row["id"],))
    permissions = [_shown(call, permission) for permission in rows]
    return {"kind": "drive#permissionList", "permissions": permissions}


def update(call: Call) -> dict[str, Any]:
    """Answer ``permissions.update``: another role, or another owner."""
    row = access.file_row(call, call.path["fileId"], "writer")
    permission = _permission(call, row["id"], call.path["permissionId"])
    role = call.body.get("role", permission["role"])
    if role == "owner" != permission["role"]:
        ownership.transfer(call, row, permission["address"])
        return _shown(call, _permission(call, row["id"], permission["id"]))
    if "owner" in {role, permission["role"]} or role not in ROLES:
        message = "The role of an owner cannot be changed in this sandbox."
        raise forbidden(message)
    query = "UPDATE permissions SET role = ? WHERE file_id = ? AND id = ?"
    call.db.execute(query, (role, row["id"], permission["id"]))
    if call.body.get("pendingOwner"):
        ownership.ask(call, row, permission["address"])
    return _shown(call, _permission(call, row["id"], permission["id"]))


def delete(call: Call) -> None:
    """Answer ``permissions.delete``; whoever has a role may give it up."""
    row = access.file_row(call, call.path["fileId"])
    permission = _permission(call, row["id"], call.path["permissionId"])
    if permission["role"] == "owner":
        message = "The owner of a file cannot be removed."
        raise forbidden(message)
    if permission["address"] != call.account:
        access.file_row(call, row["id"], "writer")
    query = "DELETE FROM permissions WHERE file_id = ? AND id = ?"
    call.db.execute(query, (row["id"], permission["id"]))


def _permission(call: Call, file_id: str, permission_id: str) -> sqlite3.Row:
    query = "SELECT * FROM permissions WHERE file_id = ? AND id = ?"
    row: sqlite3.Row | None = call.db.execute(query, (file_id, permission_id)).fetchone()
    if row is None:
        raise GoogleError(404, "notFound", f"Permission not found: {permission_id}.")
    return row


def _shown(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    full = access.permission(call, row)
    return full if call.one("fields") else {name: full[name] for name in DEFAULT}
