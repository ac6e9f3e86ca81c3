"""A history in the making: the fields of ``History``, to be changed by the folds of events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.document.series import LastNumber, Series
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.contract_end import CalledOff, ContractEnd
from invoicing.history.events.approvals import Answered, ArrivalEvent, Withdrawn
from invoicing.history.events.mailboxes import MailboxDied
from invoicing.history.events.transmissions import DeliveryEvent, TransmissionEvent
from invoicing.history.events.workbook import Begun
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

Telling = Answered | ArrivalEvent | Withdrawn | DeliveryEvent | MailboxDied  # tells of an instant


@dataclass(slots=True, kw_only=True)
class HistoryBuilder:
    """A history in the making: the fields of ``History``, to be changed."""

    begun: Begun
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

    def transmission(self, event: TransmissionEvent) -> Transmission:
        """What is known of the mail of an event: a document's, or a letter."""
        if not event.reference:
            return self.letters.get((event.client_code, event.role), Transmission())
        return self.documents[event.key].transmissions.get(event.role, Transmission())

    def transmit(self, event: TransmissionEvent, transmission: Transmission) -> None:
        if not event.reference:
            self.letters[event.client_code, event.role] = transmission
            return
        issued = self.documents[event.key]
        transmissions = {**issued.transmissions, event.role: transmission}
        self.documents[event.key] = replace(issued, transmissions=transmissions)

    def tell(self, event: Telling, what: str, origin: str) -> None:
        """Remember what somebody is to be told; *origin* makes it unlike any other."""
        for code in NEWS.get(what, ()):
            news_id = f"{code} {origin}"
            told = Notice(
                id=news_id,
                client_code=event.client_code,
                reference=event.reference,
                code=code,
                at=event.at,
                record=event.record,
            )
            known = self.news.setdefault(news_id, told)
            is_his = known.client_code == event.client_code
            if is_his and event.reference not in known.references:
                others = (*known.others, event.reference)
                self.news[news_id] = replace(known, others=others)
