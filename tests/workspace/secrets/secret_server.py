"""A Secret Manager on loopback, with a token endpoint for service accounts."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

ID = re.compile(r"[A-Za-z0-9_-]{1,255}")
PREFIX = "/v1/projects/factures-prod/secrets"


class SecretServer:
    """Keeps what it is given, by secret id, in ``versions``; ``None`` is one destroyed."""

    def __init__(self) -> None:
        self.versions: dict[str, list[str | None]] = {}
        handler = type("Handler", (Handler,), {"kept": self.versions})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    kept: dict[str, list[str | None]]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        found = re.fullmatch(PREFIX + r"/([^/]+)/versions/latest:access", path)
        listed = re.fullmatch(PREFIX + r"/([^/]+)/versions", path)
        if listed and listed[1] in self.kept:
            self._listed(listed[1])
        elif found and self.kept.get(found[1], [""])[-1] is None:
            self._refuse(400, "FAILED_PRECONDITION")
        elif found and self.kept.get(found[1]):
            self._say(200, {"payload": {"data": self.kept[found[1]][-1]}})
        else:
            self._refuse(404, "NOT_FOUND")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        parts = urlsplit(self.path)
        ended = re.fullmatch(PREFIX + r"/([^/]+)/versions/(\d+):destroy", parts.path)
        added = re.fullmatch(PREFIX + r"/([^/]+):addVersion", parts.path)
        if parts.path == "/token":
            self._say(200, {"access_token": "adc", "expires_in": 3599})
        elif self.headers["Authorization"] != "Bearer adc":
            self._refuse(401, "UNAUTHENTICATED")
        elif parts.path == PREFIX:
            self._created(parse_qs(parts.query)["secretId"][0])
        elif ended:
            self.kept[ended[1]][int(ended[2]) - 1] = None
            self._say(200, {"state": "DESTROYED"})
        elif added and added[1] in self.kept:
            self.kept[added[1]].append(json.loads(body)["payload"]["data"])
            self._say(200, {"name": "1"})
        else:
            self._refuse(404, "NOT_FOUND")

    def _listed(self, secret_id: str) -> None:
        """Tell the versions that live, newest first, two on a page."""
        asked = parse_qs(urlsplit(self.path).query)
        assert asked["filter"] == ["NOT state:DESTROYED"]
        start = int(asked.get("pageToken", ["0"])[0])
        living = [n for n, kept in enumerate(self.kept[secret_id], 1) if kept is not None][::-1]
        names = [f"{PREFIX[4:]}/{secret_id}/versions/{n}" for n in living]
        more = {"nextPageToken": str(start + 2)} if names[start + 2 :] else {}
        self._say(200, {"versions": [{"name": name} for name in names[start : start + 2]]} | more)

    def _created(self, secret_id: str) -> None:
        if not ID.fullmatch(secret_id):
            self._refuse(400, "INVALID_ARGUMENT")
        else:
            self.kept[secret_id] = []
            self._say(200, {"name": secret_id})

    def _refuse(self, status: int, reason: str) -> None:
        self._say(status, {"error": {"code": status, "status": reason}})

    def _say(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
