"""The sandbox as others start it: ``Sandbox(folder)``, in a thread, on loopback.

>>> import tempfile
>>> with Sandbox(Path(tempfile.mkdtemp())) as sandbox:
...     sandbox.environment()["GOOGLE_DRIVE_URL"] == sandbox.url
True
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from flask import Flask, Response, jsonify
from werkzeug.test import EnvironBuilder, run_wsgi_app

from sandbox.application import control
from sandbox.application.requests import Application
from sandbox.google.api.call import GoogleError
from sandbox.google.identity import consent_page
from sandbox.google.products import PRODUCTS
from sandbox.http.exchange import Reply, Request
from sandbox.http.listener import Listener
from sandbox.pages import site
from sandbox.state.clock import http_date

HOST = "127.0.0.1"
APIS = ("SHEETS", "DRIVE", "GMAIL", "FORMS", "ADMIN", "OAUTH")


class Sandbox:
    """A Google Workspace on this machine.

    Args:
        folder: where its state lies: ``sandbox.sqlite``, ``drive/``, ``mail/``.
        port: 0 takes a free one.
    """

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        self._application = Application(folder)
        self._app = _pages(self._application)
        self._listener = self._listening(port)
        self.url = f"http://{HOST}:{self._listener.server_port}"
        self._application.calls.root = self.url

    def _listening(self, port: int) -> Listener:
        try:
            return Listener(HOST, port, self._answer)
        except OSError:  # the port is taken: whoever wanted it hears so
            self._application.store.close()
            raise

    def start(self) -> Self:
        """Serve in a thread; return when requests are taken."""
        self._listener.start()
        return self

    def stop(self) -> None:
        """Stop serving; the state stays in the folder."""
        self._listener.stop()
        self._application.store.close()

    def wait(self) -> None:
        """Serve until ``stop``, or until KeyboardInterrupt."""
        self._listener.wait()

    def environment(self) -> dict[str, str]:
        """Return the environment variables under which the product talks to this sandbox."""
        return {**{f"GOOGLE_{api}_URL": self.url for api in APIS}, "SANDBOX_URL": self.url}

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    def _answer(self, request: Request) -> Reply:
        reply = self._application.answer(request)
        if reply is None:
            reply = _page(self._app, request)
        reply.headers["Date"] = http_date(self._application.clock.now())
        return reply


def _pages(application: Application) -> Flask:
    app = Flask("sandbox.pages", template_folder=".")
    app.url_map.merge_slashes = False
    app.register_error_handler(GoogleError, _refused)
    app.register_blueprint(control.blueprint(application))
    app.register_blueprint(consent_page.blueprint(application.begin))
    app.register_blueprint(site.blueprint(application))
    for product in PRODUCTS:
        if product.pages:
            app.register_blueprint(product.pages(application.begin))
    return app


def _refused(error: GoogleError) -> tuple[Response, int]:
    """Answer a page with what Google would refuse of the same call."""
    return jsonify(error=error.message), error.code


def _page(app: Flask, request: Request) -> Reply:
    builder = EnvironBuilder(
        path=request.path,
        query_string=request.target.partition("?")[2],
        method=request.verb,
        headers=list(request.headers.items()),
        data=request.body,
    )
    content, status, headers = run_wsgi_app(app.wsgi_app, builder.get_environ(), buffered=True)
    kept = {name: value for name, value in headers if name.lower() != "content-length"}
    return Reply(status=int(status.split()[0]), headers=kept, body=b"".join(content))
