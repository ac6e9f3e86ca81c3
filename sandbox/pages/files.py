"""Drive for people: the tree, a preview, the bytes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from flask import Blueprint, abort, make_response, render_template
from werkzeug.wrappers import Response

from sandbox.google.api.call import Begin, Call, GoogleError
from sandbox.google.drive import revisions
from sandbox.google.drive.schema import FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNode:
    """A file in the tree."""

    name: str
    link: str
    is_folder: bool
    size: int | None
    at_ms: int
    children: tuple[FileNode, ...]


def blueprint(begin: Begin) -> Blueprint:
    """Return the pages below ``/drive``."""
    routes = Blueprint("files", __name__, url_prefix="/drive")

    @routes.get("/")
    def tree() -> str:
        with begin() as call:
            return render_template("drive.html", trees=trees(call), title="Drive")

    @routes.get("/folders/<file_id>")
    def folder(file_id: str) -> str:
        with begin() as call:
            row = _row(call, file_id)
            return render_template("drive.html", trees=[_node(call, row)], title=row["name"])

    @routes.get("/file/<file_id>")
    def file(file_id: str) -> str:
        with begin() as call:
            row = _row(call, file_id)
            return render_template("file.html", file=_node(call, row), row=row)

    @routes.get("/file/<file_id>/content")
    def content(file_id: str) -> Response:
        with begin() as call:
            return _content(call, _row(call, file_id))

    return routes


def trees(call: Call) -> list[FileNode]:
    """Return each account's tree."""
    rows = call.db.execute("SELECT * FROM files WHERE parent IS NULL ORDER BY owner").fetchall()
    return [replace(_node(call, row), name=row["owner"]) for row in rows]


def _row(call: Call, file_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = call.db.execute(
        "SELECT * FROM files WHERE id = ?", (file_id,)
    ).fetchone()
    if row is None:
        abort(404)
    return row


def _node(call: Call, row: sqlite3.Row) -> FileNode:
    native, is_folder = call.natives.get(row["mime_type"]), row["mime_type"] == FOLDER
    where = "folders" if is_folder else "file"
    return FileNode(
        name=row["name"],
        link=native.link.format(id=row["id"]) if native else f"/drive/{where}/{row['id']}",
        is_folder=is_folder,
        size=_size(call, row),
        at_ms=int(row["modified_at"] * 1000),
        children=_children(call, row) if is_folder else (),
    )


def _children(call: Call, row: sqlite3.Row) -> tuple[FileNode, ...]:
    query = """SELECT * FROM files WHERE parent = ? AND NOT trashed
        ORDER BY mime_type <> ?, name COLLATE NOCASE"""
    rows = call.db.execute(query, (row["id"], FOLDER)).fetchall()
    return tuple(_node(call, child) for child in rows)


def _size(call: Call, row: sqlite3.Row) -> int | None:
    query = "SELECT size FROM revisions WHERE file_id = ? AND id = ?"
    revision = call.db.execute(query, (row["id"], row["revision"])).fetchone()
    return int(revision["size"]) if revision else None


def _content(call: Call, row: sqlite3.Row) -> Response:
    try:
        content = revisions.content(call, row)
    except GoogleError:
        abort(404)
    answer = make_response(content.content)
    answer.headers["Content-Type"] = content.content_type
    # What was uploaded is shown, never run; the PDF viewer of a browser needs no script of ours.
    if content.content_type != "application/pdf":
        answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
