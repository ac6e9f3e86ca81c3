"""The socket: HTTP/1.1 with kept-alive connections that faults can really cut.

Werkzeug's own server closes the connection after each answer and waits 10 ms before it does,
so the standard library's carries the requests, and Flask sees only those for pages.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sandbox.http.exchange import ConnectionDropped, Reply, Request

BODY_LIMIT = 200 * 1024 * 1024  # bytes
Answer = Callable[[Request], Reply]


class Listener(ThreadingHTTPServer):
    """Listens on loopback; one thread a connection, all ended by ``stop``."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, answer: Answer) -> None:
        self.answer = answer
        self.open: set[socket.socket] = set()
        self.stopping = False
        super().__init__((host, port), Connection)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    def start(self) -> None:
        """Serve in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and all connections, after the calls in progress."""
        self.stopping = True
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        for connection in tuple(self.open):
            _cut(connection)
        self.server_close()

    def wait(self) -> None:
        """Return when the port is closed."""
        self._thread.join()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over clients that went away."""


class Connection(BaseHTTPRequestHandler):
    """One connection and the requests on it."""

    server: Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def setup(self) -> None:
        """Make the connection known, so that ``stop`` can end it."""
        super().setup()
        self.server.open.add(self.connection)
        if self.server.stopping:
            _cut(self.connection)

    def finish(self) -> None:
        """Forget the connection."""
        self.server.open.discard(self.connection)
        super().finish()

    def serve(self) -> None:
        """Answer one request."""
        body = self._body()
        if body is None:
            self._send(Reply(status=400, headers={"Content-Type": "text/plain"}, body=b"Bad body"))
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(verb=self.command, target=self.path, headers=headers, body=body)
        try:
            self._send(self.server.answer(request))
        except ConnectionDropped:
            self.close_connection = True
            _cut(self.connection)

    def __getattr__(self, name: str) -> Any:
        """Serve every verb alike: the base class looks for ``do_GET`` and its like."""
        if name.startswith("do_"):
            return self.serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        """Stay silent: the sandbox keeps its own log."""

    def _body(self) -> bytes | None:
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(HTTPStatus.CONTINUE)
            self.end_headers()
            self.wfile.flush()
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "0").strip()
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            return None
        return self.rfile.read(int(length))

    def _chunks(self) -> bytes | None:
        chunks: list[bytes] = []
        while True:
            try:
                size = int(self.rfile.readline(100).partition(b";")[0], 16)
            except ValueError:
                return None
            if size < 0 or size + sum(map(len, chunks)) > BODY_LIMIT:
                return None
            chunks.append(self.rfile.read(size))
            self.rfile.readline(100)
            if not size:
                return b"".join(chunks)

    def _send(self, reply: Reply) -> None:
        phrase = self.responses.get(HTTPStatus(reply.status), ("",))[0] if _is(reply) else ""
        lines = [f"HTTP/1.1 {reply.status} {phrase}"]
        lines += [f"{name}: {_line(value)}" for name, value in reply.headers.items()]
        lines += [f"Content-Length: {len(reply.body)}", "", ""]
        if reply.status == HTTPStatus.NO_CONTENT:
            lines.remove("Content-Length: 0")
        body = b"" if self.command == "HEAD" else reply.body[: reply.cut]
        self.wfile.write("\r\n".join(lines).encode("latin-1", "replace") + body)
        self.wfile.flush()
        if reply.cut is not None:
            self.close_connection = True


def _line(value: str) -> str:
    return "".join(c if c.isprintable() else " " for c in value)


def _is(reply: Reply) -> bool:
    return reply.status in HTTPStatus._value2member_map_


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
