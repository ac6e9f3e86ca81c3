"""A kit read back from its ZIPs, and checked: files against manifests, Journal against itself."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from invoicing.texts.pages import proof
from invoicing.values.problems import Problem, Source
from jobs.handover_kit.plan import KEPT
from jobs.handover_kit.rows import absent_of, read_back
from jobs.handover_kit.zip_bundle import ENDING, MANIFEST
from jobs.ports import Document, Refused, Table
from jobs.proof.journal_extract import JOURNAL, journal_flaws

LARGEST = 500_000_000  # bytes of one file, unpacked: more is no kit of ours
PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class KitReadBack:
    """ZIPs that are open."""

    zips: tuple[zipfile.ZipFile, ...]
    hashes: dict[str, str]  # path → SHA-256 of what lies there

    def content(self, path: str) -> bytes:
        """Read a file, b"" when there is none."""
        held = next((each for each in self.zips if path in each.namelist()), None)
        return held.read(path) if held else b""

    def flaws(self) -> Iterator[str]:
        """Say in French what is wrong."""
        manifests = [path for path in self.hashes if _is_manifest(path)]
        listed = dict(pair for path in manifests for pair in _listed(self.content(path)))
        if not listed:
            yield proof.NO_MANIFEST
        for path, wanted in listed.items():
            if path not in self.hashes:
                yield proof.FILE_MISSING.format(name=path)
            elif self.hashes[path] != wanted:
                yield proof.FILE_CHANGED.format(name=path)
        others = (path for path in self.hashes if path not in listed and path not in manifests)
        yield from (proof.FILE_IN_NO_MANIFEST.format(name=path) for path in others)
        known = {*self.hashes.values(), *absent_of(self.content(KEPT))}
        yield from journal_flaws(self.content(JOURNAL), known)

    def rows(self) -> tuple[str, list[Table]]:
        """Return the client's code and his rows."""
        try:
            return read_back(self.content(KEPT))
        except ValueError:
            raise unsound([proof.ILLEGIBLE.format(name=KEPT)]) from None

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Return every document's PDF, with the folder it is put into: a year, or drafts."""
        for path in sorted(self.hashes):
            top, _, rest = path.partition("/")
            name = rest.rpartition("/")[2]
            if top in {"documents", "sans-numero"} and name.endswith(".pdf"):
                year = rest.partition("/")[0] if top == "documents" else top
                yield year, Document(name=name, content=self.content(path))


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[KitReadBack]:
    """Open the ZIPs of one kit.  ``Refused`` when one is none."""
    with ExitStack() as stack:
        try:
            zips = tuple(stack.enter_context(zipfile.ZipFile(path)) for path in paths)
            hashes = dict(pair for each in zips for pair in _hashes(each))
        except (zipfile.BadZipFile, OSError):
            raise unsound([proof.NO_ZIP]) from None
        yield KitReadBack(zips=zips, hashes=hashes)


def unsound(flaws: Sequence[str]) -> Refused:
    """Say that a kit is not what was made."""
    values = {"flaws": " ; ".join(flaws)}
    problem = Problem(code="kit-unsound", source=Source(tab="Remise"), values=values)
    return Refused("the kit is not what was made", problems=[problem])


def _hashes(held: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Hash each file piece by piece: none is held whole."""
    for info in held.infolist():
        if info.file_size > LARGEST:
            raise zipfile.BadZipFile
        found = hashlib.sha256()
        with held.open(info) as file:
            while piece := file.read(PIECE):
                found.update(piece)
        yield info.filename, found.hexdigest()


def _is_manifest(path: str) -> bool:
    return path.startswith(MANIFEST) and path.endswith(ENDING)


def _listed(text: bytes) -> Iterator[tuple[str, str]]:
    for line in text.decode("utf-8", "replace").splitlines():
        found, blank, path = line.partition("  ")
        if blank:
            yield path, found
