"""A request, or its reminder, as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.request import ApprovalRequest
from invoicing.history.records import DocumentKey
from invoicing.register.entry import Entry
from jobs.approval.requests.asked_documents import asked_document, draft_file, yes_to_all
from jobs.approval.requests.reminders import is_reminder
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.outgoing import reference
from jobs.ports import Mail


def composed(
    context: Context,
    documents: DocumentsAtHand,
    entries: list[Entry],
    *,
    leaving: tuple[str, str],
    until: datetime,
) -> Mail:
    """Write one mail for all of *entries*; *leaving*: its role, and the mailbox it leaves from."""
    code, (role, mailbox) = entries[0].client_code, leaving
    client = context.register.index.clients[code]
    agency = context.register.rows.settings.agency
    context.contents.fetch(_records(entries))
    asked = tuple(asked_document(context, entry) for entry in entries)
    request = ApprovalRequest(
        agency=agency,
        contact=client.contact,
        asked=asked,
        deadline=until,
        yes_to_all=yes_to_all(context, entries, asked),
        is_reminder=is_reminder(role),
    )
    return Mail(
        mailbox=mailbox,
        sender_name=agency.name or client.name,
        to=approvers(client),
        letter=context.desk.press.request(request),
        attachments=tuple(draft_file(context, documents, entry) for entry in entries),
        reference=reference(context.desk.workbook_id, DocumentKey(client=code), role),
    )


def _records(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (version.record for version in entry.dossier.versions[-2:])
