"""Several calls in one request: ``POST /batch`` and ``POST /batch/drive/v3``.

Source: https://developers.google.com/workspace/drive/api/guides/performance#batch-requests
"""

from __future__ import annotations

import email.parser
import email.policy
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.message import Message
from http import HTTPStatus

from sandbox.google.api.schema_check import bad
from sandbox.http.exchange import Reply, Request

LIMIT = 100  # calls
PATH = re.compile(r"/batch(/\w+/\w+)?/?")


def is_batch(request: Request) -> bool:
    """Return whether a request is a batch."""
    return request.verb == "POST" and bool(PATH.fullmatch(request.path))


def answer_batch(request: Request, answer: Callable[[Request], Reply]) -> Reply:
    """Answer each part by itself, in order; one that fails harms no other."""
    boundary = "batch_" + secrets.token_urlsafe(16)
    parts = parts_of(request.headers.get("content-type", ""), request.body)
    if len(parts) > LIMIT:
        message = f"The batch contains too many calls: {len(parts)} exceed {LIMIT}."
        raise bad(message)
    answers = [(part, answer(_inner(part, request))) for part in parts]
    body = b"".join(_written(boundary, answers)) + f"--{boundary}--\r\n".encode()
    return Reply(headers={"Content-Type": f"multipart/mixed; boundary={boundary}"}, body=body)


def parts_of(content_type: str, body: bytes) -> list[Message[str, str]]:
    """Split a multipart body; google-api-python-client ends its lines with a bare line feed."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("ascii", "replace")
    message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(head + body)
    payload = message.get_payload()
    if not isinstance(payload, list):
        text = "Failed to parse batch request, error: no parts found."
        raise bad(text)
    return [part for part in payload if isinstance(part, Message)]


def content_of(part: Message[str, str]) -> bytes:
    """Return the bytes of a part."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _inner(part: Message[str, str], outer: Request) -> Request:
    head, _, body = re.sub(rb"\r\n", b"\n", content_of(part)).lstrip().partition(b"\n\n")
    lines = head.decode("utf-8", "replace").splitlines() or [""]
    verb, _, rest = lines[0].partition(" ")
    pairs = (line.partition(":") for line in lines[1:])
    own = {name.strip().lower(): value.strip() for name, _, value in pairs}
    inherited = {k: v for k, v in outer.headers.items() if k == "authorization"}
    target = re.sub(r"^https?://[^/]+", "", rest.split(" ")[0])
    return Request(verb=verb.upper(), target=target, headers=inherited | own, body=body)


def _written(boundary: str, answers: Iterable[tuple[Message[str, str], Reply]]) -> Iterator[bytes]:
    for part, reply in answers:
        asked = str(part.get("Content-ID", ""))
        yield f"--{boundary}\r\nContent-Type: application/http\r\n".encode()
        yield f"Content-ID: {asked.replace('<', '<response-', 1)}\r\n\r\n".encode()
        yield f"HTTP/1.1 {reply.status} {_phrase(reply.status)}\r\n".encode()
        yield _headers({**reply.headers, "Content-Length": str(len(reply.body))})
        yield reply.body + b"\r\n"


def _headers(headers: Mapping[str, str]) -> bytes:
    return "".join(f"{k}: {v}\r\n" for k, v in headers.items()).encode() + b"\r\n"


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
