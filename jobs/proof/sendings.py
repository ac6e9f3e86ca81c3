"""What was sent of a document and about it, on the page « Preuve »."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.records import Stage, Transmission
from invoicing.texts.pages import proof as texts
from invoicing.values.channels import BY_HAND
from invoicing.values.french import clock
from invoicing.values.printed_page import PageSection
from jobs.mail.attempts import SendingAttempt
from jobs.proof.evidence import Evidence
from jobs.proof.evidence_file import EvidenceFile

Facts = tuple[tuple[str, str], ...]


def of_document(evidence: Evidence) -> Iterator[PageSection]:
    """Return one section for each sending of the document itself."""
    sent = (each for each in evidence.sendings if not each.is_letter)
    return (_sent(each, evidence.archived) for each in sent)


def about_document(evidence: Evidence) -> Iterator[PageSection]:
    """Mails about the document that are neither request nor reminder."""
    asked = {version.letter.partition(" ")[2] for version in evidence.dossier.versions}
    for sending in evidence.sendings:
        if sending.is_letter and sending.role.partition(" ")[2] not in asked:
            yield _sent(sending)


def _sent(sending: SendingAttempt, archived: EvidenceFile | None = None) -> PageSection:
    facts = _facts(sending, archived)
    heading = texts.SENDING_AGAIN if sending.attempt > 1 else texts.SENDING
    mail = texts.mail_name(sending.role)
    return PageSection(heading=heading.format(mail=mail, attempt=sending.attempt), facts=facts)


def _facts(sending: SendingAttempt, archived: EvidenceFile | None) -> Facts:
    """Say what left, to whom, when, and under which names; *archived*: what it should carry."""
    known = sending.known
    if known.channel in BY_HAND:
        return _by_hand(known)
    facts = [(texts.ADDRESSED_TO, ", ".join(sending.to) or texts.EMPTIED)]
    if known.sent_at is None:
        return (*facts, (texts.STATE, _not_sent(known)))
    facts += [
        (texts.SENT_ON, clock(known.sent_at)),
        (texts.MESSAGE_ID, known.message_header or texts.NOT_READ_BACK),
        (
            texts.GMAIL_IDS,
            texts.GMAIL_ID_VALUES.format(message=known.message_id, thread=known.thread_id),
        ),
        (texts.MAIL_READ_BACK, texts.FLAWS.get(sending.flaw, texts.MAIL_ENCLOSED)),
    ]
    facts += _came_back(known)
    if sending.attached:
        facts.append((texts.ATTACHED, "\n".join(sending.attached)))
    if archived and archived.sha256 in sending.attached:
        facts.append((texts.CHECK, texts.ATTACHED_IS_THE_SAME))
    elif archived and sending.raw:
        facts.append((texts.CHECK, texts.ATTACHED_DIFFERS))
    return tuple(facts)


def _came_back(known: Transmission) -> Facts:
    """What is known of its arrival, and when that was."""
    found = {
        texts.RETURNED: known.bounce,
        texts.DELAYED: known.delay,
        texts.READ: known.reading,
        texts.ANSWERED: known.answer,
    }
    return tuple(
        (label, texts.ON.format(at=clock(told.at))) for label, told in found.items() if told
    )


def _not_sent(known: Transmission) -> str:
    if known.stage is Stage.NEW:
        return texts.NOT_PREPARED
    return texts.NOT_IN_MAILBOX if known.is_unknown else texts.NOT_SENT


def _by_hand(known: Transmission) -> Facts:
    """What a person is to deliver, and has."""
    done = texts.ON.format(at=clock(known.sent_at)) if known.sent_at else texts.NOT_DELIVERED
    return (
        (texts.BY_CHANNEL, known.channel),
        (texts.PUT_AT_HAND, known.file_id),
        (texts.DELIVERED, done),
        (texts.DEPOSIT_REFERENCE, known.reference or "–"),
    )
