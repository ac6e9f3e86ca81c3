"""A server of bad manners: it plays one scripted behaviour a request, and counts what it got."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from io import BufferedReader
from typing import Self

Behaviour = Callable[[socket.socket], bool]  # True: the connection stays open


def says(body: bytes = b'{"id": "1"}', status: str = "200 OK", headers: str = "") -> Behaviour:
    """Answer in full and keep the connection."""

    def play(peer: socket.socket) -> bool:
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        peer.sendall(head.encode() + body)
        return True

    return play


def sends(raw: bytes) -> Behaviour:
    """Send exactly these bytes, then close."""

    def play(peer: socket.socket) -> bool:
        peer.sendall(raw)
        return False

    return play


def resets(peer: socket.socket) -> bool:
    """Close with a reset."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def hangs(seconds: float) -> Behaviour:
    """Say nothing for so long."""

    def play(peer: socket.socket) -> bool:
        threading.Event().wait(seconds)
        return False

    return play


drops = sends(b"")
CUT_HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: applica"
CUT_BODY = b'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"id": "1'
PAGE = b"<html>Bad gateway</html>"


class RudeServer:
    """Plays its script, request by request; the last behaviour goes on for ever."""

    def __init__(self, *script: Behaviour) -> None:
        self._script = list(script)
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._peers: list[socket.socket] = []
        self.requests: list[str] = []  # "POST /x"
        self.bodies: list[bytes] = []
        self.tokens: list[str] = []  # the Authorization header of each
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)  # else the thread in accept() keeps it open
        for each in (self._socket, *self._peers):
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            self._peers.append(peer)
            threading.Thread(target=self._serve, args=[peer], daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with suppress(OSError), peer, peer.makefile("rb") as stream:
            while self._received(stream) and self._next()(peer):
                pass

    def _received(self, stream: BufferedReader) -> bool:
        line = stream.readline()
        if not line:
            return False
        verb, target, _ = line.decode().split(" ")
        headers = {}
        while head := stream.readline().decode().strip():
            name, _, value = head.partition(":")
            headers[name.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", "0")))
        with self._lock:
            self.requests.append(f"{verb} {target}")
            self.bodies.append(body)
            self.tokens.append(headers.get("authorization", ""))
        return True

    def _next(self) -> Behaviour:
        with self._lock:
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]
