"""Asking for approval: what is asked is frozen and recorded with its request, then printed.

A request is recorded before anything leaves: version, content, what its code stands for, the ids
of the draft's file and of the mail that will ask (request_mail.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import groupby

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.reasons import is_never_silent
from invoicing.document.invoice import Draft, Invoice
from invoicing.history.approval_code import VALID, request_id
from invoicing.history.events.approvals import DraftFiled, Requested
from invoicing.history.events.event import Event
from invoicing.register.entry import HOURS, DocumentState, Entry
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import addresses_hash
from invoicing.values.problems import Problem, Source
from invoicing.values.roles import MailRole
from jobs.approval.changed_details import first_trust
from jobs.approval.signing_key import current_key
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.draft_files import ReservedDraft, put
from jobs.documents.folders import DRAFTS, Folders, missing, reserved
from jobs.documents.logos import logo
from jobs.documents.trial_print import PROVISIONAL, is_sound, trial
from jobs.engine.context import Context
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.stages import each, foresee
from jobs.mail.heard import Heard
from jobs.ports import Print

IN_ONE_MAIL = 20  # documents


@dataclass(slots=True, kw_only=True)
class _RequestBatch:
    """Requests made in one record."""

    folders: Folders
    ids: Iterator[str]
    signed_with: str
    events: list[Event] = field(default_factory=list)


def ask(context: Context, heard: Heard, documents: DocumentsAtHand) -> None:
    """Record a request for every document that has to be approved and was not asked about."""
    wanted = [
        entry for entry in context.entries(DocumentState.UNASKED) if entry.candidate is not None
    ]
    if not wanted or context.is_over or not _can_be_answered(context, heard, wanted):
        return
    foresee(context, wanted, partial(_trial, context, documents))
    sound = [entry for entry in wanted if is_sound(context, documents, entry, PROVISIONAL)]
    if sound:
        _record(context, documents, sound)


def _trial(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    return trial(context, documents, entry, PROVISIONAL)


def _can_be_answered(context: Context, heard: Heard, wanted: Sequence[Entry]) -> bool:
    """Whether there is a Form to answer on, and a key to sign with; else the rows say why not."""
    flaws = heard.form_flaws
    if not flaws and not context.desk.keys.all():
        flaws = (Problem(code="approval-key", source=Source(tab="Paramètres")),)
    for entry in wanted if flaws else ():
        place = entry.row.place if entry.row else Source(tab="Factures")
        context.failures.flaws[entry.key] = tuple(replace(flaw, source=place) for flaw in flaws)
    return heard.is_form_read and not flaws


def _draft(entry: Entry) -> Draft:
    assert entry.candidate is not None  # an entry that is to be asked about has one
    assert entry.candidate.draft is not None
    return entry.candidate.draft


def _record(context: Context, documents: DocumentsAtHand, sound: list[Entry]) -> None:
    lacking = {
        folder
        for entry in sound
        for folder in missing(context, _draft(entry).seller.siret[:9], DRAFTS)
    }
    batch = _RequestBatch(
        folders=dict(context.register.history.folders),
        ids=iter(context.desk.archive.reserve(len(sound) + len(lacking))),
        signed_with=current_key(context),
    )
    for _, group in groupby(sorted(sound, key=_seller), key=_seller):
        entries = list(group)
        for first in range(0, len(entries), IN_ONE_MAIL):
            _ask_together(context, documents, batch, entries[first : first + IN_ONE_MAIL])
    context.record([*first_trust(context, map(_seller, sound)), *batch.events])


def _seller(entry: Entry) -> str:
    return entry.client_code


def _ask_together(
    context: Context, documents: DocumentsAtHand, batch: _RequestBatch, entries: list[Entry]
) -> None:
    letter = MailRole.APPROVAL.of(_id(context, entries[0]))
    for entry in entries:
        draft = _draft(entry)
        siren = draft.seller.siret[:9]
        batch.events += reserved(
            batch.folders, batch.ids, code=entry.client_code, siren=siren, part=DRAFTS
        )
        batch.events.append(_requested(context, documents, batch, entry, letter=letter))


def _version(entry: Entry) -> int:
    return len(entry.dossier.versions) + 1


def _id(context: Context, entry: Entry) -> str:
    return request_id(context.desk.workbook_id, *entry.key, _version(entry))


def _requested(
    context: Context, documents: DocumentsAtHand, batch: _RequestBatch, entry: Entry, *, letter: str
) -> Requested:
    assert entry.candidate is not None  # as above
    assert entry.candidate.client is not None
    client, draft = entry.candidate.client, _draft(entry)
    hours = client.approval_hours or HOURS
    return Requested(
        client_code=entry.client_code,
        reference=entry.key.reference,
        request=_id(context, entry),
        version=_version(entry),
        content_hash=entry.content,
        approver=addresses_hash(approvers(client)),
        expires=context.register.now + timedelta(hours=hours) + VALID,
        signed_with=batch.signed_with,
        reasons=tuple(dict.fromkeys(reason.code for reason in entry.reasons)),
        is_silent=_may_be_silent(entry, draft),
        hours=hours,
        letter=letter,
        file_id=next(batch.ids),
        content=to_json(issued(context, documents, draft)),
    )


def _may_be_silent(entry: Entry, draft: Draft) -> bool:
    """Whether silence will be consent: not to what the client has spoken against."""
    return not is_never_silent(draft.document_type) and not entry.dossier.is_refused(entry.content)


def _print(context: Context, documents: DocumentsAtHand, entry: Entry) -> Print:
    version = entry.dossier.current
    assert version is not None  # an entry that is being asked about has one
    invoice = asked_invoice(context.contents, entry)
    picture = logo(context, documents, entry.client_code, invoice.draft.seller)
    return Print(invoice=invoice, logo=picture, at=version.at, key=entry.key.reference)


def file_drafts(context: Context, documents: DocumentsAtHand) -> None:
    """Print the drafts of requests and put them into the archive."""
    entries = context.entries(DocumentState.ASKING)
    each(context, entries, partial(_filed, context, documents), partial(_print, context, documents))


def _filed(context: Context, documents: DocumentsAtHand, entry: Entry) -> list[Event]:
    """Archive one draft: what lies under its id is the draft."""
    version = entry.dossier.current
    if version is None or version.sha256:
        return []
    wanted = _print(context, documents, entry)
    document = context.desk.press.draft(wanted.invoice, wanted.key, version.at, logo=wanted.logo)
    place = ReservedDraft(key=entry.key, content=entry.content, file_id=version.file_id)
    lying, new = put(context, documents, place, document, seller=wanted.invoice.draft.seller)
    if lying == document.sha256:
        documents.files[entry.key] = document
    filed = DraftFiled(
        client_code=entry.client_code,
        reference=entry.key.reference,
        sha256=lying,
        name=document.name,
    )
    return [*new, filed]


def asked_invoice(contents: FrozenContents, entry: Entry) -> Invoice:
    """Return what the current request froze."""
    version = entry.dossier.current
    assert version is not None  # an entry that is being asked about has one
    return contents.read(Invoice, version.record)
