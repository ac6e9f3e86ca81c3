"""A history in the making: the fields of ``History``, to be changed by the folds of events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.document.series import LastNumber, Series
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.contract_end import CalledOff, ContractEnd
from invoicing.history.events import Event
from invoicing.history.notices import NEWS
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


@dataclass(slots=True, kw_only=True)
class HistoryBuilder:
    """A history in the making: the fields of ``History``, to be changed."""

    begun: dict[str, str]
    documents: dict[DocumentKey, IssuedDocument]
    seen: dict[DocumentKey, FirstSight]
    series: dict[Series, LastNumber]
    folders: dict[tuple[str, str], ArchiveFolder]
    sellers: dict[str, str]
    dossiers: dict[DocumentKey, ApprovalFile]
    letters: dict[tuple[str, str], Transmission]
    trusts: dict[str, ConfirmedDetails]
    proposed: dict[str, ConfirmedDetails]
    wishes: dict[DocumentKey, RowAction]
    previews: dict[DocumentKey, tuple[Preview, ...]]
    heard: dict[str, DocumentKey]
    closings: dict[str, ContractEnd]
    called_off: dict[str, CalledOff]
    marks: dict[str, ReadMark]
    news: dict[str, Notice]
    dead: dict[str, datetime]

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

    def tell(self, event: Event, what: str, origin: str) -> None:
        """Remember what somebody is to be told; *origin* makes it unlike any other."""
        for code in NEWS.get(what, ()):
            news_id = f"{code} {origin}"
            told = Notice(
                id=news_id,
                seller=event.seller,
                key=event.key,
                code=code,
                at=datetime.fromisoformat(event.facts["at"]),
                record=event.facts.get("record", ""),
            )
            known = self.news.setdefault(news_id, told)
            if known.seller == event.seller and event.key not in known.keys:
                others = (*known.others, event.key)
                self.news[news_id] = replace(known, others=others)
