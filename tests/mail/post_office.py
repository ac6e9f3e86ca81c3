"""A real Postfix and Dovecot on loopback, with files of their own and a server that refuses."""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MAIL = Path(__file__).parents[1] / "tools/mail/mail.sh"
REFUSALS = {"refus@": b"550 5.7.1 not wanted", "plein@": b"552 5.2.2 Mailbox full",
            "lent@": b"450 4.2.0 greylisted"}  # fmt: skip
PATIENCE = 20  # seconds


class Remote(socketserver.StreamRequestHandler):
    """A buyer's server, which takes nobody."""

    def handle(self) -> None:
        self.wfile.write(b"220 mx.rejet.example\r\n")
        for line in self.rfile:
            said = line.decode().lower()
            if said.startswith("quit"):
                return
            found = [text for name, text in REFUSALS.items() if f"<{name}" in said]
            refusal = found[0] if said.startswith("rcpt") and found else b"250 2.0.0 Ok"
            self.wfile.write(refusal + b"\r\n")


class PostOffice:
    """Mailboxes in a folder; *sieve*: what they do with mail."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port

    def send(self, sender: str, to: str, raw: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self._port, timeout=PATIENCE) as server:
            server.sendmail(sender, [to], raw)

    def first(self, address: str) -> bytes:
        """Return the first mail that comes into a mailbox."""
        for _ in range(PATIENCE * 10):
            for path in (self._folder / "mail" / address / "mail/new").glob("*"):
                return path.read_bytes()
            time.sleep(0.1)
        raise TimeoutError(address + "\n" + (self._folder / "postfix/log").read_text())


@contextmanager
def post_office(mailboxes: Mapping[str, str], sieve: Mapping[str, str]) -> Iterator[PostOffice]:
    """Open one.  *mailboxes*: what Dovecot is told of each; *sieve*: their filters."""
    folder = Path(tempfile.mkdtemp(prefix="post-"))
    smtp, lmtp = _free(), _free()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Remote) as remote:
        remote.daemon_threads = True
        threading.Thread(target=remote.serve_forever, daemon=True).start()
        ports = {"SMTP": str(smtp), "LMTP": str(lmtp), "REMOTE": str(remote.server_address[1])}
        _furnish(folder, mailboxes, sieve)
        try:
            _run("start", folder, ports)
            yield PostOffice(folder, smtp)
        finally:
            _run("stop", folder, ports)
            remote.shutdown()
            shutil.rmtree(folder)


def _furnish(folder: Path, mailboxes: Mapping[str, str], sieve: Mapping[str, str]) -> None:
    users = []
    for address, told in mailboxes.items():
        home = folder / "mail" / address
        home.mkdir(parents=True)
        users.append(f"{address}:::::{home}::{told}\n")
        if address in sieve:
            (home / ".dovecot.sieve").write_text(sieve[address], encoding="utf-8")
    (folder / "users").write_text("".join(users), encoding="utf-8")


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _run(verb: str, folder: Path, ports: Mapping[str, str]) -> None:
    with (folder / "mail.log").open("a+") as log:
        command = ["sh", str(MAIL), verb, str(folder)]
        done = subprocess.run(  # noqa: S603 - our own
            command, env=os.environ | ports, stdout=log, stderr=log, check=False
        )
        log.seek(0)
        assert done.returncode == 0, log.read()
