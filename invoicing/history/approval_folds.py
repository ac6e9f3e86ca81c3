"""How each event of an approval changes the history; approval files have folds of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from invoicing.history import approval_file_folds
from invoicing.history.approval_file import REFUSED, AnswerOutcome
from invoicing.history.builder import HistoryBuilder
from invoicing.history.events import Event, Kind
from invoicing.history.records import ConfirmedDetails, FirstSight, Transmission


def _in_dossier(past: HistoryBuilder, event: Event, at: datetime) -> None:
    key = event.seller, event.key
    known = past.dossiers.get(key, approval_file_folds.NOTHING)
    past.dossiers[key] = approval_file_folds.FOLDS[event.kind](known, event, at)


def _trusted(past: HistoryBuilder, event: Event, at: datetime) -> None:
    facts = event.facts
    trust = ConfirmedDetails(iban=facts["iban"], approver=facts["approver"], record=facts["record"])
    past.trusts[event.seller] = trust
    if asked := past.dossiers.get((event.seller, "")):  # confirmed by hand: no mail need go
        past.dossiers[event.seller, ""] = replace(asked, is_over=True)


def _requested(past: HistoryBuilder, event: Event, at: datetime) -> None:
    _in_dossier(past, event, at)
    if not event.key:
        facts = event.facts
        past.proposed[event.seller] = ConfirmedDetails(
            iban=facts["iban"], approver=facts["newcomer"], record=facts["record"]
        )


def _answered(past: HistoryBuilder, event: Event, at: datetime) -> None:
    facts = event.facts
    past.heard[facts["response"]] = (event.seller, event.key)
    if event.seller:
        _in_dossier(past, event, at)
    if facts["outcome"] == AnswerOutcome.APPROVED.value and not event.key:
        past.trusts[event.seller] = past.proposed[event.seller]
    is_told_each = bool(event.seller) and AnswerOutcome(facts["outcome"]) not in REFUSED
    in_a_day = f"{facts['request']}/{facts['at'][:10]}"
    past.tell(event, facts["outcome"], facts["response"] if is_told_each else in_a_day)


def _arrived(past: HistoryBuilder, event: Event, at: datetime) -> None:
    """A reply or a bounce; one message may concern several documents, and is told once."""
    message = event.facts["message"]
    past.heard[f"{message}/{event.seller}/{event.key}"] = (event.seller, event.key)
    _in_dossier(past, event, at)
    past.tell(event, event.kind.value, message)


def _gone(past: HistoryBuilder, event: Event, at: datetime) -> None:
    past.seen[event.seller, event.key] = FirstSight(content="", at=at)


def _withdrawn(past: HistoryBuilder, event: Event, at: datetime) -> None:
    """Whoever was asked is told; a request that never arrived is nothing to him."""
    known = past.dossiers[event.seller, event.key]
    letter = past.letters.get((event.seller, known.versions[-1].letter), Transmission())
    past.dossiers[event.seller, event.key] = approval_file_folds.restarted(known, event, at)
    if letter.sent_at is not None and known.bounce is None:
        past.tell(event, event.kind.value, event.facts["request"])


FOLDS: Mapping[Kind, Callable[[HistoryBuilder, Event, datetime], None]] = {
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
    Kind.GONE: _gone,
    Kind.WITHDRAWN: _withdrawn,
}
