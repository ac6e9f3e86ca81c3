"""How each event changes the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from invoicing import dossier_folds, transmission_folds
from invoicing.closing import CLOSING_KEY, RECEIPT_KEY, CalledOff, Closing, Done, Step
from invoicing.dossier import REFUSED, Dossier, Outcome
from invoicing.events import Event, Kind
from invoicing.invoice import DocumentType
from invoicing.news import NEWS
from invoicing.numbering import Last, Series
from invoicing.records import (
    BUYER,
    Folder,
    Issued,
    Key,
    Mark,
    News,
    Seen,
    Transmission,
    Trust,
    Wish,
)


@dataclass(slots=True, kw_only=True)
class Past:
    """A history in the making: the fields of ``History``, to be changed."""

    begun: dict[str, str]
    documents: dict[Key, Issued]
    seen: dict[Key, Seen]
    series: dict[Series, Last]
    folders: dict[tuple[str, str], Folder]
    sellers: dict[str, str]
    dossiers: dict[Key, Dossier]
    letters: dict[tuple[str, str], Transmission]
    trusts: dict[str, Trust]
    proposed: dict[str, Trust]
    wishes: dict[Key, Wish]
    heard: dict[str, Key]
    closings: dict[str, Closing]
    called_off: dict[str, CalledOff]
    marks: dict[str, Mark]
    news: dict[str, News]

    def change(self, event: Event, **facts: object) -> None:
        key = (event.seller, event.key)
        self.documents[key] = replace(self.documents[key], **facts)  # type: ignore[arg-type]

    def transmission(self, event: Event) -> Transmission:
        """What is known of the mail of an event: a document's, or a letter."""
        role = event.facts["role"]
        if not event.key:
            return self.letters.get((event.seller, role), Transmission())
        known = self.documents[event.seller, event.key].transmissions
        return known.get(role, Transmission())

    def transmit(self, event: Event, transmission: Transmission) -> None:
        role = event.facts["role"]
        if not event.key:
            self.letters[event.seller, role] = transmission
            return
        known = self.documents[event.seller, event.key].transmissions
        self.change(event, transmissions={**known, role: transmission})


def _begun(past: Past, event: Event, at: datetime) -> None:
    past.begun = dict(event.facts)


def _folder(past: Past, event: Event, at: datetime) -> None:
    past.folders[event.facts["siren"], event.facts["year"]] = Folder(id=event.facts["id"])


def _folder_made(past: Past, event: Event, at: datetime) -> None:
    key = event.facts["siren"], event.facts["year"]
    past.folders[key] = replace(past.folders[key], made=True)


def _seen(past: Past, event: Event, at: datetime) -> None:
    past.seen[event.seller, event.key] = Seen(content=event.facts["content"], at=at)


def _numbered(past: Past, event: Event, at: datetime) -> None:
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
        roles=tuple(filter(None, facts.get("roles", BUYER).split(","))),
    )
    past.documents[event.seller, event.key] = issued
    series = Series(siren=facts["siren"], prefix=facts["prefix"], year=int(facts["year"]))
    past.series[series] = Last(rank=int(facts["rank"]), on=issued.issue_date)
    past.sellers[facts["siren"]] = event.seller


def _filed(past: Past, event: Event, at: datetime) -> None:
    facts = event.facts
    past.change(
        event, sha256=facts["sha256"], name=facts["name"], locked=facts.get("locked") == "yes"
    )


def _locked(past: Past, event: Event, at: datetime) -> None:
    past.change(event, locked=True)


def _transmitted(past: Past, event: Event, at: datetime) -> None:
    known = past.transmission(event)
    past.transmit(event, transmission_folds.FOLDS[event.kind](known, event, at))
    if "message" in event.facts:
        place = f"{event.seller}/{event.key}/{event.facts['role']}"
        past.heard[f"{event.facts['message']}/{place}"] = (event.seller, event.key)
    code = transmission_folds.news_of(event)
    if code:
        _tell(past, event, code, event.facts["message"])


def _trusted(past: Past, event: Event, at: datetime) -> None:
    facts = event.facts
    trust = Trust(iban=facts["iban"], approver=facts["approver"], record=facts["record"])
    past.trusts[event.seller] = trust
    if asked := past.dossiers.get((event.seller, "")):  # confirmed by hand: no mail need go
        past.dossiers[event.seller, ""] = replace(asked, is_over=True)


