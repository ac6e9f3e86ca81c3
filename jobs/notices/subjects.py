"""What a note is about: a document, several, or a question to a client."""

from __future__ import annotations

from invoicing.document.invoice import Invoice
from invoicing.history.approval_file import ApprovalFile
from invoicing.history.contract_end import CLOSING_KEY, RECEIPT_KEY
from invoicing.history.records import DocumentKey, Notice
from invoicing.texts.mails import notices as texts
from jobs.approval.request_mail import summed_up
from jobs.engine.frozen_cache import frozen
from jobs.engine.work import Work

QUESTIONS = {CLOSING_KEY: texts.CLOSING, RECEIPT_KEY: texts.HANDOVER}


def stopped(work: Work, news: Notice) -> tuple[str, ...]:
    """Return the keys of what a message has stopped: one mail may have asked for several."""
    return tuple(key for key in news.references if _stops(work, news, key)) or (news.reference,)


def _stops(work: Work, news: Notice, key: str) -> bool:
    dossier = work.run.history.dossiers.get(
        DocumentKey(client=news.client_code, reference=key), ApprovalFile()
    )
    hints = filter(None, (dossier.reply, dossier.bounce))
    return any(news.id.endswith(f" {hint.id}") for hint in hints)


def named(work: Work, news: Notice) -> str:
    """Name it, or all of them shortly: a number, else a `Réf.` and what was asked."""
    keys = stopped(work, news)
    if len(keys) == 1:
        return detailed(work, news.client_code, keys[0])
    *others, last = (_number(work, news.client_code, key) or key for key in keys)
    return f"{', '.join(others)} et {last}"


def detailed(work: Work, seller: str, key: str) -> str:
    """Name a document by its number, or else by its `Réf.` and what was asked."""
    if number := _number(work, seller, key):
        return number
    if key in QUESTIONS:
        return QUESTIONS[key]
    dossier = work.run.history.dossiers.get(
        DocumentKey(client=seller, reference=key), ApprovalFile()
    )
    if not key or not dossier.versions:
        return texts.DETAILS if seller else ""
    invoice = frozen(work, Invoice, dossier.versions[-1].record)
    return f"{key} ({summed_up(invoice)})"


def _number(work: Work, seller: str, key: str) -> str:
    issued = work.run.history.documents.get(DocumentKey(client=seller, reference=key))
    return issued.number if issued is not None else ""
