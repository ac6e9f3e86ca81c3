"""The sandbox without its socket: whose a request is, and the state that all of them share.

``Application.answer`` takes any request; those of no API go to the pages and control endpoints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.google.api import batch, uploads
from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.discovery import Located, Routes
from sandbox.google.api.errors import error_reply
from sandbox.google.api.faults import Faults
from sandbox.google.api.trial import Run, Trial
from sandbox.google.api_calls import Calls, Incoming, default_reply
from sandbox.google.identity import account_state, oauth, service_accounts, tokens
from sandbox.google.products import PRODUCTS
from sandbox.http.exchange import Reply, Request
from sandbox.state.clock import Clock
from sandbox.state.store import Store

OAUTH = {"/token": oauth.token, "/revoke": oauth.revoke}


class Application:
    """All state of a running sandbox."""

    def __init__(self, folder: Path) -> None:
        own = [
            module.SCHEMA for module in (account_state, oauth, tokens, service_accounts, uploads)
        ]
        schemas = [*own, *(product.schema for product in PRODUCTS)]
        self.store = Store(folder, schemas)
        self.clock = Clock(self.store)
        self.faults = Faults()
        self.trial = Trial(self.faults)
        self.calls = Calls(self.store, folder, PRODUCTS)
        self._routes = Routes((product.api, product.version) for product in PRODUCTS)

    @contextmanager
    def begin(self) -> Iterator[Call]:
        """Open a transaction for a page or a control endpoint."""
        with self.store.transaction() as db:
            yield self.calls.bare(db, self.clock.now())

    def answer(self, request: Request) -> Reply | None:
        """Answer one of Google's requests; None if it is not one."""
        request = request.straightened()
        work = self._work(request)
        if work is None:
            return None
        try:
            return work()
        finally:
            self._land()

    def _work(self, request: Request) -> Callable[[], Reply] | None:
        if batch.is_batch(request):
            return lambda: self.trial.run("batch", request, self._batch(request))
        if request.verb == "POST" and request.path in OAUTH:
            name = f"oauth2.{request.path[1:]}"
            return lambda: self.trial.run(name, request, self._oauth(request))
        if self._routes.serves(request.path):
            return lambda: self._api(request)
        return None

    def _api(self, request: Request) -> Reply:
        located = self._located(request)
        if located is None:
            return default_reply(request.path)
        return self.trial.run(located.method.id, request, self._call(request, located))

    def _located(self, request: Request) -> Located | None:
        # The chunks of a resumable upload are PUT, whatever began it.
        session = uploads.is_session(request)
        for verb in ("POST", "PATCH", "PUT") if session else (request.verb,):
            located = self._routes.locate(verb, request.path)
            if located:
                return located
        return None

    def _call(self, request: Request, located: Located) -> Run:
        def run(fault: str | None) -> tuple[Reply, str]:
            now = self.clock.now()
            incoming = Incoming(request=request, located=located, now=now, fault=fault)
            return self.calls.answer(incoming)

        return run

    def _oauth(self, request: Request) -> Run:
        def run(fault: str | None) -> tuple[Reply, str]:
            with self.store.transaction() as db:
                return OAUTH[request.path](db, request, self.clock.now()), ""

        return run

    def _batch(self, request: Request) -> Run:
        def run(fault: str | None) -> tuple[Reply, str]:
            try:
                return batch.answer_batch(request, self._inner), ""
            except GoogleError as error:
                return error_reply(error, "gmail"), ""

        return run

    def _inner(self, request: Request) -> Reply:
        is_served = self._routes.serves(request.path) and "/upload/" not in request.path
        return self._api(request) if is_served else default_reply(request.path)

    def _land(self) -> None:
        """Let the calls happen that a fault made late."""
        for request in self.faults.landing():
            located = self._located(request)
            if located:
                self._call(request, located)(None)
