"""What crosses between the sandbox's server and its products: a checked call, an answer, an error.

sandbox/google/api_calls.py finds the method in Google's discovery documents, checks the token, the
scopes, the parameters and the body, and hands a ``Call`` to the product that owns the method.
A product is a table ``HANDLERS`` from discovery method id to function; it knows no HTTP.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Bytes that came by an upload (multipart, media or resumable)."""

    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, already checked against the discovery document."""

    method: str  # discovery id, "drive.files.create"
    path: Mapping[str, str]  # decoded path parameters
    query: Mapping[str, Sequence[str]]  # every query parameter, as a list
    body: Any  # the JSON body, {} when there was none
    account: str  # mail address of the account whose token it carries
    now: datetime  # the sandbox's clock, aware, UTC
    db: sqlite3.Connection  # inside the transaction of this call: an exception undoes all of it
    folder: Path  # the data folder, for the plain files people look at
    media: Media | None = None
    client_id: str = ""  # the OAuth client of the token
    scopes: frozenset[str] = frozenset()  # of the token
    is_delegated: bool = False  # a service account calls, by domain-wide delegation
    narrow: bool = False  # only drive.file was granted: other applications' files are invisible
    fault: str | None = None  # a fault that the product itself must play: "overwrite", "lag"
    natives: Mapping[str, Native] = field(default_factory=dict)  # by MIME type
    root: str = ""  # address of the sandbox, for links: "http://127.0.0.1:4000"

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of a query parameter."""
        return next(iter(self.query.get(name, ())), default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """What Drive must know of a product whose documents live in it (spreadsheets, forms)."""

    extension: str  # of the small link file in the mirrored tree: ".gsheet"
    link: str  # path of its page, with {id}: "/spreadsheets/d/{id}/edit"
    create: Callable[[Call, str, str], None]  # (call, id, name): Drive made an empty one
    copy: Callable[[Call, str, str], None]  # (call, source id, copy's id)
    rename: Callable[[Call, str, str], None]  # (call, id, name)
    delete: Callable[[Call, str], None]  # (call, id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """An answer that is bytes, not JSON (``alt=media``)."""

    content_type: str
    content: bytes


@dataclass(slots=True)
class GoogleError(Exception):
    """A refusal in Google's own shape: ``{"error": {"code", "message", "status", "errors"}}``."""

    code: int  # HTTP status
    reason: str  # "notFound", "rateLimitExceeded", …
    message: str
    status: str = ""  # "NOT_FOUND", "INVALID_ARGUMENT", …; empty for Drive and Gmail
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Any]  # a JSON value, or Content
Begin = Callable[[], AbstractContextManager[Call]]  # a transaction for a page: account "", no token


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One Google API as the sandbox serves it; sandbox/google/products.py lists them."""

    api: str  # name and version of the discovery document
    version: str
    handlers: Mapping[str, Handler]
    schema: str = ""  # SQL run at each start
    file_id: str = ""  # path parameter that names a Drive file: its access is checked first
    natives: Mapping[str, Native] = field(default_factory=dict)
    pages: Callable[[Begin], Blueprint] | None = None