def _requested(past: Past, event: Event, at: datetime) -> None:
    _in_dossier(past, event, at)
    if not event.key:
        facts = event.facts
        past.proposed[event.seller] = Trust(
            iban=facts["iban"], approver=facts["newcomer"], record=facts["record"]
        )


def _answered(past: Past, event: Event, at: datetime) -> None:
    facts = event.facts
    past.heard[facts["response"]] = (event.seller, event.key)
    if event.seller:
        _in_dossier(past, event, at)
    if facts["outcome"] == Outcome.APPROVED.value and not event.key:
        past.trusts[event.seller] = past.proposed[event.seller]
    is_told_each = bool(event.seller) and Outcome(facts["outcome"]) not in REFUSED
    in_a_day = f"{facts['request']}/{facts['at'][:10]}"
    _tell(past, event, facts["outcome"], facts["response"] if is_told_each else in_a_day)


def _arrived(past: Past, event: Event, at: datetime) -> None:
    """A reply or a bounce; one message may concern several documents, and is told once."""
    message = event.facts["message"]
    past.heard[f"{message}/{event.seller}/{event.key}"] = (event.seller, event.key)
    _in_dossier(past, event, at)
    _tell(past, event, event.kind.value, message)


def _tell(past: Past, event: Event, what: str, origin: str) -> None:
    for code in NEWS.get(what, ()):
        news_id = f"{code} {origin}"
        told = News(
            id=news_id,
            seller=event.seller,
            key=event.key,
            code=code,
            at=datetime.fromisoformat(event.facts["at"]),
            record=event.facts.get("record", ""),
        )
        past.news.setdefault(news_id, told)


def _wished(past: Past, event: Event, at: datetime) -> None:
    wish = Wish(action=event.facts["action"], asked=event.facts["asked"])
    past.wishes[event.seller, event.key] = wish


def _closing(past: Past, event: Event, at: datetime) -> None:
    known = past.closings.get(event.seller, Closing())
    done = Done(at=at, facts=dict(event.facts))
    if event.kind is Kind.TRIED:
        changed = replace(known, trying={**known.trying, event.facts["what"]: done})
    else:
        changed = replace(known, steps={**known.steps, Step(event.facts["step"]): done})
    past.closings[event.seller] = changed
    past.called_off.pop(event.seller, None)


def _reopened(past: Past, event: Event, at: datetime) -> None:
    known_closing = past.closings.pop(event.seller, Closing())
    past.called_off[event.seller] = CalledOff(at=at, closing=known_closing)
    for key in (CLOSING_KEY, RECEIPT_KEY):
        known = past.dossiers.get((event.seller, key))
        if known is not None:  # its codes are over; its versions go on
            past.dossiers[event.seller, key] = dossier_folds.restarted(known, event, at)


def _read(past: Past, event: Event, at: datetime) -> None:
    past.marks[event.facts["box"]] = Mark(mark=event.facts["mark"], at=at)


def _in_dossier(past: Past, event: Event, at: datetime) -> None:
    key = event.seller, event.key
    known = past.dossiers.get(key, dossier_folds.NOTHING)
    past.dossiers[key] = dossier_folds.FOLDS[event.kind](known, event, at)


FOLDS: Mapping[Kind, Callable[[Past, Event, datetime], None]] = {
    Kind.BEGUN: _begun,
    Kind.FOLDER: _folder,
    Kind.FOLDER_MADE: _folder_made,
    Kind.SEEN: _seen,
    Kind.NUMBERED: _numbered,
    Kind.FILED: _filed,
    Kind.LOCKED: _locked,
    **dict.fromkeys(transmission_folds.FOLDS, _transmitted),
    Kind.TRUSTED: _trusted,
    Kind.REQUESTED: _requested,
    Kind.DRAFT_FILED: _in_dossier,
    Kind.ANSWERED: _answered,
    Kind.REPLIED: _arrived,
    Kind.BOUNCED: _arrived,
    Kind.MUTED: _in_dossier,
    Kind.CONSENTED: _in_dossier,
    Kind.AGREED: _in_dossier,
    Kind.FORGOTTEN: _in_dossier,
    Kind.RESTARTED: _in_dossier,
    Kind.WISHED: _wished,
    Kind.CLOSING: _closing,
    Kind.TRIED: _closing,
    Kind.REOPENED: _reopened,
    Kind.READ: _read,
}
