"""The page « Preuve »: what was sent to whom, how it was approved, and how one can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from invoicing.texts.pages import proof as texts
from invoicing.values.french import clock, euros, short_date, siren
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.ports import Document
from jobs.proof.approval_proof import approvals
from jobs.proof.evidence import Evidence
from jobs.proof.evidence_file import EvidenceFile
from jobs.proof.life import life
from jobs.proof.sendings import about_document, of_document

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
            *of_document(evidence),
            *approvals(evidence),
            *about_document(evidence),
            life(evidence),
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
        facts += _piece_facts(texts.ARCHIVED, evidence.archived)
    elif issued:
        facts.append((texts.ARCHIVED, texts.NOT_YET_FILED))
    return PageSection(heading=texts.DOCUMENT, facts=tuple(facts))


def _piece_facts(label: str, piece: EvidenceFile) -> Facts:
    """Say where a file lies, and whether it is what was recorded."""
    verdict = texts.FLAWS.get(piece.flaw, texts.FILE_IS_THE_SAME)
    return (
        (label, piece.name),
        (texts.DRIVE_ID, piece.id),
        (texts.SHA256, piece.sha256),
        (texts.CHECK, verdict),
    )


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
