"""What a note is about: a document, several, or a question to a client."""

from __future__ import annotations

from invoicing.document.invoice import Invoice
from invoicing.history.contract_end import CLOSING_KEY, RECEIPT_KEY
from invoicing.history.records import DocumentKey, Notice
from invoicing.texts.mails import notices as texts
from jobs.approval.requests.asked_documents import summed_up
from jobs.engine.context import Context

QUESTIONS = {CLOSING_KEY: texts.CLOSING, RECEIPT_KEY: texts.HANDOVER}


def stopped(context: Context, news: Notice) -> tuple[str, ...]:
    """Return the keys of what a message has stopped: one mail may have asked for several."""
    return tuple(key for key in news.references if _stops(context, news, key)) or (news.reference,)


def _stops(context: Context, news: Notice, key: str) -> bool:
    dossier = context.register.history.dossier(DocumentKey(client=news.client_code, reference=key))
    hints = filter(None, (dossier.reply, dossier.bounce))
    return any(news.id.endswith(f" {hint.id}") for hint in hints)


def named(context: Context, news: Notice) -> str:
    """Name it, or all of them shortly: a number, else a `Réf.` and what was asked."""
    keys = stopped(context, news)
    if len(keys) == 1:
        return detailed(context, news.client_code, keys[0])
    *others, last = (_number(context, news.client_code, key) or key for key in keys)
    return f"{', '.join(others)} et {last}"


def detailed(context: Context, seller: str, key: str) -> str:
    """Name a document by its number, or else by its `Réf.` and what was asked."""
    if number := _number(context, seller, key):
        return number
    if key in QUESTIONS:
        return QUESTIONS[key]
    dossier = context.register.history.dossier(DocumentKey(client=seller, reference=key))
    if not key or not dossier.versions:
        return texts.DETAILS if seller else ""
    invoice = context.contents.read(Invoice, dossier.versions[-1].record)
    return f"{key} ({summed_up(invoice)})"


def _number(context: Context, seller: str, key: str) -> str:
    issued = context.register.history.documents.get(DocumentKey(client=seller, reference=key))
    return issued.number if issued is not None else ""
