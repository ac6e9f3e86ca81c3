"""The fold of the events: where every document and every series stands.

events ──then()──▶ History { documents, seen, series, folders }
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from invoicing.events import Event, Kind
from invoicing.invoice import DocumentType
from invoicing.numbering import Last, Series

Key = tuple[str, str]  # the client's code, the document's `Réf.`
BUYER = "Destinataire"  # the role of the main transmission


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """Sending a document to someone: prepared → recorded → done."""

    draft_id: str = ""
    message_id: str = ""
    thread_id: str = ""
    drafted_at: datetime | None = None
    sent_at: datetime | None = None
    message_header: str = ""
    lost: bool = False  # gone, and not found again: a person must look


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A document that has a number."""

    seller: str
    key: str
    number: str  # BT-1
    issue_date: date  # BT-2
    siren: str
    numbered_at: datetime
    content: str  # hash of what was approved
    asked: str  # hash of what was typed
    record: str  # SHA-256 of the frozen content's text
    file_id: str
    document_type: DocumentType = DocumentType.INVOICE
    buyer: str = ""  # hash of the buyer's code
    affair: str = ""  # hash of `Affaire`, "" without one
    after: tuple[str, ...] = ()  # numbers that it credits, corrects, deducts or follows
    ends: str = ""  # the number of which it leaves nothing: replaced, or wholly credited
    sha256: str = ""  # of the archived file; "" until filed
    name: str = ""  # of the archived file
    locked: bool = False
    transmissions: Mapping[str, Transmission] = field(default_factory=dict)

    @property
    def main(self) -> Transmission:
        """The transmission to the buyer."""
        return self.transmissions.get(BUYER, Transmission())


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Since when a row has had the content it has."""

    content: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of the archive."""

    id: str
    made: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that has happened, by what it happened to."""

    begun: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[Key, Issued] = field(default_factory=dict)
    seen: Mapping[Key, Seen] = field(default_factory=dict)
    series: Mapping[Series, Last] = field(default_factory=dict)
    folders: Mapping[tuple[str, str], Folder] = field(default_factory=dict)  # (siren, year)
    sellers: Mapping[str, str] = field(default_factory=dict)  # siren → code its numbers were given

    def then(self, events: Iterable[tuple[Event, datetime]]) -> History:
        """Return the history after *events*, each with its instant."""
        draft = _Draft(
            begun=dict(self.begun),
            documents=dict(self.documents),
            seen=dict(self.seen),
            series=dict(self.series),
            folders=dict(self.folders),
            sellers=dict(self.sellers),
        )
        for event, at in events:
            FOLDS[event.kind](draft, event, at)
        return History(
            begun=draft.begun,
            documents=draft.documents,
            seen=draft.seen,
            series=draft.series,
            folders=draft.folders,
            sellers=draft.sellers,
        )


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A history in the making."""

    begun: dict[str, str]
    documents: dict[Key, Issued]
    seen: dict[Key, Seen]
    series: dict[Series, Last]
    folders: dict[tuple[str, str], Folder]
    sellers: dict[str, str]

    def change(self, event: Event, **facts: object) -> None:
        key = (event.seller, event.key)
        self.documents[key] = replace(self.documents[key], **facts)  # type: ignore[arg-type]

    def transmit(self, event: Event, transmission: Transmission) -> None:
        known = self.documents[event.seller, event.key].transmissions
        self.change(event, transmissions={**known, event.facts["role"]: transmission})


def _begun(past: _Draft, event: Event, at: datetime) -> None:
    past.begun = dict(event.facts)


def _folder(past: _Draft, event: Event, at: datetime) -> None:
    past.folders[event.facts["siren"], event.facts["year"]] = Folder(id=event.facts["id"])


def _folder_made(past: _Draft, event: Event, at: datetime) -> None:
    key = event.facts["siren"], event.facts["year"]
    past.folders[key] = replace(past.folders[key], made=True)


def _seen(past: _Draft, event: Event, at: datetime) -> None:
    past.seen[event.seller, event.key] = Seen(content=event.facts["content"], at=at)


def _numbered(past: _Draft, event: Event, at: datetime) -> None:
    facts = event.facts
    issued = Issued(
        seller=event.seller,
        key=event.key,
        number=facts["number"],
        issue_date=date.fromisoformat(facts["issue_date"]),
        siren=facts["siren"],
        numbered_at=at,
        content=facts["content"],
        asked=facts["asked"],
        record=facts["record"],
        file_id=facts["file_id"],
        document_type=DocumentType(facts.get("type", DocumentType.INVOICE.value)),
        buyer=facts.get("buyer", ""),
        affair=facts.get("affair", ""),
        after=tuple(facts.get("after", "").split()),
        ends=facts.get("ends", ""),
    )
    past.documents[event.seller, event.key] = issued
    series = Series(siren=facts["siren"], prefix=facts["prefix"], year=int(facts["year"]))
    past.series[series] = Last(rank=int(facts["rank"]), on=issued.issue_date)
    past.sellers[facts["siren"]] = event.seller


def _filed(past: _Draft, event: Event, at: datetime) -> None:
    facts = event.facts
    past.change(
        event, sha256=facts["sha256"], name=facts["name"], locked=facts.get("locked") == "yes"
    )


def _locked(past: _Draft, event: Event, at: datetime) -> None:
    past.change(event, locked=True)


def _drafted(past: _Draft, event: Event, at: datetime) -> None:
    facts = event.facts
    made = Transmission(
        draft_id=facts["draft_id"],
        message_id=facts["message_id"],
        thread_id=facts["thread_id"],
        drafted_at=at,
    )
    past.transmit(event, made)


def _dropped(past: _Draft, event: Event, at: datetime) -> None:
    past.transmit(event, Transmission())


def _sent(past: _Draft, event: Event, at: datetime) -> None:
    facts = event.facts
    known = past.documents[event.seller, event.key].transmissions[facts["role"]]
    done = replace(
        known,
        message_id=facts["message_id"],
        message_header=facts["message_header"],
        sent_at=datetime.fromisoformat(facts["sent_at"]),
        lost=False,
    )
    past.transmit(event, done)


def _lost(past: _Draft, event: Event, at: datetime) -> None:
    known = past.documents[event.seller, event.key].transmissions[event.facts["role"]]
    past.transmit(event, replace(known, lost=True))


FOLDS: Mapping[Kind, Callable[[_Draft, Event, datetime], None]] = {
    Kind.BEGUN: _begun,
    Kind.FOLDER: _folder,
    Kind.FOLDER_MADE: _folder_made,
    Kind.SEEN: _seen,
    Kind.NUMBERED: _numbered,
    Kind.FILED: _filed,
    Kind.LOCKED: _locked,
    Kind.DRAFTED: _drafted,
    Kind.DROPPED: _dropped,
    Kind.SENT: _sent,
    Kind.LOST: _lost,
}
