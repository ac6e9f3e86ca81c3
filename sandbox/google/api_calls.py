"""From a request to a reply: locate the method, check everything, let the product act, filter.

The order is Google's: path, token, scopes, parameters, body.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.google.api import uploads
from sandbox.google.api.call import Call, Content, GoogleError, Handler, Media, Native, Product
from sandbox.google.api.discovery import NARROW, Located, Method
from sandbox.google.api.errors import error_reply, insufficient_scope, too_large, unimplemented
from sandbox.google.api.fields import compiled, kept
from sandbox.google.api.quotas import Quotas
from sandbox.google.api.schema_check import check_query, clean_body
from sandbox.google.drive.access import check_document
from sandbox.google.identity import tokens
from sandbox.google.identity.tokens import Bearer
from sandbox.http.exchange import Reply, Request, json_reply
from sandbox.state.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A located request and all that its calls share."""

    request: Request
    located: Located
    now: datetime
    fault: str | None = None


class Calls:
    """Performs the calls of all products."""

    def __init__(self, store: Store, folder: Path, products: tuple[Product, ...]) -> None:
        self.quotas = Quotas()
        self.root = ""  # the server's own address, for the places of resumable uploads
        self._store = store
        self._folder = folder
        self._handlers: dict[str, Handler] = {}
        self._natives: dict[str, Native] = {}
        self._documents: dict[str, str] = {}
        for product in products:
            self._handlers |= product.handlers
            self._natives |= product.natives
            self._documents[product.api.partition("_")[0]] = product.file_id

    def answer(self, incoming: Incoming) -> tuple[Reply, str]:
        """Answer one call; the second value is the account that made it, if that is known."""
        api, caller = incoming.located.method.api.name, ""
        try:
            with self._store.transaction() as db:
                bearer = self._bearer(db, incoming)
                caller = bearer.account if bearer else ""
                return self._routed(db, incoming, bearer), caller
        except GoogleError as error:
            return error_reply(error, api), caller
        except Exception:
            log.exception("sandbox: %s failed", incoming.located.method.id)
            broken = GoogleError(500, "backendError", "Internal error encountered.", "INTERNAL")
            return error_reply(broken, api), caller

    def bare(self, db: sqlite3.Connection, now: datetime) -> Call:
        """Return a call without account or token, for pages and the control endpoints."""
        return Call(
            method="",
            path={},
            query={},
            body={},
            account="",
            now=now,
            db=db,
            folder=self._folder,
            natives=self._natives,
            root=self.root,
        )

    def _bearer(self, db: sqlite3.Connection, incoming: Incoming) -> Bearer | None:
        request = incoming.request
        # The address of a resumable session is its own authority.
        if uploads.is_session(request) and "authorization" not in request.headers:
            return None
        return tokens.bearer(db, request, incoming.now)

    def _routed(self, db: sqlite3.Connection, incoming: Incoming, bearer: Bearer | None) -> Reply:
        request, method = incoming.request, incoming.located.method
        if not incoming.located.upload:
            return self._performed(db, incoming, bearer, (uploads.body_of(request), None))
        if uploads.is_session(request):
            return uploads.resume(db, request, self._finish(db, incoming, bearer))
        if request.query.get("uploadType") == ["resumable"]:
            self._checked(db, incoming, bearer, uploads.body_of(request))
            return uploads.begin(db, request, method, self.root)
        body, media = uploads.read_media(request)
        return self._performed(db, incoming, bearer, (body, media))

    def _finish(
        self, db: sqlite3.Connection, incoming: Incoming, bearer: Bearer | None
    ) -> uploads.Finish:
        def finish(request: Request, media: Media) -> Reply:
            original = replace(incoming, request=request)
            return self._performed(db, original, bearer, (uploads.parsed(request.body), media))

        return finish

    def _checked(
        self, db: sqlite3.Connection, incoming: Incoming, bearer: Bearer | None, body: Any
    ) -> Call:
        method, path = incoming.located.method, incoming.located.path
        bearer = bearer or tokens.bearer(db, incoming.request, incoming.now)
        query = incoming.request.query
        matching = bearer.scopes & method.scopes
        if not matching:
            raise insufficient_scope()
        check_query(method, path, query)
        self.quotas.count(method, bearer.account, incoming.now)
        return replace(
            self.bare(db, incoming.now),
            method=method.id,
            path=path,
            query=query,
            body=clean_body(method.api, method.request, body) if method.request else {},
            account=bearer.account,
            client_id=bearer.client_id,
            scopes=bearer.scopes,
            is_delegated=bearer.is_delegated,
            narrow=matching <= NARROW,
            fault=incoming.fault,
        )

    def _performed(
        self,
        db: sqlite3.Connection,
        incoming: Incoming,
        bearer: Bearer | None,
        content: tuple[Any, Media | None],
    ) -> Reply:
        method = incoming.located.method
        body, media = content
        if media and len(media.content) > method.upload_limit:
            raise too_large()
        call = replace(self._checked(db, incoming, bearer, body), media=media)
        mask = call.one("fields") or call.one("$fields")
        tree = compiled(method.api, method.response, mask) if mask else {}
        document = call.path.get(self._documents.get(method.api.name, ""))
        if document:
            check_document(call, document, writes=method.writes)
        answer = self._handler(method)(call)
        if isinstance(answer, Content):
            return _content_reply(answer, incoming.request.headers)
        return json_reply(kept(answer, tree))

    def _handler(self, method: Method) -> Handler:
        handler = self._handlers.get(method.id)
        if handler is None:
            raise unimplemented(method.id)
        return handler


def _content_reply(content: Content, headers: Mapping[str, str]) -> Reply:
    """Return bytes, or the range of them that was asked for (RFC 9110 § 14)."""
    whole, kind = content.content, {"Content-Type": content.content_type, "Accept-Ranges": "bytes"}
    match = re.fullmatch(r"bytes=(\d+)-(\d*)", headers.get("range", ""))
    if not match:
        return Reply(headers=kind, body=whole)
    start, end = int(match[1]), min(int(match[2] or len(whole)), len(whole) - 1)
    if start >= len(whole):
        return Reply(status=416, headers={**kind, "Content-Range": f"bytes */{len(whole)}"})
    kind["Content-Range"] = f"bytes {start}-{end}/{len(whole)}"
    return Reply(status=206, headers=kind, body=whole[start : end + 1])


def default_reply(incoming_path: str) -> Reply:
    """Return the 404 for a path that no API has."""
    message = f"The requested URL {incoming_path} was not found on this server."
    return error_reply(GoogleError(404, "notFound", message, "NOT_FOUND"), "gmail")
