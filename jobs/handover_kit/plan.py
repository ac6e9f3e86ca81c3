"""What a hand-over kit holds, and under which names: the same whenever it is asked.

REMISE-MARTIN.zip                 index.html, piste-d-audit.pdf, journal.json, series.csv, lignes/…
  documents/2026/MARTIN-2026-0001/  the PDF, factur-x.xml, preuve_….pdf, brouillon-1_….pdf
  sans-numero/F0012/                what was shown to the client and never issued
REMISE-MARTIN-documents-1.zip     these two folders, where there are more than a hundred
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from invoicing.history.history import History
from invoicing.history.records import DocumentKey, IssuedDocument
from invoicing.values.canonical_json import sha256
from jobs.proof.evidence_file import EvidenceFile
from jobs.proof.plain_names import plain

MOST = 100  # documents in one ZIP: some 40 MB, made within some minutes
XML = "factur-x.xml"
INDEX, AUDIT, SERIES = "index.html", "piste-d-audit.pdf", "series.csv"
ROWS = "lignes/"
WORKBOOK, KEPT = f"{ROWS}classeur.xlsx", f"{ROWS}lignes.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class KitItem:
    """A document that was issued, or one that was only shown."""

    key: DocumentKey
    issued: IssuedDocument | None
    drafts: tuple[str, ...]  # names of those that were filed, by version; "": not filed
    hashes: tuple[str, ...] = ()  # SHA-256 of the same, as recorded

    @property
    def name(self) -> str:
        """How people call it."""
        return self.issued.number if self.issued else self.key.reference

    @property
    def folder(self) -> str:
        """Where its files lie."""
        if self.issued is None:
            return f"sans-numero/{_folder_name(self.name)}/"
        return f"documents/{self.issued.issue_date.year}/{plain(self.name)}/"

    @property
    def pdf(self) -> str:
        """Path of the issued PDF, "" of what has none."""
        return f"{self.folder}{plain(self.issued.name)}" if self.issued else ""

    @property
    def xml(self) -> str:
        """Path of its data."""
        return f"{self.folder}{XML}" if self.issued else ""

    @property
    def proof(self) -> str:
        """Path of the page that proves it."""
        return f"{self.folder}preuve_{plain(self.name)}.pdf"

    @property
    def shown(self) -> tuple[str, ...]:
        """Paths of its drafts."""
        return tuple(self.folder + name for name in self.drafts if name)

    def hashes_of(self, paths: Collection[str]) -> Iterator[str]:
        """The SHA-256 of those of its drafts that lie under one of *paths*."""
        for name, recorded in zip(self.drafts, self.hashes, strict=True):
            if name and self.folder + name in paths:
                yield recorded


def _folder_name(key: str) -> str:
    """Write a `Réf.` as a folder's name, unlike any other's.

    >>> _folder_name("F0012"), _folder_name("F 12") != _folder_name("F/12")
    ('F0012', True)
    """
    name = plain(key)
    return name if name == key else f"{name}-{sha256(key.encode())[:8]}"


def items(history: History, code: str) -> list[KitItem]:
    """Everything of a client's, documents by date and number, then what was never issued."""
    shown = {
        key
        for key, dossier in history.dossiers.items()
        if dossier.versions and key.reference and not key.reference.startswith("#")
    }
    keys = {key for key in {*history.documents, *shown} if key.client == code}
    found = [_item(history, key) for key in keys]
    return sorted(found, key=_order)


def _item(history: History, key: DocumentKey) -> KitItem:
    dossier = history.dossiers.get(key)
    versions = dossier.versions if dossier else ()
    pieces = [
        EvidenceFile(id=each.file_id, name=each.name, sha256=each.sha256) for each in versions
    ]
    names = (
        piece.draft_name(version) if piece.sha256 else "" for version, piece in enumerate(pieces, 1)
    )
    return KitItem(
        key=key,
        issued=history.documents.get(key),
        drafts=tuple(names),
        hashes=tuple(piece.sha256 for piece in pieces),
    )


def _order(item: KitItem) -> tuple[bool, str, str]:
    issued = item.issued
    return issued is None, issued.issue_date.isoformat() if issued else "", item.name


def volumes(found: Sequence[KitItem]) -> list[Sequence[KitItem]]:
    """Deal them out among ZIPs of their own; [] where the first ZIP holds them all.

    >>> [len(part) for part in volumes(range(250))], volumes(range(100))
    ([100, 100, 50], [])
    """
    if len(found) <= MOST:
        return []
    return [found[start : start + MOST] for start in range(0, len(found), MOST)]


def csv_path(title: str) -> str:
    """Return where the rows of a tab lie.

    >>> csv_path("Règlements")
    'lignes/Reglements.csv'
    """
    return f"{ROWS}{plain(title)}.csv"


def zip_name(code: str, volume: int = 0) -> str:
    """Name a ZIP.

    >>> zip_name("MARTIN"), zip_name("MARTIN", 2)
    ('REMISE-MARTIN.zip', 'REMISE-MARTIN-documents-2.zip')
    """
    return f"REMISE-{plain(code)}" + (f"-documents-{volume}" if volume else "") + ".zip"
