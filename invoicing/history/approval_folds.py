"""How each event of an approval changes the history; approval files have folds of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from invoicing.history.approval_file import REFUSED, AnswerOutcome
from invoicing.history.approval_file_folds import NOTHING, FileEvents, changed, restarted
from invoicing.history.builder import HistoryBuilder
from invoicing.history.events.approvals import (
    Agreed,
    Answered,
    Bounced,
    Consented,
    DetailsTrusted,
    DraftFiled,
    Forgotten,
    Gone,
    Muted,
    Replied,
    Requested,
    Restarted,
    Withdrawn,
)
from invoicing.history.events.event import ApprovalEvents
from invoicing.history.records import ConfirmedDetails, DocumentKey, FirstSight, Transmission


def fold_approval(past: HistoryBuilder, event: ApprovalEvents, at: datetime) -> None:
    """Change *past* by an event of an approval."""
    match event:
        case DetailsTrusted():
            _trust(past, event)
        case Requested():
            _request(past, event, at)
        case Answered():
            _answer(past, event, at)
        case Replied() | Bounced():  # one message may concern several documents, and is told once
            past.heard[f"{event.message}/{event.client_code}/{event.reference}"] = event.key
            _in_dossier(past, event, at)
            past.tell(event, event.wire, event.message)
        case DraftFiled() | Muted() | Consented() | Agreed() | Forgotten() | Restarted():
            _in_dossier(past, event, at)
        case Gone():
            past.seen[event.key] = FirstSight(content="", at=at)
        case Withdrawn():
            _withdraw(past, event)
        case _:
            assert_never(event)


def _in_dossier(past: HistoryBuilder, event: FileEvents, at: datetime) -> None:
    known = past.dossiers.get(event.key, NOTHING)
    past.dossiers[event.key] = changed(known, event, at)


def _trust(past: HistoryBuilder, event: DetailsTrusted) -> None:
    past.trusts[event.client_code] = ConfirmedDetails(
        iban=event.iban, approver=event.approver, record=event.record
    )
    question = DocumentKey(client=event.client_code)
    if asked := past.dossiers.get(question):  # confirmed by hand: no mail need go
        past.dossiers[question] = replace(asked, is_over=True)


def _request(past: HistoryBuilder, event: Requested, at: datetime) -> None:
    _in_dossier(past, event, at)
    if not event.reference:
        past.proposed[event.client_code] = ConfirmedDetails(
            iban=event.iban, approver=event.newcomer, record=event.record
        )


def _answer(past: HistoryBuilder, event: Answered, at: datetime) -> None:
    past.heard[event.response] = event.key
    if event.client_code:
        _in_dossier(past, event, at)
    if event.outcome is AnswerOutcome.APPROVED and not event.reference:
        past.trusts[event.client_code] = past.proposed[event.client_code]
    is_told_each = bool(event.client_code) and event.outcome not in REFUSED
    in_a_day = f"{event.request}/{event.at.date().isoformat()}"
    past.tell(event, event.outcome.value, event.response if is_told_each else in_a_day)


def _withdraw(past: HistoryBuilder, event: Withdrawn) -> None:
    """Whoever was asked is told; a request that never arrived is nothing to him."""
    known = past.dossiers[event.key]
    role = known.versions[-1].letter
    letter = past.letters.get((event.client_code, role), Transmission())
    past.dossiers[event.key] = restarted(known)
    if letter.sent_at is not None and known.bounce is None:
        past.tell(event, event.wire, event.request)
