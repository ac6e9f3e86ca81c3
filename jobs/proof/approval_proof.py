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
from invoicing.texts.proof import (
    BY_FORM,
    BY_HAND,
    BY_HAND_EMPTIED,
    EMPTIED,
    FLAWS,
    NO_BOUNCE,
    NOT_ASKED,
    OUTCOMES,
    PENDING,
    REASON_NAMES,
    TACIT,
    TOGETHER,
    clock,
)
from invoicing.values.printed_page import PageSection
from jobs.mail.attempts import SendingAttempt
from jobs.proof.evidence import Evidence, EvidenceFile

Fact = tuple[str, str]
Heard = Answered | Replied | Bounced | Muted | Consented | Agreed
Told = tuple[Heard, datetime]


def approvals(evidence: Evidence) -> Iterator[PageSection]:
    """Return one section a request; agreements without any request stand in one of their own."""
    stories = _stories(evidence)
    before = stories.pop(0)
    if before or not stories:
        facts = tuple(_decisions(evidence, before))
        lines = () if facts else (NOT_ASKED,)
        yield PageSection(heading="Validation", facts=facts, lines=lines)
    for version, draft, story in zip(
        evidence.dossier.versions, evidence.drafts, stories, strict=True
    ):
        yield PageSection(
            heading=f"Validation : demande n° {version.claim.version}",
            facts=(
                *_shown(version, draft),
                *_asked(evidence, version, story),
                *_reminded(evidence, version),
                *(_decisions(evidence, story) if story else (("Décision", PENDING),)),
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
    reasons = (REASON_NAMES.get(code, code) for code in version.reasons)
    yield "Raisons", ", ".join(reasons) or "–"
    yield "Contenu (empreinte)", version.claim.content
    if not version.sha256:
        yield "Brouillon", "pas encore déposé"
        return
    yield "Brouillon montré", version.name
    yield "Identifiant Drive", version.file_id
    yield "Empreinte (SHA-256)", version.sha256
    yield "Vérification", FLAWS.get(draft.flaw, "relu ce jour : ses octets sont ceux notés")


def _asked(evidence: Evidence, version: RequestVersion, story: Sequence[Told]) -> Iterator[Fact]:
    sending = _letter(evidence, version.letter)
    if sending is None:
        yield "Demande", "pas encore écrite"
        return
    yield "Demandé à", ", ".join(sending.to) or EMPTIED
    known = sending.known
    if known.sent_at is None:
        yield "Demande partie", "non"
        return
    yield "Demande partie le", clock(known.sent_at)
    yield "Message-ID", known.message_header or "non relu"
    if (count := _together(evidence, version.letter)) > 1:
        yield "Dans le même mail", TOGETHER.format(count=count)
    yield "Mail relu", FLAWS.get(sending.flaw, "oui, joint à ce dossier")
    deadline = max(known.sent_at + timedelta(hours=version.hours), known.until or known.sent_at)
    silence = "sans réponse, validée" if version.is_silent else "sans réponse, rien ne part"
    yield "Échéance", f"{clock(deadline)} ({version.hours} h ; {silence})"
    if not any(isinstance(event, Bounced) for event, _ in story):
        yield "Distribution", NO_BOUNCE


def _together(evidence: Evidence, role: str) -> int:
    """How many documents one mail asked about."""
    seller, dossiers = evidence.key.client, evidence.memory.history.dossiers
    versions = (
        each for key, some in dossiers.items() if key.client == seller for each in some.versions
    )
    return sum(version.letter == role for version in versions)


def _reminded(evidence: Evidence, version: RequestVersion) -> Iterator[Fact]:
    role = f"Rappel {version.letter.partition(' ')[2]}"
    sending = _letter(evidence, role)
    if sending is not None and sending.known.sent_at is not None:
        yield "Rappel parti le", f"{clock(sending.known.sent_at)}, {sending.known.message_header}"


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
    words = EMPTIED if said is None else f"« {' – '.join(filter(None, said))} »"
    match event:
        case Answered(outcome=AnswerOutcome.APPROVED):
            response = event.response.partition("/")[0]
            return "Décision", BY_FORM.format(at=clock(event.at), noted=noted, id=response)
        case Answered():
            told = OUTCOMES[event.outcome.value]
            return "Réponse", f"{told}, le {clock(event.at)}, lue le {noted} : {words}"
        case Consented():
            return "Décision", TACIT.format(at=clock(event.at), noted=noted)
        case Agreed():
            return "Décision", _by_hand(event, noted, said)
        case Replied():
            return "Réponse par mail", f"le {clock(event.at)}, lue le {noted} : {words}"
        case Bounced():
            return "Non distribuée", f"avis du {clock(event.at)} : {words}"
        case Muted():
            return "Silence sans valeur", f"constaté le {noted}"
        case _:
            assert_never(event)


def _by_hand(event: Agreed, noted: str, said: tuple[str, ...] | None) -> str:
    if not said or len(said) < 3:  # noqa: PLR2004 - day, how, who
        return BY_HAND_EMPTIED.format(by=event.by, noted=noted)
    day = datetime.fromisoformat(said[0])
    return BY_HAND.format(on=f"{day:%d/%m/%Y}", by=event.by, who=said[2], noted=noted)
