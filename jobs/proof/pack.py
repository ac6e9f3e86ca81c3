"""The proof pack of one document: a page that tells, and the files that prove.  It reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from invoicing.texts.pages.proof import mail_name
from jobs.engine.snapshot import recalled
from jobs.mail.attempts import SendingAttempt
from jobs.ports import Desk, Document
from jobs.proof.evidence import Evidence
from jobs.proof.find_document import found
from jobs.proof.gather import gathered
from jobs.proof.journal_extract import JOURNAL, extract, manifest
from jobs.proof.page import proof_page
from jobs.proof.plain_names import plain

XML = "factur-x.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What is to be written into a folder."""

    name: str  # of the folder, unless another is wanted
    files: tuple[Document, ...]  # the page first, the manifest last
    missing: tuple[str, ...] = ()  # names of what could not be had
    has_live_codes: bool = False  # whoever reads its mails may still answer in the client's place


def proof(desk: Desk, now: datetime, *, number: str = "", seller: str = "", ref: str = "") -> Pack:
    """Make the pack of a document, by its number or by client and `Réf.`.

    ``Refused`` when there is no such document; ``Conflict`` when the chain is broken.
    """
    memory = recalled(desk)
    evidence = gathered(memory, found(memory, number=number, seller=seller, ref=ref))
    files = tuple(_files(evidence))
    page = desk.press.page(proof_page(evidence, now, files), now)
    return Pack(
        name=f"preuve-{plain(number or evidence.key.reference)}",
        files=(page, *files, manifest((page, *files))),
        missing=tuple(_missing(evidence)),
        has_live_codes=evidence.carries_live_codes(now),
    )


def _files(evidence: Evidence) -> Iterator[Document]:
    archived = evidence.archived
    if archived and archived.document:
        yield Document(name=plain(archived.name), content=archived.document.content)
        if xml := evidence.memory.desk.carried(archived.document.content):
            yield Document(name=XML, content=xml)
    for version, draft in enumerate(evidence.drafts, 1):
        if draft.document:
            yield Document(name=draft.draft_name(version), content=draft.document.content)
    for name, sending in named(evidence):
        if sending.raw:
            yield Document(name=name, content=sending.raw)
    memory = evidence.memory
    yield extract(memory.desk.workbook_id, memory.rows, evidence.told, evidence.texts)


def _missing(evidence: Evidence) -> Iterator[str]:
    pieces = [piece for piece in (evidence.archived, *evidence.drafts) if piece]
    yield from (piece.name for piece in pieces if piece.flaw)
    yield from (name for name, sending in named(evidence) if sending.flaw)
    if evidence.lost:
        yield JOURNAL


def named(evidence: Evidence) -> Iterator[tuple[str, SendingAttempt]]:
    """Name the mails, each unlike the others."""
    for rank, sending in enumerate(evidence.sendings, 1):
        yield f"mail-{rank}_{plain(mail_name(sending.role).lower().replace('’', '-'))}.eml", sending
