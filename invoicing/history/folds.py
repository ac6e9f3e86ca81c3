"""How each event changes the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from invoicing.document.invoice import DocumentType
from invoicing.document.series import LastNumber, Series
from invoicing.history import approval_file_folds, approval_folds, transmission_folds
from invoicing.history.builder import HistoryBuilder
from invoicing.history.contract_end import (
    CLOSING_KEY,
    RECEIPT_KEY,
    CalledOff,
    ClosingStep,
    ContractEnd,
    FinishedStep,
)
from invoicing.history.events import Event, Kind
from invoicing.history.records import (
    ArchiveFolder,
    FirstSight,
    IssuedDocument,
    Preview,
    ReadMark,
    RowAction,
)
from invoicing.rows.typed_consent import PREVIEW, WITHDRAW
from invoicing.values.roles import BUYER


def _begun(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.begun = dict(event.facts)


def _folder(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.folders[event.facts["siren"], event.facts["year"]] = ArchiveFolder(id=event.facts["id"])


def _folder_made(past: HistoryBuilder, event: Event, at: datetime) -> None:
    key = event.facts["siren"], event.facts["year"]
    past.folders[key] = replace(past.folders[key], made=True)


def _seen(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.seen[event.seller, event.key] = FirstSight(content=event.facts["content"], at=at)


def _numbered(past: HistoryBuilder, event: Event, at: datetime) -> None:
    facts = event.facts
    issued = IssuedDocument(
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
    past.series[series] = LastNumber(rank=int(facts["rank"]), on=issued.issue_date)
    past.sellers[facts["siren"]] = event.seller


def _filed(past: HistoryBuilder, event: Event, at: datetime) -> None:
    facts = event.facts
    past.change(
        event, sha256=facts["sha256"], name=facts["name"], locked=facts.get("locked") == "yes"
    )


def _locked(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.change(event, locked=True)


def _transmitted(past: HistoryBuilder, event: Event, at: datetime) -> None:
    known = past.transmission(event)
    past.transmit(event, transmission_folds.FOLDS[event.kind](known, event, at))
    if "message" in event.facts:
        place = f"{event.seller}/{event.key}/{event.facts['role']}"
        past.heard[f"{event.facts['message']}/{place}"] = (event.seller, event.key)
    code = transmission_folds.news_of(event)
    if code:
        past.tell(event, code, event.facts["message"])


def _wished(past: HistoryBuilder, event: Event, at: datetime) -> None:
    key, action = (event.seller, event.key), event.facts["action"]
    before = past.wishes.get(key)
    stays = action == PREVIEW and before is not None and before.is_withdrawn
    past.wishes[key] = RowAction(
        action=action, asked=event.facts["asked"], is_withdrawn=stays or action == WITHDRAW
    )


def _previewed(past: HistoryBuilder, event: Event, at: datetime) -> None:
    key, facts = (event.seller, event.key), event.facts
    made = Preview(
        seller=event.seller,
        key=event.key,
        content=facts["content"],
        record=facts["record"],
        file_id=facts["file_id"],
        at=at,
    )
    past.previews[key] = (*past.previews.get(key, ()), made)


def _preview_filed(past: HistoryBuilder, event: Event, at: datetime) -> None:
    key, facts = (event.seller, event.key), event.facts
    past.previews[key] = tuple(
        replace(each, sha256=facts["sha256"], name=facts["name"])
        if each.file_id == facts["file_id"]
        else each
        for each in past.previews[key]
    )


def _closing(past: HistoryBuilder, event: Event, at: datetime) -> None:
    known = past.closings.get(event.seller, ContractEnd())
    done = FinishedStep(at=at, facts=dict(event.facts))
    if event.kind is Kind.TRIED:
        changed = replace(known, trying={**known.trying, event.facts["what"]: done})
    else:
        changed = replace(known, steps={**known.steps, ClosingStep(event.facts["step"]): done})
    past.closings[event.seller] = changed
    past.called_off.pop(event.seller, None)


def _reopened(past: HistoryBuilder, event: Event, at: datetime) -> None:
    known_closing = past.closings.pop(event.seller, ContractEnd())
    past.called_off[event.seller] = CalledOff(at=at, closing=known_closing)
    for key in (CLOSING_KEY, RECEIPT_KEY):
        known = past.dossiers.get((event.seller, key))
        if known is not None:  # its codes are over; its versions go on
            past.dossiers[event.seller, key] = approval_file_folds.restarted(known, event, at)


def _box_died(past: HistoryBuilder, event: Event, at: datetime) -> None:
    """Told once each time it dies."""
    box = event.facts["box"]
    past.dead[box] = at
    past.tell(event, event.kind.value, f"{box}/{event.facts['at']}")


def _box_back(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.dead.pop(event.facts["box"], None)


def _read(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.marks[event.facts["box"]] = ReadMark(mark=event.facts["mark"], at=at)


FOLDS: Mapping[Kind, Callable[[HistoryBuilder, Event, datetime], None]] = {
    Kind.BEGUN: _begun,
    Kind.FOLDER: _folder,
    Kind.FOLDER_MADE: _folder_made,
    Kind.SEEN: _seen,
    Kind.NUMBERED: _numbered,
    Kind.FILED: _filed,
    Kind.LOCKED: _locked,
    **dict.fromkeys(transmission_folds.FOLDS, _transmitted),
    **approval_folds.FOLDS,
    Kind.WISHED: _wished,
    Kind.PREVIEWED: _previewed,
    Kind.PREVIEW_FILED: _preview_filed,
    Kind.CLOSING: _closing,
    Kind.TRIED: _closing,
    Kind.REOPENED: _reopened,
    Kind.READ: _read,
    Kind.BOX_DIED: _box_died,
    Kind.BOX_BACK: _box_back,
}
