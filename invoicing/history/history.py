"""The fold of the events: where every document and every series stands.

events ──then()──▶ History { documents, dossiers, letters, seen, series, folders, … }
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from invoicing.document.series import Last, Series
from invoicing.history.approval_file import Dossier, Version
from invoicing.history.builder import Past
from invoicing.history.contract_end import CalledOff, Closing
from invoicing.history.events import Event
from invoicing.history.folds import FOLDS
from invoicing.history.records import (
    Folder,
    Issued,
    Key,
    Mark,
    News,
    Preview,
    Seen,
    Transmission,
    Trust,
    Wish,
)

__all__ = ["Folder", "Issued", "Key", "Seen", "Transmission"]  # may be imported from here


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that has happened, by what it happened to."""

    begun: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[Key, Issued] = field(default_factory=dict)
    seen: Mapping[Key, Seen] = field(default_factory=dict)
    series: Mapping[Series, Last] = field(default_factory=dict)
    folders: Mapping[tuple[str, str], Folder] = field(default_factory=dict)  # (siren, year)
    sellers: Mapping[str, str] = field(default_factory=dict)  # siren → code its numbers were given
    dossiers: Mapping[Key, Dossier] = field(default_factory=dict)  # key "": the client's own
    letters: Mapping[tuple[str, str], Transmission] = field(default_factory=dict)  # seller, role
    trusts: Mapping[str, Trust] = field(default_factory=dict)  # seller → …
    proposed: Mapping[str, Trust] = field(default_factory=dict)  # what he is asked to confirm
    wishes: Mapping[Key, Wish] = field(default_factory=dict)
    previews: Mapping[Key, tuple[Preview, ...]] = field(default_factory=dict)  # oldest first
    heard: Mapping[str, Key] = field(default_factory=dict)  # answers and messages that are recorded
    closings: Mapping[str, Closing] = field(default_factory=dict)  # seller → …
    called_off: Mapping[str, CalledOff] = field(default_factory=dict)  # seller → …
    marks: Mapping[str, Mark] = field(default_factory=dict)  # hash of a mailbox → …
    news: Mapping[str, News] = field(default_factory=dict)  # by id
    dead: Mapping[str, datetime] = field(default_factory=dict)  # hash of a mailbox → since when

    def then(self, events: Iterable[tuple[Event, datetime]]) -> History:
        """Return the history after *events*, each with its instant."""
        past = Past(**{each.name: dict(getattr(self, each.name)) for each in fields(self)})
        for event, at in events:
            FOLDS[event.kind](past, event, at)
        return History(**{each.name: getattr(past, each.name) for each in fields(self)})

    def version(self, request: str) -> Version | None:
        """Return the request of that id."""
        versions = (each for dossier in self.dossiers.values() for each in dossier.versions)
        return next((each for each in versions if each.claim.request == request), None)
