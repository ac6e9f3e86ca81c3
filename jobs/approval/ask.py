"""Asking for approval: what is asked is frozen and recorded with its request, then printed.

A request is recorded before anything leaves: version, content, what its code stands for, the ids
of the draft's file and of the mail that will ask (request_mail.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
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
from jobs.documents.dated_draft import issued
from jobs.documents.draft_files import ReservedDraft, put
from jobs.documents.folders import DRAFTS, Folders, missing, reserved
from jobs.documents.logos import logo
from jobs.documents.trial_print import PROVISIONAL, is_sound, trial
from jobs.engine.frozen_cache import frozen
from jobs.engine.work import Work, each, foresee
from jobs.ports import Print

IN_ONE_MAIL = 20  # documents


@dataclass(slots=True, kw_only=True)
class _RequestBatch:
    """Requests made in one record."""

    folders: Folders
    ids: Iterator[str]
    signed_with: str
    events: list[Event] = field(default_factory=list)


def ask(work: Work) -> None:
    """Record a request for every document that has to be approved and was not asked about."""
    wanted = [entry for entry in work.entries(DocumentState.UNASKED) if entry.candidate is not None]
    if not wanted or work.is_over or not _can_be_answered(work, wanted):
        return
    foresee(work, wanted, _trial)
    sound = [entry for entry in wanted if is_sound(work, entry, PROVISIONAL)]
    if sound:
        _record(work, sound)


def _trial(work: Work, entry: Entry) -> Print:
    return trial(work, entry, PROVISIONAL)


def _can_be_answered(work: Work, wanted: Sequence[Entry]) -> bool:
    """Whether there is a Form to answer on, and a key to sign with; else the rows say why not."""
    flaws = work.form_flaws
    if not flaws and not work.run.desk.keys.all():
        flaws = (Problem(code="approval-key", source=Source(tab="Paramètres")),)
    for entry in wanted if flaws else ():
        place = entry.row.place if entry.row else Source(tab="Factures")
        work.flaws[entry.key] = tuple(replace(flaw, source=place) for flaw in flaws)
    return work.is_form_read and not flaws


def _draft(entry: Entry) -> Draft:
    assert entry.candidate is not None  # an entry that is to be asked about has one
    assert entry.candidate.draft is not None
    return entry.candidate.draft


def _record(work: Work, sound: list[Entry]) -> None:
    lacking = {
        folder
        for entry in sound
        for folder in missing(work, _draft(entry).seller.siret[:9], DRAFTS)
    }
    batch = _RequestBatch(
        folders=dict(work.run.history.folders),
        ids=iter(work.run.desk.archive.reserve(len(sound) + len(lacking))),
        signed_with=current_key(work),
    )
    for _, group in groupby(sorted(sound, key=_seller), key=_seller):
        entries = list(group)
        for first in range(0, len(entries), IN_ONE_MAIL):
            _ask_together(work, batch, entries[first : first + IN_ONE_MAIL])
    work.record([*first_trust(work, map(_seller, sound)), *batch.events])


def _seller(entry: Entry) -> str:
    return entry.client_code


def _ask_together(work: Work, batch: _RequestBatch, entries: list[Entry]) -> None:
    letter = MailRole.APPROVAL.of(_id(work, entries[0]))
    for entry in entries:
        draft = _draft(entry)
        siren = draft.seller.siret[:9]
        batch.events += reserved(
            batch.folders, batch.ids, code=entry.client_code, siren=siren, part=DRAFTS
        )
        batch.events.append(_requested(work, batch, entry, letter))


def _version(entry: Entry) -> int:
    return len(entry.dossier.versions) + 1


def _id(work: Work, entry: Entry) -> str:
    return request_id(work.run.desk.workbook_id, *entry.key, _version(entry))


def _requested(work: Work, batch: _RequestBatch, entry: Entry, letter: str) -> Requested:
    assert entry.candidate is not None  # as above
    assert entry.candidate.client is not None
    client, draft = entry.candidate.client, _draft(entry)
    hours = client.approval_hours or HOURS
    return Requested(
        client_code=entry.client_code,
        reference=entry.key.reference,
        request=_id(work, entry),
        version=_version(entry),
        content_hash=entry.content,
        approver=addresses_hash(approvers(client)),
        expires=work.run.now + timedelta(hours=hours) + VALID,
        signed_with=batch.signed_with,
        reasons=tuple(dict.fromkeys(reason.code for reason in entry.reasons)),
        is_silent=_may_be_silent(entry, draft),
        hours=hours,
        letter=letter,
        file_id=next(batch.ids),
        content=to_json(issued(work, draft)),
    )


def _may_be_silent(entry: Entry, draft: Draft) -> bool:
    """Whether silence will be consent: not to what the client has spoken against."""
    return not is_never_silent(draft.document_type) and not entry.dossier.is_refused(entry.content)


def _print(work: Work, entry: Entry) -> Print:
    version = entry.dossier.current
    assert version is not None  # an entry that is being asked about has one
    invoice = asked_invoice(work, entry)
    picture = logo(work, entry.client_code, invoice.draft.seller)
    return Print(invoice=invoice, logo=picture, at=version.at, key=entry.key.reference)


@each(DocumentState.ASKING, prints=_print)
def file_draft(work: Work, entry: Entry) -> list[Event]:
    """Print a draft and put it into the archive; what lies under its id is the draft."""
    version = entry.dossier.current
    if version is None or version.sha256:
        return []
    wanted = _print(work, entry)
    document = work.run.desk.press.draft(wanted.invoice, wanted.key, version.at, logo=wanted.logo)
    place = ReservedDraft(key=entry.key, content=entry.content, file_id=version.file_id)
    lying, new = put(work, place, wanted.invoice.draft.seller, document)
    if lying == document.sha256:
        work.files[entry.key] = document
    filed = DraftFiled(
        client_code=entry.client_code,
        reference=entry.key.reference,
        sha256=lying,
        name=document.name,
    )
    return [*new, filed]


def asked_invoice(work: Work, entry: Entry) -> Invoice:
    """Return what the current request froze."""
    version = entry.dossier.current
    assert version is not None  # an entry that is being asked about has one
    return frozen(work, Invoice, version.record)
