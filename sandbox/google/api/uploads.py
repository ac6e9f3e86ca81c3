"""Uploads in Google's three ways: ``media``, ``multipart`` and ``resumable``.

Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable
from typing import Any

from sandbox.google.api.call import Media
from sandbox.google.api.discovery import Method
from sandbox.google.api.errors import invalid, not_found, too_large
from sandbox.google.api.schema_check import bad, decoded
from sandbox.http.exchange import Reply, Request, json_reply

SCHEMA = """
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, target TEXT NOT NULL, verb TEXT NOT NULL, body BLOB NOT NULL,
    content_type TEXT NOT NULL, total INTEGER, received BLOB NOT NULL, answer BLOB
);
"""
CHUNK = 256 * 1024  # bytes: all chunks but the last are multiples of it
RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
Finish = Callable[[Request, Media], Reply]


def body_of(request: Request) -> Any:
    """Return the JSON body; an empty one is ``{}``."""
    return parsed(request.body)


def parsed(text: bytes) -> Any:
    """Read JSON, or refuse it as Google does."""
    if not text.strip():
        return {}
    try:
        body = json.loads(text)
        if b"\\u" in text:  # half of a surrogate pair is no character
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        message = "Invalid JSON payload received. Unexpected token."
        raise bad(message) from None
    return body


def read_media(request: Request) -> tuple[Any, Media]:
    """Return body and media of a simple upload."""
    match next(iter(request.query.get("uploadType", ())), ""):
        case "media":
            kind = request.headers.get("content-type", "application/octet-stream")
            return {}, Media(content_type=kind, content=request.body)
        case "multipart":
            return _multipart(request)
        case other:
            message = f"Invalid upload type: {other!r}"
            raise bad(message)


def _multipart(request: Request) -> tuple[Any, Media]:
    parts = _cut(request)
    if len(parts) != 2:  # noqa: PLR2004 (metadata and media, no more)
        message = "Multipart must have exactly two parts: metadata and media."
        raise bad(message)
    (_, metadata), (kind, content) = parts
    return parsed(metadata), Media(content_type=kind, content=content)


def _cut(request: Request) -> list[tuple[str, bytes]]:
    """Split by the boundary, byte for byte: a parser for mail would touch the line ends."""
    match = re.search(r'boundary="?([^";]+)', request.headers.get("content-type", ""))
    if not match:
        message = "Missing boundary in multipart body."
        raise bad(message)
    mark = b"--" + match[1].strip().encode("utf-8", "replace")
    # google-api-python-client ends its lines with a bare line feed, others with CRLF.
    end = b"\r\n" if mark + b"\r\n" in request.body else b"\n"
    pieces = (end + request.body).split(end + mark)
    return [_part(piece.removeprefix(end)) for piece in pieces[1:] if not piece.startswith(b"--")]


def _part(piece: bytes) -> tuple[str, bytes]:
    match = re.match(rb"((?:[^\r\n]+\r?\n)*)\r?\n", piece)
    if not match:
        message = "Malformed multipart body."
        raise bad(message)
    lines = match[1].decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    content = piece[match.end() :]
    if headers.get("content-transfer-encoding", "").lower() == "base64":
        content = decoded(content.decode("ascii", "replace"), "media")
    return headers.get("content-type", "application/octet-stream"), content


def is_session(request: Request) -> bool:
    """Return whether a request belongs to a resumable upload that was begun before."""
    return "upload_id" in request.query


def begin(db: sqlite3.Connection, request: Request, method: Method, root: str) -> Reply:
    """Start a resumable upload: the answer says where its bytes go."""
    total = request.headers.get("x-upload-content-length", "")
    if total.isdecimal() and int(total) > method.upload_limit:
        raise too_large()
    session = secrets.token_urlsafe(24)
    kind = request.headers.get("x-upload-content-type", "application/octet-stream")
    db.execute(
        "INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, x'', NULL)",
        (
            session,
            request.target,
            request.verb,
            request.body,
            kind,
            int(total) if total.isdecimal() else None,
        ),
    )
    joint = "&" if "?" in request.target else "?"
    place = f"{root}{request.target}{joint}upload_id={session}"
    return Reply(headers={"Location": place, "X-GUploader-UploadID": session})


def resume(db: sqlite3.Connection, request: Request, finish: Finish) -> Reply:
    """Take a chunk, or tell how far the upload is; the last chunk makes the call."""
    session = request.query["upload_id"][0]
    row = db.execute("SELECT * FROM uploads WHERE id = ?", (session,)).fetchone()
    if row is None:
        message = "Upload session not found."
        raise not_found(message)
    if request.verb == "DELETE":
        db.execute("DELETE FROM uploads WHERE id = ?", (session,))
        return Reply(status=499)
    if row["answer"] is not None:
        return json_reply(json.loads(row["answer"]))
    received, total = _received(row, request)
    if total is None or len(received) < total:
        db.execute("UPDATE uploads SET received = ? WHERE id = ?", (received, session))
        return _incomplete(received)
    return _finished(db, row, request, finish=finish, content=received)


def _received(row: sqlite3.Row, request: Request) -> tuple[bytes, int | None]:
    got: bytes = row["received"]
    match = RANGE.fullmatch(request.headers.get("content-range", ""))
    if not match:
        if "content-range" in request.headers:
            message = "Failed to parse Content-Range header."
            raise invalid(message, "badRequest")
        return request.body, len(request.body)
    total = int(match[3]) if match[3] != "*" else row["total"]
    if match[1] is None:
        return got, total
    start, end = int(match[1]), int(match[2])
    last = total is not None and end + 1 == total
    if len(request.body) != end - start + 1 or (len(request.body) % CHUNK and not last):
        message = "Invalid request. The number of bytes uploaded is not as declared."
        raise invalid(message, "badRequest")
    # Google keeps what it has: a chunk may overlap it, never leave a gap.
    return (got[:start] + request.body if start <= len(got) else got), total


def _incomplete(received: bytes) -> Reply:
    headers = {"Range": f"bytes=0-{len(received) - 1}"} if received else {}
    return Reply(status=308, headers=headers)


def _finished(
    db: sqlite3.Connection, row: sqlite3.Row, request: Request, *, finish: Finish, content: bytes
) -> Reply:
    original = Request(
        verb=row["verb"], target=row["target"], headers=request.headers, body=row["body"]
    )
    reply = finish(original, Media(content_type=row["content_type"], content=content))
    query = "UPDATE uploads SET received = x'', answer = ? WHERE id = ?"
    db.execute(query, (reply.body, row["id"]))
    return reply
