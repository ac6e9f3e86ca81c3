"""The file tree as plain files: DIR/drive/<account>/<folder>/…/<name>.

It is for looking at; the sandbox never reads it.  A second file of one name carries its id.
Files in the trash are not in it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path, PurePosixPath

from sandbox.google.api.call import Call
from sandbox.google.drive.rows import web_link
from sandbox.google.drive.schema import FOLDER

LONGEST = 120  # characters of a name: 255 bytes hold them with an id


def place(call: Call, file_id: str, *, content: bytes | None = None) -> None:
    """Bring one file to where its row says; a folder takes along what is in it."""
    row = call.db.execute("SELECT * FROM files WHERE id = ?", (file_id,)).fetchone()
    old, new = row["mirrored"], _target(call, row)
    if old and old != new:
        _move(call, old, new, row)
    if new and (not old or content is not None):
        _write(call, row, new, content)
    call.db.execute("UPDATE files SET mirrored = ? WHERE id = ?", (new, file_id))
    if new and not old and row["mime_type"] == FOLDER:
        query = "SELECT id FROM files WHERE parent = ? AND NOT trashed ORDER BY created_at, id"
        for child in call.db.execute(query, (file_id,)).fetchall():
            place(call, child["id"])


def forget(call: Call, row: sqlite3.Row) -> None:
    """Remove a file that is about to be deleted."""
    if row["mirrored"]:
        _remove(_path(call, row["mirrored"]))


def _target(call: Call, row: sqlite3.Row) -> str:
    if row["trashed"]:
        return ""
    if not row["parent"]:
        return _clean(row["owner"])
    parent = call.db.execute("SELECT * FROM files WHERE id = ?", (row["parent"],)).fetchone()
    folder = parent["mirrored"]
    if not folder and not parent["parent"]:
        place(call, parent["id"])
        folder = _clean(parent["owner"])
    if not folder:
        return ""
    return _free(call, row, PurePosixPath(folder) / _clean(row["name"] + _extension(call, row)))


def _extension(call: Call, row: sqlite3.Row) -> str:
    native = call.natives.get(row["mime_type"])
    return native.extension if native else ""


def _free(call: Call, row: sqlite3.Row, path: PurePosixPath) -> str:
    suffixed = path.with_name(f"{path.stem} ({row['id']}){path.suffix}")
    if row["mirrored"] == str(suffixed):
        return str(suffixed)
    query = "SELECT 1 FROM files WHERE mirrored = ? AND id <> ?"
    taken = call.db.execute(query, (str(path), row["id"])).fetchone()
    return str(suffixed if taken else path)


def _clean(name: str) -> str:
    """Return a name that every file system takes, and that cannot climb out of its folder.

    >>> _clean("../a/b"), _clean("")
    ('_.-a-b', '_')
    """
    safe = "".join("-" if c in "/\\:\0" or not c.isprintable() else c for c in name).strip()
    safe = safe if len(safe) <= LONGEST else safe[: LONGEST - 20] + safe[-20:]
    return "_" + safe[1:] if safe.startswith(".") else safe or "_"


def _move(call: Call, old: str, new: str, row: sqlite3.Row) -> None:
    source = _path(call, old)
    if not new:
        _remove(source)
    elif source.exists():
        target = _path(call, new)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    if row["mime_type"] == FOLDER:
        replacement = "? || substr(mirrored, ?)" if new else "substr(?, 1, 0 * ?)"
        call.db.execute(
            f"UPDATE files SET mirrored = {replacement}"  # noqa: S608 (one of two constants)
            " WHERE substr(mirrored, 1, ?) = ?",
            (new, len(old) + 1, len(old) + 1, old + "/"),
        )


def _write(call: Call, row: sqlite3.Row, new: str, content: bytes | None) -> None:
    path = _path(call, new)
    if row["mime_type"] == FOLDER:
        path.mkdir(parents=True, exist_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if row["mime_type"] in call.natives:
        link = {"url": web_link(call, row), "doc_id": row["id"]}
        content = json.dumps(link).encode()
    path.write_bytes(_stored(call, row) if content is None else content)


def _stored(call: Call, row: sqlite3.Row) -> bytes:
    query = "SELECT content FROM revisions WHERE file_id = ? AND id = ?"
    head = call.db.execute(query, (row["id"], row["revision"])).fetchone()
    return bytes(head["content"]) if head else b""


def _path(call: Call, mirrored: str) -> Path:
    return call.folder / "drive" / mirrored


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
