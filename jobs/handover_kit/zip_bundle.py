"""A ZIP in the making, with the SHA-256 of everything in it.

It is built in memory: where runs happen, /tmp is memory too.  plan.py keeps each one small.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Self

from invoicing.values.canonical_json import sha256
from jobs.ports import Document

MANIFEST = "MANIFESTE"
ENDING = ".sha256"


class ZipBundle:
    """Files under their paths.  The same files and instant give the same bytes."""

    def __init__(self, at: datetime) -> None:
        self._at = at.timetuple()[:6]
        self._written = io.BytesIO()
        self._zip = zipfile.ZipFile(self._written, "w", zipfile.ZIP_DEFLATED)
        self.hashes: dict[str, str] = {}  # path → SHA-256

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, path: str, content: bytes) -> None:
        """Put a file in; *path*: ASCII, "/" between folders."""
        self.hashes[path] = sha256(content)
        self._write(path, content)

    def sealed(self, name: str, part: str = "") -> Document:
        """Add the manifest, as ``sha256sum -c`` reads it, and close; nothing more goes in."""
        lines = (f"{found}  {path}\n" for path, found in sorted(self.hashes.items()))
        self._write(f"{MANIFEST}{part}{ENDING}", "".join(lines).encode())
        self._zip.close()
        return Document(name=name, content=self._written.getvalue())

    def _write(self, path: str, content: bytes) -> None:
        info = zipfile.ZipInfo(path, self._at)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        info.create_system = 3
        self._zip.writestr(info, content)
