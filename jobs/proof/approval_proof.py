"""How a document was approved, request by request: what was shown, to whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from invoicing.history.approval_file import AnswerOutcome, RequestVersion
from invoicing.history.events.approvals import (
    Agreed,
    Answered,
    Bounced,
    Consented,
    Muted,
    Replied,
    Requested,
)
from invoicing.texts.pages import proof as texts
from invoicing.values.french import clock, short_date
from invoicing.values.printed_page import PageSection
from invoicing.values.roles import MailRole
from jobs.mail.attempts import SendingAttempt
from jobs.proof.evidence import Evidence
from jobs.proof.evidence_file import EvidenceFile

Fact = tuple[str, str]
Heard = Answered | Replied | Bounced | Muted | Consented | Agreed
Told = tuple[Heard, datetime]


def approvals(evidence: Evidence) -> Iterator[PageSection]:
    """Return one section a request; agreements without any request stand in one of their own."""
    stories = _stories(evidence)
    before = stories.pop(0)
    if before or not stories:
        facts = tuple(_decisions(evidence, before))
        lines = () if facts else (texts.NOT_ASKED,)
        yield PageSection(heading=texts.APPROVAL, facts=facts, lines=lines)
    for version, draft, story in zip(
        evidence.dossier.versions, evidence.drafts, stories, strict=True
    ):
        yield PageSection(
            heading=texts.REQUEST.format(version=version.claim.version),
            facts=(
                *_shown(version, draft),
                *_asked(evidence, version, story),
                *_reminded(evidence, version),
                *(_decisions(evidence, story) if story else ((texts.DECISION, texts.PENDING),)),
            ),
        )


def _stories(evidence: Evidence) -> list[list[Told]]:
    """What was heard, by the request that it follows; first what precedes any."""
    stories: list[list[Told]] = [[]]
    for event, at in evidence.events:
        if isinstance(event, Requested):
            stories.append([])
        elif isinstance(event, Heard):
            stories[-1].append((event, at))
    return stories


def _shown(version: RequestVersion, draft: EvidenceFile) -> Iterator[Fact]:
    """What the client had before him."""
    reasons = (texts.REASON_NAMES.get(code, code) for code in version.reasons)
    yield texts.REASONS, ", ".join(reasons) or "–"
    yield texts.CONTENT_HASH, version.claim.content
    if not version.sha256:
        yield texts.DRAFT, texts.NOT_YET_FILED
        return
    yield texts.DRAFT_SHOWN, version.name
    yield texts.DRIVE_ID, version.file_id
    yield texts.SHA256, version.sha256
    yield texts.CHECK, texts.FLAWS.get(draft.flaw, texts.DRAFT_IS_THE_SAME)


def _asked(evidence: Evidence, version: RequestVersion, story: Sequence[Told]) -> Iterator[Fact]:
    sending = _letter(evidence, version.letter)
    if sending is None:
        yield texts.ASKED, texts.NOT_WRITTEN
        return
    yield texts.ASKED_OF, ", ".join(sending.to) or texts.EMPTIED
    known = sending.known
    if known.sent_at is None:
        yield texts.ASKED_AND_SENT, texts.NO
        return
    yield texts.ASKED_ON, clock(known.sent_at)
    yield texts.MESSAGE_ID, known.message_header or texts.NOT_READ_BACK
    if (count := _together(evidence, version.letter)) > 1:
        yield texts.IN_SAME_MAIL, texts.TOGETHER.format(count=count)
    yield texts.MAIL_READ_BACK, texts.FLAWS.get(sending.flaw, texts.MAIL_ENCLOSED)
    deadline = max(known.sent_at + timedelta(hours=version.hours), known.until or known.sent_at)
    silence = texts.SILENCE_APPROVES if version.is_silent else texts.SILENCE_STOPS
    yield (
        texts.DEADLINE,
        texts.DEADLINE_OF.format(at=clock(deadline), hours=version.hours, silence=silence),
    )
    if not any(isinstance(event, Bounced) for event, _ in story):
        yield texts.DELIVERY, texts.NO_BOUNCE


def _together(evidence: Evidence, role: str) -> int:
    """How many documents one mail asked about."""
    seller, dossiers = evidence.key.client, evidence.memory.history.dossiers
    versions = (
        each for key, some in dossiers.items() if key.client == seller for each in some.versions
    )
    return sum(version.letter == role for version in versions)


def _reminded(evidence: Evidence, version: RequestVersion) -> Iterator[Fact]:
    role = MailRole.REMINDER.of(version.letter.partition(" ")[2])
    sending = _letter(evidence, role)
    if sending is not None and sending.known.sent_at is not None:
        yield texts.REMINDED_ON, f"{clock(sending.known.sent_at)}, {sending.known.message_header}"


def _letter(evidence: Evidence, role: str) -> SendingAttempt | None:
    letters = (each for each in evidence.sendings if each.is_letter and each.role == role)
    return next(letters, None)


def _decisions(evidence: Evidence, story: Sequence[Told]) -> Iterator[Fact]:
    """Everything that was heard, in order."""
    for event, noted in story:
        yield _decision(event, clock(noted), evidence.said(event.record) if event.record else ())


def _decision(  # noqa: PLR0911 - a table
    event: Heard, noted: str, said: tuple[str, ...] | None
) -> Fact:
    words = texts.EMPTIED if said is None else f"« {' – '.join(filter(None, said))} »"
    match event:
        case Answered(outcome=AnswerOutcome.APPROVED):
            response = event.response.partition("/")[0]
            by_form = texts.BY_FORM.format(at=clock(event.at), noted=noted, id=response)
            return texts.DECISION, by_form
        case Answered():
            outcome = texts.OUTCOMES[event.outcome.value]
            return texts.REPLY, texts.REPLY_OF.format(
                outcome=outcome, at=clock(event.at), noted=noted, words=words
            )
        case Consented():
            return texts.DECISION, texts.TACIT.format(at=clock(event.at), noted=noted)
        case Agreed():
            return texts.DECISION, _by_hand(event, noted, said)
        case Replied():
            reply = texts.MAIL_REPLY_OF.format(at=clock(event.at), noted=noted, words=words)
            return texts.MAIL_REPLY, reply
        case Bounced():
            return texts.BOUNCE, texts.BOUNCE_OF.format(at=clock(event.at), words=words)
        case Muted():
            return texts.MUTE, texts.MUTE_ON.format(noted=noted)
        case _:
            assert_never(event)


def _by_hand(event: Agreed, noted: str, said: tuple[str, ...] | None) -> str:
    if not said or len(said) < 3:  # noqa: PLR2004 - day, how, who
        return texts.BY_HAND_EMPTIED.format(by=event.by, noted=noted)
    day = datetime.fromisoformat(said[0])
    return texts.BY_HAND.format(on=short_date(day), by=event.by, who=said[2], noted=noted)
