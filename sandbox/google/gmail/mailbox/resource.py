"""A mail as the API shows it: minimal, metadata, full or raw."""

from __future__ import annotations

import base64
import json
import sqlite3
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid
from sandbox.google.gmail.mailbox import mailbox, mime

METADATA = frozenset({"https://www.googleapis.com/auth/gmail.metadata"})
SNIPPET = 200  # characters


def brief(row: sqlite3.Row) -> dict[str, Any]:
    """Return what lists tell of a mail."""
    return {"id": row["id"], "threadId": row["thread"]}


def labelled(row: sqlite3.Row) -> dict[str, Any]:
    """Return what changes answer."""
    return brief(row) | {"labelIds": mailbox.labels_of(row)}


def message(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    """Return a mail in the format that a call asks for."""
    asked = call.one("format", "full")
    fields = labelled(row) | {
        "snippet": snippet(row),
        "sizeEstimate": len(row["raw"]),
        "historyId": str(row["history"]),
        "internalDate": str(row["at_ms"]),
    }
    if only_metadata(call) and asked in {"full", "raw"}:
        text = f"Metadata scope doesn't allow format {asked.upper()}"
        raise GoogleError(403, "forbidden", text, "PERMISSION_DENIED")
    match asked:
        case "minimal":
            return fields
        case "raw":
            return fields | {"raw": base64.urlsafe_b64encode(row["raw"]).decode()}
        case "metadata":
            names = [name.lower() for name in call.query.get("metadataHeaders", ())]
            return fields | {"payload": _metadata(mime.parsed(row["raw"]), names)}
    return fields | {"payload": _part(mime.parsed(row["raw"]), "")}


def only_metadata(call: Call) -> bool:
    """Return whether the token may see headers only."""
    return bool(call.scopes & METADATA) and not any(
        scope.endswith((".readonly", ".modify", "mail.google.com/", ".compose"))
        for scope in call.scopes
    )


def snippet(row: sqlite3.Row) -> str:
    """Return the first words of a mail."""
    return " ".join(json.loads(row["digest"])["text"].split())[:SNIPPET]


def _metadata(parsed: Any, names: list[str]) -> dict[str, Any]:
    headers = [h for h in _headers(parsed) if not names or h["name"].lower() in names]
    return {"mimeType": parsed.get_content_type(), "headers": headers}


def _headers(part: Any) -> list[dict[str, str]]:
    return [{"name": name, "value": _unfolded(value)} for name, value in _items(part)]


def _items(part: Any) -> list[tuple[str, str]]:
    return [(name, mime.text(part, name, _nth(part, at))) for at, name in enumerate(part.keys())]


def _nth(part: Any, at: int) -> int:
    names = [name.lower() for name in part.keys()]  # noqa: SIM118 (a message iterates otherwise)
    return names[:at].count(names[at])


def _unfolded(value: str) -> str:
    return " ".join(value.splitlines())


def _part(part: Any, part_id: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "partId": part_id,
        "mimeType": part.get_content_type(),
        "filename": part.get_filename() or "",
        "headers": _headers(part),
        "body": _body(part, part_id),
    }
    if part.is_multipart() and part.get_content_type() != "message/delivery-status":
        resource["parts"] = [
            _part(inner, f"{part_id}.{n}".lstrip(".")) for n, inner in enumerate(part.get_payload())
        ]
    return resource


def _body(part: Any, part_id: str) -> dict[str, Any]:
    if part.get_content_maintype() == "multipart":
        return {"size": 0}
    content = mime.payload(part)
    if part.get_filename() or part.get_content_maintype() not in {"text", "message"}:
        return {"attachmentId": attachment_id(part_id), "size": len(content)}
    if part.get_content_type() == "message/rfc822":
        return {"size": 0}
    return {"size": len(content), "data": base64.urlsafe_b64encode(content).decode()}


def attachment_id(part_id: str) -> str:
    """Return the handle of an attachment: opaque to clients, as Gmail's are."""
    return "ANGjdJ" + base64.urlsafe_b64encode(f"part {part_id}".encode()).decode().rstrip("=")


def attachment(call: Call) -> dict[str, Any]:
    """Answer ``messages.attachments.get``."""
    row = mailbox.mail(call, mailbox.owner(call), call.path["messageId"])
    for part_id, part in parts(mime.parsed(row["raw"])):
        if attachment_id(part_id) == call.path["id"]:
            content = mime.payload(part)
            data = base64.urlsafe_b64encode(content).decode()
            return {"size": len(content), "data": data}
    message = "Invalid attachment token"
    raise invalid(message)


def parts(part: Any, part_id: str = "") -> list[tuple[str, Any]]:
    """Return all parts of a mail with their ids."""
    numbered = [(part_id, part)]
    if part.is_multipart() and part.get_content_type() != "message/delivery-status":
        for n, inner in enumerate(part.get_payload()):
            numbered += parts(inner, f"{part_id}.{n}".lstrip("."))
    return numbered
