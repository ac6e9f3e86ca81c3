"""A request and its reply as the sandbox sees them, whatever server carries them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

JSON = "application/json; charset=UTF-8"


class ConnectionDropped(Exception):
    """The connection closes without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request; header names in lower case, the target still percent-encoded."""

    verb: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """Return the encoded path, so that an encoded slash stays inside its parameter."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, list[str]]:
        """Return the decoded query parameters."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True, max_num_fields=1000)

    @property
    def content_type(self) -> str:
        """Return the media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def straightened(self) -> Request:
        """Return the GET behind a POST with ``X-HTTP-Method-Override``.

        google-api-python-client sends a GET this way when its URL exceeds 2048 characters.
        """
        if self.verb != "POST" or self.headers.get("x-http-method-override", "").upper() != "GET":
            return self
        query = self.body.decode("ascii", "replace")
        return Request(verb="GET", target=f"{self.path}?{query}", headers=self.headers)


@dataclass(slots=True, kw_only=True)
class Reply:
    """What is sent back."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None  # so many bytes of the body leave, then the connection closes


def json_reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Return a value as Google sends it: UTF-8, not escaped; nothing at all for None."""
    if value is None:
        return Reply(status=204, headers=dict(headers or {}))
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Reply(status=status, headers={"Content-Type": JSON, **(headers or {})}, body=body)
