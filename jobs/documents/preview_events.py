"""The record of a preview: what is shown is frozen, with the id of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from invoicing.document.invoice import Draft
from invoicing.history.events.documents import ActionTaken, FolderReserved, Previewed
from invoicing.register.entry import Entry
from invoicing.rows.typed_consent import PREVIEW
from invoicing.values.canonical_json import to_json
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.folders import DRAFTS, missing, reserved
from jobs.engine.context import Context


def prepared(
    context: Context, documents: DocumentsAtHand, sound: Sequence[Entry]
) -> Iterator[FolderReserved | ActionTaken | Previewed]:
    """Return what is recorded of the previews that are to be made."""
    sirens = [_draft(entry).seller.siret[:9] for entry in sound]
    lacking = {folder for siren in sirens for folder in missing(context, siren, DRAFTS)}
    known = dict(context.register.history.folders)
    ids = iter(context.desk.archive.reserve(len(sound) + len(lacking)))
    for entry, siren in zip(sound, sirens, strict=True):
        yield from reserved(known, ids, code=entry.client_code, siren=siren, part=DRAFTS)
        yield from _wished(context, documents, entry, next(ids))


def _wished(
    context: Context, documents: DocumentsAtHand, entry: Entry, file_id: str
) -> Iterator[ActionTaken | Previewed]:
    assert entry.sight is not None  # it is wanted
    candidate, (code, reference) = entry.sight.candidate, entry.key
    yield ActionTaken(client_code=code, reference=reference, action=PREVIEW, asked=candidate.asked)
    yield Previewed(
        client_code=code,
        reference=reference,
        content_hash=candidate.content,
        file_id=file_id,
        content=to_json(issued(context, documents, _draft(entry))),
    )


def _draft(entry: Entry) -> Draft:
    assert entry.sight is not None  # it is wanted
    assert entry.sight.candidate.draft is not None
    return entry.sight.candidate.draft
