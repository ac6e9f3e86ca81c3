"""The event that asks for an approval: what is asked, of whom, until when."""

from __future__ import annotations

from datetime import timedelta

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.reasons import is_never_silent
from invoicing.document.invoice import Draft, Invoice
from invoicing.history.approval_code import VALID, request_id
from invoicing.history.events.approvals import Requested
from invoicing.register.entry import HOURS, Entry
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import addresses_hash
from jobs.engine.context import Context


def draft_of(entry: Entry) -> Draft:
    """Return the draft of an entry that is to be asked about."""
    assert entry.candidate is not None  # it has one
    assert entry.candidate.draft is not None
    return entry.candidate.draft


def id_of(context: Context, entry: Entry) -> str:
    """Return the id of the request that is to be made."""
    return request_id(context.desk.workbook_id, *entry.key, _version(entry))


def _version(entry: Entry) -> int:
    return len(entry.dossier.versions) + 1


def requested(
    context: Context, entry: Entry, invoice: Invoice, *, mail: tuple[str, str], file_id: str
) -> Requested:
    """Freeze *invoice*; *mail*: the role of the mail that asks, and the key it is signed with."""
    assert entry.candidate is not None  # as above
    assert entry.candidate.client is not None
    client, (role, signed_with) = entry.candidate.client, mail
    hours = client.approval_hours or HOURS
    return Requested(
        client_code=entry.client_code,
        reference=entry.key.reference,
        request=id_of(context, entry),
        version=_version(entry),
        content_hash=entry.content,
        approver=addresses_hash(approvers(client)),
        expires=context.register.now + timedelta(hours=hours) + VALID,
        signed_with=signed_with,
        reasons=tuple(dict.fromkeys(reason.code for reason in entry.reasons)),
        is_silent=_may_be_silent(entry, invoice.draft),
        hours=hours,
        letter=role,
        file_id=file_id,
        content=to_json(invoice),
    )


def _may_be_silent(entry: Entry, draft: Draft) -> bool:
    """Whether silence will be consent: not to what the client has spoken against."""
    return not is_never_silent(draft.document_type) and not entry.dossier.is_refused(entry.content)
