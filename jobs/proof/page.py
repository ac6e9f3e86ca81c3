"""The page « Preuve »: what was sent to whom, how it was approved, and how one can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from invoicing.approval.reasons import euros
from invoicing.history.events.approvals import Answered, ArrivalEvent, Consented, Withdrawn
from invoicing.history.events.codec import facts_of
from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import DeliveryEvent, Sent
from invoicing.history.records import Transmission
from invoicing.texts.proof import (
    CHAIN,
    CHANGED,
    EMPTIED,
    EXTRACT,
    FLAWS,
    HAPPENED,
    IN_SHORT,
    LIVE,
    OUT_IN_SHORT,
    OUTCOMES,
    clock,
    mail_name,
)
from invoicing.values.identifiers import siren
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.mail.attempts import SendingAttempt
from jobs.ports import Document
from jobs.proof.approval_proof import approvals
from jobs.proof.evidence import Evidence, EvidenceFile

Facts = tuple[tuple[str, str], ...]


def proof_page(
    evidence: Evidence, now: datetime, files: Sequence[Document], *, journal: str = EXTRACT
) -> PrintedPage:
    """Tell it, as it stands at *now*; *journal*: where its extract is, and how to check it."""
    issued, agency = evidence.issued, evidence.memory.reading.rows.settings.agency
    what = (
        f"de {issued.number}"
        if issued
        else f"du document {evidence.key.reference}, sans numéro à ce jour"
    )
    said = (
        f"Ce que le registre, l’archive et les boîtes aux lettres disent {what}, "
        f"relu le {clock(now)}. Les heures sont celles de Paris."
    )
    return PrintedPage(
        title="Preuve" if issued else "Preuve de validation",
        subtitle=_subtitle(evidence),
        name=f"preuve_{issued.number if issued else evidence.key.reference}",
        author=agency.name or evidence.key.client,
        intro=(said, *_in_short(evidence), *([CHANGED] if evidence.lost else [])),
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
        yield IN_SHORT[approval.how].format(at=clock(approval.at), by=approval.by)
    for sending in evidence.sendings:
        if not sending.is_letter and sending.known.sent_at:
            to = ", ".join(sending.to) or mail_name(sending.role)
            yield OUT_IN_SHORT.format(at=clock(sending.known.sent_at), to=to)


def _subtitle(evidence: Evidence) -> str:
    invoice, name = evidence.invoice, evidence.key.reference
    if evidence.issued:
        name = evidence.issued.number
    if invoice is None:
        return name
    return f"{name}, {invoice.draft.seller.name} pour {invoice.draft.buyer.name}"


def _document(evidence: Evidence) -> PageSection:
    issued, invoice = evidence.issued, evidence.invoice
    facts = [("Réf.", f"{evidence.key.reference} (client {evidence.key.client})")]
    if issued:
        facts += [("Numéro", issued.number), ("Date d’émission", f"{issued.issue_date:%d/%m/%Y}"),
                  ("Numéro donné le", clock(issued.numbered_at)),
                  ("Contenu (empreinte)", issued.content)]  # fmt: skip
    if invoice:
        draft = invoice.draft
        facts += [("Émetteur", f"{draft.seller.name}, SIRET {siren(draft.seller.siret)}"),
                  ("Destinataire", draft.buyer.name),
                  ("Total TTC", euros(draft.totals.total_with_vat)),
                  ("Net à payer", euros(draft.settlement.net_payable))]  # fmt: skip
    else:
        facts.append(("Contenu", EMPTIED))
    if evidence.archived:
        facts += piece_facts("PDF archivé", evidence.archived)
    elif issued:
        facts.append(("PDF archivé", "pas encore déposé"))
    return PageSection(heading="Le document", facts=tuple(facts))


def piece_facts(label: str, piece: EvidenceFile) -> Facts:
    """Say where a file lies, and whether it is what was recorded."""
    verdict = FLAWS.get(piece.flaw, "relu ce jour : ses octets sont ceux qui ont été notés")
    return (
        (label, piece.name),
        ("Identifiant Drive", piece.id),
        ("Empreinte (SHA-256)", piece.sha256),
        ("Vérification", verdict),
    )


def _sent(sending: SendingAttempt, archived: EvidenceFile | None = None) -> PageSection:
    again = f", envoi n° {sending.attempt}" if sending.attempt > 1 else ""
    facts = sending_facts(sending, archived)
    return PageSection(heading=f"Envoi : {mail_name(sending.role)}{again}", facts=facts)


def sending_facts(sending: SendingAttempt, archived: EvidenceFile | None) -> Facts:
    """Say what left, to whom, when, and under which names; *archived*: what it should carry."""
    known = sending.known
    if known.file_id:
        return _by_hand(known)
    facts = [("Adressé à", ", ".join(sending.to) or EMPTIED)]
    if known.sent_at is None:
        state = "introuvable dans la boîte" if known.is_unknown else "préparé, pas encore parti"
        return (*facts, ("État", state if known.draft_id else "pas encore préparé"))
    facts += [
        ("Parti le", clock(known.sent_at)),
        ("Message-ID", known.message_header or "non relu"),
        ("Identifiants Gmail", f"message {known.message_id}, fil {known.thread_id}"),
        ("Mail relu", FLAWS.get(sending.flaw, "oui, joint à ce dossier")),
    ]
    facts += _came_back(known)
    if sending.attached:
        facts.append(("Pièces jointes (SHA-256)", "\n".join(sending.attached)))
    if archived and archived.sha256 in sending.attached:
        facts.append(("Vérification", "la pièce jointe est le PDF archivé, octet pour octet"))
    elif archived and sending.raw:
        facts.append(("Vérification", "le PDF archivé n’est PAS parmi les pièces jointes"))
    return tuple(facts)


def _came_back(known: Transmission) -> Facts:
    """What is known of its arrival, and when that was."""
    found = {
        "Revenu": known.bounce,
        "Retardé": known.delay,
        "Accusé de lecture": known.reading,
        "Réponse reçue": known.answer,
    }
    return tuple((label, f"le {clock(told.at)}") for label, told in found.items() if told)


def _by_hand(known: Transmission) -> Facts:
    """What a person is to deliver, and has."""
    done = f"le {clock(known.sent_at)}" if known.sent_at else "pas encore, ou pas noté"
    return (
        ("Par", known.channel),
        ("Fichier mis à disposition", known.file_id),
        ("Remis par une personne", done),
        ("Référence du dépôt", known.reference or "–"),
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
    return PageSection(
        heading="Ce qui s’est passé", columns=("Quand", "Quoi", "Précision"), rows=rows
    )


def _instant(event: Event, noted: datetime) -> datetime:
    if isinstance(event, Sent):
        return event.sent_at
    if isinstance(event, Answered | ArrivalEvent | Consented | Withdrawn | DeliveryEvent):
        return event.at
    return noted


def _row(evidence: Evidence, event: Event, at: datetime) -> tuple[str, str, str]:
    what, more = HAPPENED.get(type(event), (event.wire, ""))
    return clock(at), what, _more(evidence, event, more)


def _more(evidence: Evidence, event: Event, text: str) -> str:
    """Fill in what the facts and contents tell; people's words in their quotes."""
    facts, record = facts_of(event), event.record
    said = evidence.said(record) if record and "{words}" in text else ()
    to = evidence.said(record) if "{to}" in text else ()
    values = {
        "mail": mail_name(facts.get("role", "")),
        **facts,
        "outcome": OUTCOMES.get(facts.get("outcome", ""), ""),
        "words": EMPTIED if said is None else " – ".join(filter(None, said)),
        "to": f"à {', '.join(to)}" if to else "",
    }
    return text.format_map(values).strip(" –,")


def _chain(evidence: Evidence, journal: str) -> PageSection:
    head, rows = evidence.memory.head, evidence.memory.rows
    return PageSection(
        heading="Le registre",
        facts=(
            ("Classeur", evidence.memory.desk.workbook_id),
            ("Dernier lot", head.batch),
            ("Son empreinte", head.hash),
        ),
        lines=(
            CHAIN.format(batch=head.batch, rows=len(rows)),
            journal.format(told=len(evidence.told)),
        ),
    )


def _enclosed(evidence: Evidence, now: datetime, files: Sequence[Document]) -> PageSection:
    return PageSection(
        heading="Fichiers joints",
        columns=("Fichier", "Empreinte (SHA-256)"),
        rows=tuple((each.name, each.sha256) for each in files),
        lines=(LIVE,) if evidence.carries_live_codes(now) else (),
    )
