"""Requests that are made in one record, by the mails that will ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from invoicing.history.events.event import Event
from invoicing.register.entry import Entry
from invoicing.values.roles import MailRole
from jobs.approval.requests.requested import draft_of, id_of, requested
from jobs.approval.signing_key import current_key
from jobs.approval.trusted_details import first_trust
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.folders import DRAFTS, Folders, missing, reserved
from jobs.engine.context import Context

IN_ONE_MAIL = 20  # documents


@dataclass(slots=True, kw_only=True)
class _RequestBatch:
    """Requests made in one record."""

    folders: Folders
    ids: Iterator[str]
    signed_with: str
    events: list[Event] = field(default_factory=list)


def record_requests(context: Context, documents: DocumentsAtHand, sound: Sequence[Entry]) -> None:
    """Record a request for each of *sound*; a mail asks a client for several."""
    lacking = {
        folder
        for entry in sound
        for folder in missing(context, draft_of(entry).seller.siret[:9], DRAFTS)
    }
    batch = _RequestBatch(
        folders=dict(context.register.history.folders),
        ids=iter(context.desk.archive.reserve(len(sound) + len(lacking))),
        signed_with=current_key(context),
    )
    for _, group in groupby(sorted(sound, key=_client_code), key=_client_code):
        entries = list(group)
        for first in range(0, len(entries), IN_ONE_MAIL):
            _ask_together(context, documents, batch, entries[first : first + IN_ONE_MAIL])
    context.record([*first_trust(context, map(_client_code, sound)), *batch.events])


def _client_code(entry: Entry) -> str:
    return entry.client_code


def _ask_together(
    context: Context, documents: DocumentsAtHand, batch: _RequestBatch, entries: list[Entry]
) -> None:
    mail = MailRole.APPROVAL.of(id_of(context, entries[0])), batch.signed_with
    for entry in entries:
        draft = draft_of(entry)
        siren = draft.seller.siret[:9]
        batch.events += reserved(
            batch.folders, batch.ids, code=entry.client_code, siren=siren, part=DRAFTS
        )
        file_id, invoice = next(batch.ids), issued(context, documents, draft)
        batch.events.append(requested(context, entry, invoice, mail=mail, file_id=file_id))
