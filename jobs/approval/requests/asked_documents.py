"""The documents of a request, as its mail shows them: links, changes, the draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from invoicing.approval.request import RequestedDocument
from invoicing.document.invoice import Invoice
from invoicing.document.version_diff import changes
from invoicing.history.approval_code import signed
from invoicing.register.entry import Entry
from invoicing.values.french import euros
from jobs.approval.requests.drafts import asked_invoice
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.ports import Document, Refused


def asked_document(context: Context, entry: Entry) -> RequestedDocument:
    """Return what the mail says of one document."""
    version = entry.dossier.current
    assert version is not None  # it is being asked about
    invoice = asked_invoice(context, entry)
    code = _code(context, entry)
    form, summary = context.desk.form, summed_up(invoice)
    return RequestedDocument(
        key=entry.key.reference,
        version=version.claim.version,
        invoice=invoice,
        reasons=entry.reasons,
        yes=form.link([code], summary, approves=True),
        no=form.link([code], summary, approves=False),
        changes=_changes(context, entry, invoice),
        is_silent=version.is_silent,
        remark_at=_remark_at(entry),
    )


def _code(context: Context, entry: Entry) -> str:
    version = entry.dossier.current
    assert version is not None  # it is being asked about
    key = context.desk.keys.all().get(version.signed_with)
    if key is None:
        raise Refused("the key of a request is gone")
    return signed(version.claim, version.signed_with, key)


def summed_up(invoice: Invoice) -> str:
    """Say on one line what is to be approved: the Form shows it."""
    draft = invoice.draft
    total = euros(draft.totals.total_with_vat)
    what = draft.subject or ", ".join(line.item_name for line in draft.lines[:2])
    return f"{draft.buyer.name} – {what} – {total} TTC"


def _changes(context: Context, entry: Entry, invoice: Invoice) -> tuple[str, ...]:
    if len(entry.dossier.versions) < 2:  # noqa: PLR2004 - this one, and the one before
        return ()
    before = context.contents.read(Invoice, entry.dossier.versions[-2].record)
    return changes(before.draft, invoice.draft)


def _remark_at(entry: Entry) -> datetime | None:
    """When the client spoke against the version before, if he did."""
    spoken = [version.against for version in entry.dossier.versions[:-1]]
    return spoken[-1] if spoken else None


def yes_to_all(context: Context, entries: list[Entry], asked: Sequence[RequestedDocument]) -> str:
    """Return the link that approves them all at once; "" for a single one."""
    if len(entries) == 1:
        return ""
    summary = "\n".join(summed_up(each.invoice) for each in asked)
    codes = [_code(context, entry) for entry in entries]
    return context.desk.form.link(codes, summary, approves=True)


def draft_file(context: Context, documents: DocumentsAtHand, entry: Entry) -> Document:
    """Return the draft that a request shows.  ``Refused`` when it is not what was recorded."""
    version = entry.dossier.current
    assert version is not None  # it is being asked about
    document = documents.files.get(entry.key)
    if document is None or document.sha256 != version.sha256:
        document = context.desk.archive.get(version.file_id, version.name)
    if document.sha256 != version.sha256:
        raise Refused("the draft is not what was recorded")
    return document
