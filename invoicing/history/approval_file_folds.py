"""How each event changes an approval file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from invoicing.history.approval_code import Claim
from invoicing.history.approval_file import (
    FORM,
    HAND,
    SILENCE,
    AnswerOutcome,
    Approval,
    ApprovalFile,
    Objection,
    RequestVersion,
)
from invoicing.history.events import Event, Kind

NOTHING = ApprovalFile()


def requested(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """A new version: whatever was said of an earlier one is over."""
    facts = event.facts
    claim = Claim(
        request=facts["request"],
        seller=event.seller,
        key=event.key,
        version=int(facts["version"]),
        content=facts["content"],
        approver=facts["approver"],
        expires=datetime.fromisoformat(facts["expires"]),
    )
    version = RequestVersion(
        claim=claim,
        record=facts["record"],
        signed_with=facts["signed_with"],
        reasons=tuple(filter(None, facts["reasons"].split(","))),
        is_silent=facts["silence"] == "yes",
        hours=int(facts["hours"]),
        letter=facts["letter"],
        at=at,
        file_id=facts.get("file_id", ""),
    )
    return ApprovalFile(
        versions=(*known.versions, version), agreements=known.agreements, late=known.late
    )


def draft_filed(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """The draft lies in Drive."""
    last = replace(known.versions[-1], sha256=event.facts["sha256"], name=event.facts["name"])
    return replace(known, versions=(*known.versions[:-1], last))


def answered(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """An answer of the Form, as it was judged."""
    facts, outcome = event.facts, AnswerOutcome(event.facts["outcome"])
    given = datetime.fromisoformat(facts["at"])
    subjects = tuple(filter(None, facts.get("subjects", "").split(",")))
    hint = Objection(
        id=facts["response"], at=given, record=facts.get("record", ""), subjects=subjects
    )
    decided = _decided(known, facts["request"])
    match outcome:
        case AnswerOutcome.APPROVED:
            content = decided.versions[-1].claim.content
            approval = Approval(content=content, how=FORM, at=given)
            return replace(decided, approval=approval, reply=None, bounce=None)
        case AnswerOutcome.OBJECTED:
            refused = _refused(decided, given, request=facts["request"])
            return replace(refused, objection=hint, approval=None)
        case AnswerOutcome.STALE if (
            known.current and known.current.claim.request == facts["request"]
        ):
            return replace(known, is_over=True)  # he is told that he will be asked anew
        case AnswerOutcome.LATE:
            return replace(decided, late=hint)
        case (
            AnswerOutcome.SETTLED
            | AnswerOutcome.USED
            | AnswerOutcome.STALE
            | AnswerOutcome.EXPIRED
            | AnswerOutcome.FORGED
            | AnswerOutcome.UNKNOWN
        ):
            return known
        case _:
            assert_never(outcome)


def _decided(known: ApprovalFile, request: str) -> ApprovalFile:
    versions = (
        replace(each, is_decided=True) if each.claim.request == request else each
        for each in known.versions
    )
    return replace(known, versions=tuple(versions))


def _refused(known: ApprovalFile, at: datetime, *, request: str = "") -> ApprovalFile:
    """He spoke against what he was asked last, and what he answered to."""
    last = known.versions[-1].claim.request if known.versions else ""
    versions = (
        replace(each, against=at) if each.claim.request in {last, request} else each
        for each in known.versions
    )
    return replace(known, versions=tuple(versions))


def replied(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """A person wrote in the thread: silence is broken, an answer of the Form is not."""
    hint = _hint(event)
    if known.approval is not None and known.approval.how != SILENCE:
        return known
    return replace(_refused(known, hint.at), reply=hint, approval=None)


def bounced(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """The request did not arrive."""
    if known.approval is not None and known.approval.how != SILENCE:
        return known
    return replace(known, bounce=_hint(event), approval=None)


def _hint(event: Event) -> Objection:
    facts = event.facts
    at = datetime.fromisoformat(facts["at"])
    return Objection(id=facts["message"], at=at, record=facts.get("record", ""))


def muted(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """The Form was closed while an answer was waited for."""
    return replace(known, is_mute=True)


def consented(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """Silence, dated at the deadline."""
    deadline = datetime.fromisoformat(event.facts["at"])
    approval = Approval(content=event.facts["content"], how=SILENCE, at=deadline)
    return replace(known, approval=approval)


def agreed(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """An agreement recorded by hand: it is evidence like an answer of the Form."""
    facts = event.facts
    approval = Approval(content=facts["content"], how=HAND, at=at, by=facts["by"])
    return replace(
        known,
        approval=approval,
        objection=None,
        reply=None,
        agreements=known.agreements | {facts["agreement"]},
    )


def forgotten(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """The cells of the agreement are empty; what it approved stays approved."""
    return replace(known, agreements=frozenset())


def restarted(known: ApprovalFile, event: Event, at: datetime) -> ApprovalFile:
    """`Remettre en validation`: asked anew, whatever was answered."""
    return ApprovalFile(
        versions=known.versions, agreements=known.agreements, late=known.late, is_over=True
    )


FOLDS: Mapping[Kind, Callable[[ApprovalFile, Event, datetime], ApprovalFile]] = {
    Kind.REQUESTED: requested,
    Kind.DRAFT_FILED: draft_filed,
    Kind.ANSWERED: answered,
    Kind.REPLIED: replied,
    Kind.BOUNCED: bounced,
    Kind.MUTED: muted,
    Kind.CONSENTED: consented,
    Kind.AGREED: agreed,
    Kind.FORGOTTEN: forgotten,
    Kind.RESTARTED: restarted,
}
