"""What `Envois` tells from the Journal's contents: to whom mails were written, what came back.

Facts hold neither addresses nor words.  A look that takes no ticket leaves those cells alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from invoicing.history.events.transmissions import Drafted
from invoicing.history.records import IssuedDocument, Stage, Transmission
from invoicing.values.channels import Channel
from jobs.engine.context import Context
from jobs.engine.journal_chain import event_of
from jobs.mail.dispatch import Dispatch
from jobs.mail.transmissions import JournalTexts, Place, key_of


def told(context: Context, dispatch: Dispatch) -> JournalTexts:
    """Return what this run wrote or heard, and what `Envois` does not show yet."""
    records = dict(_unshown(context))
    drafted = _drafted(context, set(records) - set(dispatch.addressed))
    backs = ((place, known.bounce or known.answer) for place, known in records.items())
    returned = {place: back.record for place, back in backs if back is not None}
    context.contents.fetch((*drafted.values(), *returned.values()))
    kept = _texts(context, drafted)
    addressed = {place: ", ".join(json.loads(text)) for place, text in kept.items()}
    words = {place: json.loads(text)[1] for place, text in _texts(context, returned).items()}
    return JournalTexts(addressed={**addressed, **dispatch.addressed}, details=words)


def _texts(context: Context, records: Mapping[Place, str]) -> dict[Place, str]:
    known = context.contents.texts
    return {place: known[each] for place, each in records.items() if each in known}


def _drafted(context: Context, wanted: set[Place]) -> dict[Place, str]:
    latest: dict[Place, str] = {}
    for row in context.contents.journal if wanted else ():
        event = event_of(row)[0] if row.event == Drafted.wire and row.key else None
        if isinstance(event, Drafted):
            latest[event.client_code, event.reference, event.role] = event.record
    return {place: record for place, record in latest.items() if place in wanted}


def _unshown(context: Context) -> Iterator[tuple[Place, Transmission]]:
    """The transmissions whose row lacks the address, or what came back."""
    shown = context.reading.shown.get("Envois", {})
    for document in context.register.history.documents.values():
        for role, known in document.transmissions.items():
            row = shown.get(f"{key_of(document, role, known.attempt)}#1", {})
            lacks = (_is_written(known) and not row.get("Envoyé à")) or (
                (known.bounce or known.answer) and not row.get("Détail")
            )
            if lacks:
                yield _place(document, role), known


def _is_written(known: Transmission) -> bool:
    return known.channel == Channel.MAIL and known.stage is not Stage.NEW


def _place(document: IssuedDocument, role: str) -> Place:
    return document.client_code, document.reference, role
