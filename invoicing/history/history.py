"""The fold of the events: where every document and every series stands.

events ──then()──▶ History { documents, dossiers, letters, seen, series, folders, … }
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import datetime

from invoicing.document.series import LastNumber, Series
from invoicing.history.approval_file import ApprovalFile, RequestVersion
from invoicing.history.builder import HistoryBuilder
from invoicing.history.contract_end import CalledOff, ContractEnd
from invoicing.history.events.event import Event
from invoicing.history.events.workbook import Begun
from invoicing.history.folds import fold
from invoicing.history.records import (
    ArchiveFolder,
    ConfirmedDetails,
    DocumentKey,
    FirstSight,
    IssuedDocument,
    Notice,
    Preview,
    ReadMark,
    RowAction,
    Transmission,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that has happened, by what it happened to."""

    begun: Begun = field(default_factory=Begun)
    documents: Mapping[DocumentKey, IssuedDocument] = field(default_factory=dict)
    seen: Mapping[DocumentKey, FirstSight] = field(default_factory=dict)
    series: Mapping[Series, LastNumber] = field(default_factory=dict)
    folders: Mapping[tuple[str, str], ArchiveFolder] = field(default_factory=dict)  # (siren, year)
    sellers: Mapping[str, str] = field(default_factory=dict)  # siren → code its numbers were given
    dossiers: Mapping[DocumentKey, ApprovalFile] = field(
        default_factory=dict
    )  # key "": the client's own
    letters: Mapping[tuple[str, str], Transmission] = field(default_factory=dict)  # seller, role
    trusts: Mapping[str, ConfirmedDetails] = field(default_factory=dict)  # seller → …
    proposed: Mapping[str, ConfirmedDetails] = field(
        default_factory=dict
    )  # what he is asked to confirm
    wishes: Mapping[DocumentKey, RowAction] = field(default_factory=dict)
    previews: Mapping[DocumentKey, tuple[Preview, ...]] = field(
        default_factory=dict
    )  # oldest first
    heard: Mapping[str, DocumentKey] = field(
        default_factory=dict
    )  # answers and messages that are recorded
    closings: Mapping[str, ContractEnd] = field(default_factory=dict)  # seller → …
    called_off: Mapping[str, CalledOff] = field(default_factory=dict)  # seller → …
    marks: Mapping[str, ReadMark] = field(default_factory=dict)  # hash of a mailbox → …
    news: Mapping[str, Notice] = field(default_factory=dict)  # by id
    dead: Mapping[str, datetime] = field(default_factory=dict)  # hash of a mailbox → since when

    def then(self, events: Iterable[tuple[Event, datetime]]) -> History:
        """Return the history after *events*, each with its instant."""
        past = HistoryBuilder(**{
            each.name: copy(getattr(self, each.name)) for each in fields(self)
        })
        for event, at in events:
            fold(past, event, at)
        return History(**{each.name: getattr(past, each.name) for each in fields(self)})

    def dossier(self, key: DocumentKey) -> ApprovalFile:
        """Return what is known of an approval."""
        return self.dossiers.get(key, ApprovalFile())

    def closing(self, code: str) -> ContractEnd:
        """Return how far the end of a client's contract has come."""
        return self.closings.get(code, ContractEnd())

    def open_questions(self, code: str) -> Iterator[DocumentKey]:
        """Return what a client could still answer under a code."""
        for key, dossier in self.dossiers.items():
            if key.client == code and dossier.current is not None and key not in self.documents:
                yield key

    def mail(self, client_code: str, role: str) -> Transmission:
        """Return what is known of a mail that carries no document."""
        return self.letters.get((client_code, role), Transmission())

    def version(self, request: str) -> RequestVersion | None:
        """Return the request of that id."""
        versions = (each for dossier in self.dossiers.values() for each in dossier.versions)
        return next((each for each in versions if each.claim.request == request), None)
