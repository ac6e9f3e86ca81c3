"""Who may see and change a file: roles, inherited from folders, and the reach of drive.file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.drive.errors import file_not_found, forbidden
from sandbox.google.drive.schema import FOLDER
from sandbox.google.identity import accounts

RANK = {"": 0, "reader": 1, "commenter": 2, "writer": 3, "owner": 4}
NOBODY = "The user does not have sufficient permissions for this file."
ROLES = """
WITH RECURSIVE up (id, parent) AS (
    SELECT id, parent FROM files WHERE id = ?
    UNION ALL SELECT f.id, f.parent FROM files f JOIN up ON f.id = up.parent
)
SELECT p.role FROM up JOIN permissions p ON p.file_id = up.id
WHERE p.view = '' AND (p.address = ? OR p.type = 'anyone'
    OR (p.type = 'domain' AND ? LIKE '%@' || p.address))
"""


def permission_id(address: str) -> str:
    """Return the id of an account's permission: the same for all files."""
    digest = hashlib.sha256(address.encode()).hexdigest()
    return str(int(digest[:15], 16)).zfill(20)


def role_of(db: sqlite3.Connection, file_id: str, account: str) -> str:
    """Return an account's best role on a file, its own or inherited; "" is none."""
    roles = [row["role"] for row in db.execute(ROLES, (file_id, account, account))]
    return max(roles, key=RANK.__getitem__, default="")


def file_row(call: Call, file_id: str, role: str = "reader") -> sqlite3.Row:
    """Return a file of which the caller has at least a role; 404 when it may not even see it."""
    if file_id == "root":
        file_id = root_id(call)
    row: sqlite3.Row | None = call.db.execute(
        "SELECT * FROM files WHERE id = ?", (file_id,)
    ).fetchone()
    if row is None or (call.narrow and row["client_id"] != call.client_id and row["parent"]):
        raise file_not_found(file_id)
    if row["owner"] == call.account:
        return row
    held = role_of(call.db, file_id, call.account)
    if not held:
        raise file_not_found(file_id)
    if RANK[held] < RANK[role]:
        raise forbidden(NOBODY)
    return row


def check_document(call: Call, file_id: str, *, writes: bool) -> None:
    """Let a product's call at its document pass, or refuse it in that product's words."""
    try:
        row = file_row(call, file_id, "writer" if writes else "reader")
    except GoogleError as error:
        if error.code == 404:  # noqa: PLR2004 (Drive's own answer, put in the other APIs' words)
            message = "Requested entity was not found."
            raise GoogleError(404, "notFound", message, "NOT_FOUND") from None
        message = "The caller does not have permission"
        raise GoogleError(403, "forbidden", message, "PERMISSION_DENIED") from None
    if writes and is_locked(row):
        message = "The file is locked by a content restriction."
        raise GoogleError(403, "forbidden", message, "PERMISSION_DENIED")


def is_locked(row: sqlite3.Row) -> bool:
    """Return whether a content restriction makes a file read-only."""
    return any(restriction.get("readOnly") for restriction in json.loads(row["restrictions"]))


def root_id(call: Call) -> str:
    """Return the caller's root folder, made at its first use."""
    root = "0A" + hashlib.sha256(call.account.encode()).hexdigest()[:17]
    at = call.now.timestamp()
    call.db.execute(
        "INSERT OR IGNORE INTO files (id, owner, client_id, name, mime_type, created_at,"
        " modified_at, modified_by) VALUES (?, ?, '', 'Mon Drive', ?, ?, ?, ?)",
        (root, call.account, FOLDER, at, at, call.account),
    )
    share(call.db, root, call.account, "owner")
    return root


def share(db: sqlite3.Connection, file_id: str, address: str, role: str) -> None:
    """Give an account a role."""
    db.execute(
        "INSERT OR REPLACE INTO permissions VALUES (?, ?, 'user', ?, ?, '')",
        (file_id, permission_id(address), role, address),
    )


def is_shared(db: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """Return whether anybody but its owner has a role on a file."""
    query = "SELECT 1 FROM permissions WHERE file_id = ? AND address <> ? LIMIT 1"
    return db.execute(query, (row["id"], row["owner"])).fetchone() is not None


def permission_ids(db: sqlite3.Connection, file_id: str) -> list[str]:
    """Return the ids of a file's own permissions."""
    rows = db.execute("SELECT id FROM permissions WHERE file_id = ? ORDER BY id", (file_id,))
    return [row["id"] for row in rows]


def permissions(call: Call, file_id: str) -> list[dict[str, Any]]:
    """Return a file's own permissions as Drive shows them."""
    rows = call.db.execute("SELECT * FROM permissions WHERE file_id = ? ORDER BY id", (file_id,))
    return [permission(call, row) for row in rows]


def is_pending(db: sqlite3.Connection, file_id: str, address: str) -> bool:
    """Return whether an account has been asked to become a file's owner."""
    query = "SELECT 1 FROM pending_owners WHERE file_id = ? AND address = ?"
    return db.execute(query, (file_id, address)).fetchone() is not None


def permission(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    """Return one permission as Drive shows it."""
    resource = {
        "kind": "drive#permission",
        "id": row["id"],
        "type": row["type"],
        "role": row["role"],
        "deleted": False,
        "pendingOwner": is_pending(call.db, row["file_id"], row["address"]),
    }
    if row["view"]:
        resource["view"] = row["view"]
    if row["type"] in {"user", "group"}:
        name = accounts.display_name(call.db, row["address"])
        return resource | {"emailAddress": row["address"], "displayName": name}
    if row["type"] == "domain":
        return resource | {"domain": row["address"], "displayName": row["address"]}
    return resource | {"allowFileDiscovery": False}


def capabilities(call: Call, row: sqlite3.Row) -> dict[str, bool]:
    """Return what the caller may do with a file."""
    owner = row["owner"] == call.account
    rank = RANK["owner"] if owner else RANK[role_of(call.db, row["id"], call.account)]
    writes, locked = rank >= RANK["writer"], is_locked(row)
    folder = row["mime_type"] == FOLDER
    return {
        "canEdit": writes and not locked,
        "canModifyContent": writes and not locked,
        "canRename": writes and not locked,
        "canCopy": rank > 0 and not folder,
        "canDownload": rank > 0,
        "canReadRevisions": rank > 0,
        "canShare": writes,
        "canTrash": owner and bool(row["parent"]),
        "canDelete": owner and bool(row["parent"]),
        "canAddChildren": folder and writes,
        "canListChildren": folder and rank > 0,
        "canModifyEditorContentRestriction": writes,
        "canModifyOwnerContentRestriction": owner,
        "canRemoveContentRestriction": locked and writes,
    }
