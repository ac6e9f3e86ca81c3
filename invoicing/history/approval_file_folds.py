"""How each event changes an approval file."""

from __future__ import annotations

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
from invoicing.history.events.approvals import (
    Agreed,
    Answered,
    Bounced,
    Consented,
    DraftFiled,
    Forgotten,
    Muted,
    Replied,
    Requested,
    Restarted,
)

NOTHING = ApprovalFile()
FileEvents = (
    Requested
    | DraftFiled
    | Answered
    | Replied
    | Bounced
    | Muted
    | Consented
    | Agreed
    | Forgotten
    | Restarted
)


def changed(  # noqa: C901, PLR0911 - a table
    known: ApprovalFile, event: FileEvents, at: datetime
) -> ApprovalFile:
    """Return what is known after an event that was recorded at *at*."""
    match event:
        case Requested():
            return _requested(known, event, at)
        case DraftFiled():
            return _draft_filed(known, event)
        case Answered():
            return _answered(known, event)
        case Replied() | Bounced():
            return _arrived(known, event)
        case Muted():
            return replace(known, is_mute=True)
        case Consented():
            approval = Approval(content=event.content_hash, how=SILENCE, at=event.at)
            return replace(known, approval=approval)
        case Agreed():
            return _agreed(known, event, at)
        case Forgotten():  # what it approved stays approved
            return replace(known, agreements=frozenset())
        case Restarted():
            return restarted(known)
        case _:
            assert_never(event)


def _requested(known: ApprovalFile, event: Requested, at: datetime) -> ApprovalFile:
    """A new version: whatever was said of an earlier one is over."""
    claim = Claim(
        request=event.request,
        client_code=event.client_code,
        reference=event.reference,
        version=event.version,
        content=event.content_hash,
        approver=event.approver,
        expires=event.expires,
    )
    version = RequestVersion(
        claim=claim,
        record=event.record,
        signed_with=event.signed_with,
        reasons=event.reasons,
        is_silent=event.is_silent,
        hours=event.hours,
        letter=event.letter,
        at=at,
        file_id=event.file_id,
    )
    return ApprovalFile(
        versions=(*known.versions, version), agreements=known.agreements, late=known.late
    )


def _draft_filed(known: ApprovalFile, event: DraftFiled) -> ApprovalFile:
    last = replace(known.versions[-1], sha256=event.sha256, name=event.name)
    return replace(known, versions=(*known.versions[:-1], last))


def _answered(known: ApprovalFile, event: Answered) -> ApprovalFile:
    """An answer of the Form, as it was judged."""
    hint = Objection(id=event.response, at=event.at, record=event.record, subjects=event.subjects)
    decided = _decided(known, event.request)
    match event.outcome:
        case AnswerOutcome.APPROVED:
            content = decided.versions[-1].claim.content
            approval = Approval(content=content, how=FORM, at=event.at)
            return replace(decided, approval=approval, reply=None, bounce=None)
        case AnswerOutcome.OBJECTED:
            refused = _refused(decided, event.at, request=event.request)
            return replace(refused, objection=hint, approval=None)
        case AnswerOutcome.STALE if known.current and known.current.claim.request == event.request:
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
            assert_never(event.outcome)


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


def _arrived(known: ApprovalFile, event: Replied | Bounced) -> ApprovalFile:
    """A reply or a bounce breaks silence; an answer of the Form it does not."""
    if known.approval is not None and known.approval.how != SILENCE:
        return known
    hint = Objection(id=event.message, at=event.at, record=event.record)
    if isinstance(event, Bounced):
        return replace(known, bounce=hint, approval=None)
    return replace(_refused(known, event.at), reply=hint, approval=None)


def _agreed(known: ApprovalFile, event: Agreed, at: datetime) -> ApprovalFile:
    """An agreement recorded by hand is evidence like an answer of the Form."""
    return replace(
        known,
        approval=Approval(content=event.content_hash, how=HAND, at=at, by=event.by),
        objection=None,
        reply=None,
        agreements=known.agreements | {event.agreement},
    )


def restarted(known: ApprovalFile) -> ApprovalFile:
    """Return what is known once it is to be asked anew, whatever was answered."""
    return ApprovalFile(
        versions=known.versions, agreements=known.agreements, late=known.late, is_over=True
    )
