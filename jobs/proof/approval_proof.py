"""How a document was approved, request by request: what was shown, to whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from invoicing.history.approval_file import RequestVersion
from invoicing.history.events import Event, Kind
from invoicing.texts.pages.proof import (
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
)
from invoicing.values.french import clock, short_date
from invoicing.values.printed_page import PageSection
from jobs.mail.attempts import SendingAttempt
from jobs.proof.evidence import Evidence, EvidenceFile

Told = tuple[Event, datetime]
Fact = tuple[str, str]
HEARD = {Kind.ANSWERED, Kind.REPLIED, Kind.BOUNCED, Kind.MUTED, Kind.CONSENTED, Kind.AGREED}


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
        if event.kind is Kind.REQUESTED:
            stories.append([])
        elif event.kind in HEARD:
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
    if not any(event.kind is Kind.BOUNCED for event, _ in story):
        yield "Distribution", NO_BOUNCE


def _together(evidence: Evidence, role: str) -> int:
    """How many documents one mail asked about."""
    seller, dossiers = evidence.key[0], evidence.memory.history.dossiers
    versions = (
        each for key, some in dossiers.items() if key[0] == seller for each in some.versions
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
        said = evidence.said(event.facts["record"]) if "record" in event.facts else ()
        at = clock(datetime.fromisoformat(event.facts.get("at", noted.isoformat())))
        words = EMPTIED if said is None else f"« {' – '.join(filter(None, said))} »"
        match event.kind:
            case Kind.ANSWERED if event.facts["outcome"] == "approved":
                yield (
                    "Décision",
                    BY_FORM.format(
                        at=at, noted=clock(noted), id=event.facts["response"].partition("/")[0]
                    ),
                )
            case Kind.ANSWERED:
                told = OUTCOMES[event.facts["outcome"]]
                yield "Réponse", f"{told}, le {at}, lue le {clock(noted)} : {words}"
            case Kind.CONSENTED:
                yield "Décision", TACIT.format(at=at, noted=clock(noted))
            case Kind.AGREED:
                yield "Décision", _by_hand(event, noted, said)
            case Kind.REPLIED:
                yield "Réponse par mail", f"le {at}, lue le {clock(noted)} : {words}"
            case Kind.BOUNCED:
                yield "Non distribuée", f"avis du {at} : {words}"
            case _:
                yield "Silence sans valeur", f"constaté le {clock(noted)}"


def _by_hand(event: Event, noted: datetime, said: tuple[str, ...] | None) -> str:
    by, at = event.facts["by"], clock(noted)
    if not said or len(said) < 3:  # noqa: PLR2004 - day, how, who
        return BY_HAND_EMPTIED.format(by=by, noted=at)
    day = datetime.fromisoformat(said[0])
    return BY_HAND.format(on=short_date(day), by=by, who=said[2], noted=at)
