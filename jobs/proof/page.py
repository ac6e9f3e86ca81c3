"""The page « Preuve »: what was sent to whom, how it was approved, and how one can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from invoicing.history.events.approvals import Answered, ArrivalEvent, Consented, Withdrawn
from invoicing.history.events.codec import facts_of
from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import DeliveryEvent, Sent
from invoicing.history.records import Stage, Transmission
from invoicing.texts.pages import proof as texts
from invoicing.values.channels import BY_HAND
from invoicing.values.french import clock, euros, short_date, siren
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.mail.attempts import SendingAttempt
from jobs.ports import Document
from jobs.proof.approval_proof import approvals
from jobs.proof.evidence import Evidence, EvidenceFile

Facts = tuple[tuple[str, str], ...]


def proof_page(
    evidence: Evidence, now: datetime, files: Sequence[Document], *, journal: str = texts.EXTRACT
) -> PrintedPage:
    """Tell it, as it stands at *now*; *journal*: where its extract is, and how to check it."""
    issued, agency = evidence.issued, evidence.memory.reading.rows.settings.agency
    if issued:
        what = texts.OF_NUMBER.format(number=issued.number)
    else:
        what = texts.OF_UNNUMBERED.format(key=evidence.key.reference)
    intro = texts.INTRO.format(what=what, at=clock(now))
    return PrintedPage(
        title=texts.TITLE if issued else texts.APPROVAL_TITLE,
        subtitle=_subtitle(evidence),
        name=f"preuve_{issued.number if issued else evidence.key.reference}",
        author=agency.name or evidence.key.client,
        intro=(intro, *_in_short(evidence), *([texts.CHANGED] if evidence.lost else [])),
        sections=(
            _document(evidence),
            *(_sent(each, evidence.archived) for each in evidence.sendings if not each.is_letter),
            *approvals(evidence),
            *_letters(evidence),
            _life(evidence),
            _chain(evidence, journal),
            _enclosed(evidence, now, files),
        ),
        footer=" · ".join(filter(None, (agency.name, agency.address.replace("\n", ", ")))),
    )


def _in_short(evidence: Evidence) -> Iterator[str]:
    """What one wants to know first."""
    if approval := evidence.dossier.approval:
        yield texts.IN_SHORT[approval.how].format(at=clock(approval.at), by=approval.by)
    for sending in evidence.sendings:
        if not sending.is_letter and sending.known.sent_at:
            to = ", ".join(sending.to) or texts.mail_name(sending.role)
            yield texts.OUT_IN_SHORT.format(at=clock(sending.known.sent_at), to=to)


def _subtitle(evidence: Evidence) -> str:
    invoice, name = evidence.invoice, evidence.key.reference
    if evidence.issued:
        name = evidence.issued.number
    if invoice is None:
        return name
    draft = invoice.draft
    return texts.SUBTITLE.format(name=name, seller=draft.seller.name, buyer=draft.buyer.name)


def _document(evidence: Evidence) -> PageSection:
    issued, invoice = evidence.issued, evidence.invoice
    facts = [
        (
            texts.REFERENCE,
            texts.KEY_OF_CLIENT.format(key=evidence.key.reference, client=evidence.key.client),
        )
    ]
    if issued:
        facts += [(texts.NUMBER, issued.number), (texts.ISSUE_DATE, short_date(issued.issue_date)),
                  (texts.NUMBERED_ON, clock(issued.numbered_at)),
                  (texts.CONTENT_HASH, issued.content)]  # fmt: skip
    if invoice:
        draft = invoice.draft
        siret = siren(draft.seller.siret)
        facts += [(texts.SELLER, f"{draft.seller.name}, SIRET {siret}"),
                  (texts.BUYER, draft.buyer.name),
                  (texts.TOTAL, euros(draft.totals.total_with_vat)),
                  (texts.NET_PAYABLE, euros(draft.settlement.net_payable))]  # fmt: skip
    else:
        facts.append((texts.CONTENT, texts.EMPTIED))
    if evidence.archived:
        facts += piece_facts(texts.ARCHIVED, evidence.archived)
    elif issued:
        facts.append((texts.ARCHIVED, texts.NOT_YET_FILED))
    return PageSection(heading=texts.DOCUMENT, facts=tuple(facts))


def piece_facts(label: str, piece: EvidenceFile) -> Facts:
    """Say where a file lies, and whether it is what was recorded."""
    verdict = texts.FLAWS.get(piece.flaw, texts.FILE_IS_THE_SAME)
    return (
        (label, piece.name),
        (texts.DRIVE_ID, piece.id),
        (texts.SHA256, piece.sha256),
        (texts.CHECK, verdict),
    )


def _sent(sending: SendingAttempt, archived: EvidenceFile | None = None) -> PageSection:
    facts = sending_facts(sending, archived)
    heading = texts.SENDING_AGAIN if sending.attempt > 1 else texts.SENDING
    mail = texts.mail_name(sending.role)
    return PageSection(heading=heading.format(mail=mail, attempt=sending.attempt), facts=facts)


def sending_facts(sending: SendingAttempt, archived: EvidenceFile | None) -> Facts:
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


def _letters(evidence: Evidence) -> Iterator[PageSection]:
    """Mails about the document that are neither request nor reminder."""
    asked = {version.letter.partition(" ")[2] for version in evidence.dossier.versions}
    for sending in evidence.sendings:
        if sending.is_letter and sending.role.partition(" ")[2] not in asked:
            yield _sent(sending)


def _life(evidence: Evidence) -> PageSection:
    """Everything in its order, by when it happened and not by when it was noted."""
    happened = sorted(
        ((_instant(event, noted), event) for event, noted in evidence.events),
        key=lambda each: each[0],
    )
    rows = tuple(_row(evidence, event, at) for at, event in happened)
    return PageSection(heading=texts.LIFE, columns=texts.LIFE_COLUMNS, rows=rows)


def _instant(event: Event, noted: datetime) -> datetime:
    if isinstance(event, Sent):
        return event.sent_at
    if isinstance(event, Answered | ArrivalEvent | Consented | Withdrawn | DeliveryEvent):
        return event.at
    return noted


def _row(evidence: Evidence, event: Event, at: datetime) -> tuple[str, str, str]:
    what, more = texts.HAPPENED.get(event.wire, (event.wire, ""))
    return clock(at), what, _more(evidence, event, more)


def _more(evidence: Evidence, event: Event, text: str) -> str:
    """Fill in what the facts and contents tell; people's words in their quotes."""
    facts, record = facts_of(event), event.record
    said = evidence.said(record) if record and "{words}" in text else ()
    to = evidence.said(record) if "{to}" in text else ()
    values = {
        "mail": texts.mail_name(facts.get("role", "")),
        **facts,
        "outcome": texts.OUTCOMES.get(facts.get("outcome", ""), ""),
        "words": texts.EMPTIED if said is None else " – ".join(filter(None, said)),
        "to": f"à {', '.join(to)}" if to else "",
    }
    return text.format_map(values).strip(" –,")


def _chain(evidence: Evidence, journal: str) -> PageSection:
    head, rows = evidence.memory.head, evidence.memory.rows
    return PageSection(
        heading=texts.LEDGER,
        facts=(
            (texts.WORKBOOK, evidence.memory.desk.workbook_id),
            (texts.LAST_BATCH, head.batch),
            (texts.ITS_HASH, head.hash),
        ),
        lines=(
            texts.CHAIN.format(batch=head.batch, rows=len(rows)),
            journal.format(told=len(evidence.told)),
        ),
    )


def _enclosed(evidence: Evidence, now: datetime, files: Sequence[Document]) -> PageSection:
    return PageSection(
        heading=texts.FILES,
        columns=texts.FILES_COLUMNS,
        rows=tuple((each.name, each.sha256) for each in files),
        lines=(texts.LIVE,) if evidence.carries_live_codes(now) else (),
    )
