"""To whom mails were written, for `Envois`: as this run knows it, or as the Journal kept it.

The Journal's facts hold no addresses; the content of ``drafted`` does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from invoicing.events import Kind
from invoicing.history import Key
from jobs.transmissions import key_of
from jobs.work import Work


def addressed(work: Work) -> Mapping[Key, str]:
    """Return the addresses that this run wrote to, and those that `Envois` does not show yet."""
    wanted = set(_unshown(work)) - set(work.addressed)
    drafted = (row for row in work.run.rows if row.event == Kind.DRAFTED.value)
    latest = {(row.seller, row.key): row for row in drafted if (row.seller, row.key) in wanted}
    if not latest:
        return work.addressed
    texts = work.run.desk.ledger.contents(list(latest.values()))
    kept = {
        key: ", ".join(json.loads(text)) for key, text in zip(latest, texts, strict=True) if text
    }
    return {**kept, **work.addressed}


def _unshown(work: Work) -> list[Key]:
    shown = work.reading.shown.get("Envois", {})
    return [
        entry.key
        for entry in work.books.entries
        if entry.document is not None
        and entry.document.main.drafted_at is not None
        and not shown.get(f"{key_of(entry.document)}#1", {}).get("Envoyé à")
    ]
