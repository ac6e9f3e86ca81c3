"""`Aperçu`: the row as it is now, printed as a draft into the client's folder; nothing is sent.

What is shown is frozen and recorded with its file's id, then printed: a run that dies in between is
completed by the next one, with the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from invoicing.document.invoice import Draft, Invoice
from invoicing.history.events.documents import (
    ActionTaken,
    FolderMade,
    FolderReserved,
    Previewed,
    PreviewFiled,
)
from invoicing.history.history import History
from invoicing.history.records import Preview
from invoicing.register.entry import Entry
from invoicing.register.previews import is_wanted
from invoicing.register.register import Register
from invoicing.rows.typed_consent import PREVIEW
from invoicing.values.canonical_json import to_json
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.draft_files import ReservedDraft, put
from jobs.documents.folders import DRAFTS, missing, reserved
from jobs.documents.logos import logo
from jobs.documents.trial_print import PROVISIONAL, is_sound
from jobs.engine.context import Context
from jobs.engine.stages import each


def is_preview_due(books: Register, history: History) -> bool:
    """Whether one is to be made, or completed."""
    return any(map(is_wanted, books.entries)) or bool(unfinished(history))


def unfinished(history: History) -> list[Preview]:
    """Return the previews that are recorded and do not lie in Drive yet."""
    return [each for some in history.previews.values() for each in some if not each.sha256]


def preview(context: Context, documents: DocumentsAtHand) -> None:
    """Make the previews that are wanted."""
    wanted = [
        entry for entry in context.register.entries if is_wanted(entry) and _goes_on(context, entry)
    ]
    sound = [entry for entry in wanted if is_sound(context, documents, entry, PROVISIONAL)]
    if sound and not context.is_over:
        context.record(list(_prepared(context, documents, sound)))
    begun = [
        made
        for made in unfinished(context.register.history)
        if context.only in {"", made.client_code}
    ]
    each(context, begun, partial(_filed, context, documents))


def _goes_on(context: Context, entry: Entry) -> bool:
    """A document that cannot be asked about can be shown."""
    return entry.client_code not in context.failures.stops and context.only in {
        "",
        entry.client_code,
    }


def _draft(entry: Entry) -> Draft:
    assert entry.sight is not None  # it is wanted
    assert entry.sight.candidate.draft is not None
    return entry.sight.candidate.draft


def _prepared(
    context: Context, documents: DocumentsAtHand, sound: Sequence[Entry]
) -> Iterator[FolderReserved | ActionTaken | Previewed]:
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
    assert entry.sight is not None  # as above
    candidate, (code, reference) = entry.sight.candidate, entry.key
    yield ActionTaken(client_code=code, reference=reference, action=PREVIEW, asked=candidate.asked)
    yield Previewed(
        client_code=code,
        reference=reference,
        content_hash=candidate.content,
        file_id=file_id,
        content=to_json(issued(context, documents, _draft(entry))),
    )


def _filed(
    context: Context, documents: DocumentsAtHand, begun: Preview
) -> list[FolderMade | PreviewFiled]:
    invoice = context.contents.read(Invoice, begun.record)
    seller = invoice.draft.seller
    document = context.desk.press.draft(
        invoice,
        begun.reference,
        begun.at,
        logo=logo(context, documents, begun.client_code, seller),
        asks=False,
    )
    place = ReservedDraft(key=begun.key, content=begun.content, file_id=begun.file_id)
    lying, new = put(context, documents, place, document, seller=seller)
    filed = PreviewFiled(
        client_code=begun.client_code,
        reference=begun.reference,
        file_id=begun.file_id,
        sha256=lying,
        name=document.name,
    )
    return [*new, filed]
