"""``files.list`` and ``about.get``."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.drive import access, rows
from sandbox.google.drive.errors import wrong
from sandbox.google.drive.query import Query

ORDERS = {
    "createdTime": "f.created_at",
    "folder": "f.mime_type <> 'application/vnd.google-apps.folder'",
    "modifiedTime": "f.modified_at",
    "modifiedByMeTime": "f.modified_at",
    "name": "f.name COLLATE NOCASE",
    "name_natural": "f.name COLLATE NOCASE",
    "recency": "f.modified_at",
    "starred": "f.starred",
}
LAG = 60.0  # seconds that a lagging index is behind
REACH = """
WITH RECURSIVE reach (id) AS (
    SELECT file_id FROM permissions WHERE view = '' AND (address = :me)
    UNION SELECT f.id FROM files f JOIN reach ON f.parent = reach.id
)
"""


def list_files(call: Call) -> dict[str, Any]:
    """Answer ``files.list``: what the caller may see, newest first unless ordered otherwise."""
    query = Query(call, call.one("q"))
    size, start = int(call.one("pageSize", "100")), _start(call.one("pageToken"))
    where = ["f.parent IS NOT NULL", query.sql]
    values = list(query.values)
    if call.narrow:
        where.append("f.client_id = ?")
        values.append(call.client_id)
    if call.fault == "lag":
        where.append("f.created_at < ?")
        values.append(call.now.timestamp() - LAG)
    sql = (
        f"{REACH.replace(':me', '?')} SELECT f.* FROM files f"  # noqa: S608 (values are bound)
        f" WHERE (f.owner = ? OR f.id IN reach) AND {' AND '.join(where)}"
        f" ORDER BY {_order(call.one('orderBy'))} LIMIT ? OFFSET ?"
    )
    me = call.account
    files = call.db.execute(sql, (me, me, *values, size + 1, start)).fetchall()
    answer: dict[str, Any] = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [rows.shown(call, row) for row in files[:size]],
    }
    if len(files) > size:
        answer["nextPageToken"] = _page_token(start + size)
    return answer


def _order(text: str) -> str:
    terms = []
    for item in filter(None, text.split(",")):
        name, _, direction = item.strip().partition(" ")
        if name not in ORDERS or direction.strip() not in {"", "desc"}:
            message = f"Invalid value for orderBy: {text}"
            raise wrong(message, "invalidParameter")
        terms.append(f"{ORDERS[name]} {direction.strip()}")
    return ", ".join([*terms, "f.created_at DESC", "f.rowid DESC"])


def _page_token(start: int) -> str:
    return base64.urlsafe_b64encode(f"~{start}".encode()).decode()


def _start(token: str) -> int:
    if not token:
        return 0
    try:
        text = base64.urlsafe_b64decode(token).decode()
        return int(text.removeprefix("~")) % 2**62
    except (binascii.Error, ValueError):
        message = "Invalid Value"
        raise wrong(message, "invalid") from None


def about(call: Call) -> dict[str, Any]:
    """Answer ``about.get``, which has no default fields."""
    if not call.one("fields"):
        message = "The 'fields' parameter is required for this method."
        raise wrong(message, "required")
    access.root_id(call)
    used = call.db.execute(
        "SELECT coalesce(sum(size), 0) FROM revisions JOIN files ON files.id = file_id"
        " WHERE owner = ?",
        (call.account,),
    ).fetchone()[0]
    quota = {
        "limit": str(15 * 2**30),
        "usage": str(used),
        "usageInDrive": str(used),
        "usageInDriveTrash": "0",
    }
    return {
        "kind": "drive#about",
        "user": rows.user(call, call.account),
        "storageQuota": quota,
        "maxUploadSize": str(5 * 2**40),
        "appInstalled": False,
        "canCreateDrives": False,
    }
