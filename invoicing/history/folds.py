"""How each event changes the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from invoicing.document.series import LastNumber, Series
from invoicing.history import approval_file_folds
from invoicing.history.approval_folds import fold_approval
from invoicing.history.builder import HistoryBuilder
from invoicing.history.contract_end import (
    CLOSING_KEY,
    RECEIPT_KEY,
    CalledOff,
    ContractEnd,
    Done,
)
from invoicing.history.events.approvals import ApprovalEvent
from invoicing.history.events.contract_end import (
    AttemptEvent,
    ContractEvent,
    KitVolumeLaid,
    Reopened,
    StepEvent,
)
from invoicing.history.events.documents import (
    ActionTaken,
    DocumentEvent,
    Filed,
    FolderMade,
    FolderReserved,
    Locked,
    Numbered,
    Previewed,
    PreviewFiled,
    Seen,
)
from invoicing.history.events.event import (
    AttemptEvents,
    ContractEvents,
    DocumentEvents,
    Event,
    FolderEvents,
    MailboxEvents,
)
from invoicing.history.events.mailboxes import MailboxBack, MailboxDied, MailboxEvent, MailboxRead
from invoicing.history.events.transmissions import TransmissionEvent
from invoicing.history.events.workbook import Begun
from invoicing.history.records import (
    ArchiveFolder,
    DocumentKey,
    FirstSight,
    IssuedDocument,
    Preview,
    ReadMark,
    RowAction,
)
from invoicing.history.transmission_folds import fold_transmission
from invoicing.rows.typed_consent import PREVIEW, WITHDRAW
from invoicing.values.roles import Role


def fold(past: HistoryBuilder, event: Event, at: datetime) -> None:
    """Change *past* by an event that was recorded at *at*."""
    match event:
        case Begun():
            past.begun = event
        case DocumentEvent():
            _fold_document(past, event, at)
        case TransmissionEvent():
            fold_transmission(past, event, at)
        case ApprovalEvent():
            fold_approval(past, event, at)
        case ContractEvent():
            _fold_contract(past, event, at)
        case MailboxEvent():
            _fold_mailbox(past, event, at)
        case _:
            assert_never(event)


def _fold_document(  # noqa: C901 - a table
    past: HistoryBuilder, event: DocumentEvents, at: datetime
) -> None:
    match event:
        case Seen():
            past.seen[event.key] = FirstSight(content=event.content_hash, at=at)
        case Numbered():
            _number(past, event, at)
        case Filed(sha256=sha256, name=name, is_locked=locked):
            issued = past.documents[event.key]
            past.documents[event.key] = replace(issued, sha256=sha256, name=name, locked=locked)
        case Locked():
            past.documents[event.key] = replace(past.documents[event.key], locked=True)
        case ActionTaken():
            past.wishes[event.key] = _action(event, past.wishes.get(event.key))
        case Previewed():
            past.previews[event.key] = (*past.previews.get(event.key, ()), _preview(event, at))
        case PreviewFiled():
            past.previews[event.key] = _filed(past.previews[event.key], event)
        case FolderReserved() | FolderMade():
            _fold_folder(past, event)
        case _:
            assert_never(event)


def _fold_folder(past: HistoryBuilder, event: FolderEvents) -> None:
    place = event.siren, event.part
    match event:
        case FolderReserved():
            past.folders[place] = ArchiveFolder(id=event.folder_id)
        case FolderMade():
            past.folders[place] = replace(past.folders[place], made=True)
        case _:
            assert_never(event)


def _number(past: HistoryBuilder, event: Numbered, at: datetime) -> None:
    past.documents[event.key] = IssuedDocument(
        client_code=event.client_code,
        reference=event.reference,
        number=event.number,
        issue_date=event.issue_date,
        siren=event.siren,
        numbered_at=at,
        content=event.content_hash,
        asked=event.asked,
        record=event.record,
        file_id=event.file_id,
        document_type=event.document_type,
        buyer=event.buyer,
        affair=event.affair,
        after=event.after,
        ends=event.ends,
        roles=tuple(map(Role, event.roles)),
    )
    series = Series(siren=event.siren, prefix=event.prefix, year=event.year)
    past.series[series] = LastNumber(rank=event.rank, on=event.issue_date)
    past.sellers[event.siren] = event.client_code


def _action(event: ActionTaken, before: RowAction | None) -> RowAction:
    stays = event.action == PREVIEW and before is not None and before.is_withdrawn
    is_withdrawn = stays or event.action == WITHDRAW
    return RowAction(action=event.action, asked=event.asked, is_withdrawn=is_withdrawn)


def _preview(event: Previewed, at: datetime) -> Preview:
    return Preview(
        client_code=event.client_code,
        reference=event.reference,
        content=event.content_hash,
        record=event.record,
        file_id=event.file_id,
        at=at,
    )


def _filed(previews: tuple[Preview, ...], event: PreviewFiled) -> tuple[Preview, ...]:
    return tuple(
        replace(each, sha256=event.sha256, name=event.name)
        if each.file_id == event.file_id
        else each
        for each in previews
    )


def _fold_contract(past: HistoryBuilder, event: ContractEvents, at: datetime) -> None:
    code = event.client_code
    known = past.closings.get(code, ContractEnd())
    match event:
        case StepEvent():
            steps = {**known.steps, event.step: Done(at=at, event=event)}
            _go_on(past, code, replace(known, steps=steps))
        case AttemptEvent():
            _go_on(past, code, _attempted(known, event, at))
        case Reopened():
            _reopen(past, code, at)
        case _:
            assert_never(event)


def _go_on(past: HistoryBuilder, code: str, closing: ContractEnd) -> None:
    past.closings[code] = closing
    past.called_off.pop(code, None)


def _attempted(known: ContractEnd, event: AttemptEvents, at: datetime) -> ContractEnd:
    if isinstance(event, KitVolumeLaid):
        return replace(known, volumes={**known.volumes, event.number: Done(at=at, event=event)})
    return replace(known, attempts={**known.attempts, type(event): Done(at=at, event=event)})


def _reopen(past: HistoryBuilder, code: str, at: datetime) -> None:
    past.called_off[code] = CalledOff(at=at, closing=past.closings.pop(code, ContractEnd()))
    for question in (CLOSING_KEY, RECEIPT_KEY):
        key = DocumentKey(client=code, reference=question)
        if (known := past.dossiers.get(key)) is not None:  # its codes are over; its versions go on
            past.dossiers[key] = approval_file_folds.restarted(known)


def _fold_mailbox(past: HistoryBuilder, event: MailboxEvents, at: datetime) -> None:
    match event:
        case MailboxRead():
            past.marks[event.box] = ReadMark(mark=event.mark, at=at)
        case MailboxDied():  # told once each time it dies
            past.dead[event.box] = at
            past.tell(event, event.wire, f"{event.box}/{event.at.isoformat()}")
        case MailboxBack():
            past.dead.pop(event.box, None)
        case _:
            assert_never(event)
