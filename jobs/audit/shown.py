"""The Sheet: what it shows of issued documents and of their sendings is what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from invoicing.register.register import Register
from invoicing.texts.audit import Finding
from jobs.display.stale import differences
from jobs.engine.snapshot import Snapshot
from jobs.mail.transmissions import JournalTexts, transmissions


def shown(memory: Snapshot, books: Register, now: datetime) -> Iterator[Finding]:
    """What people see of issued documents; other rows change with every keystroke."""
    reading, history = memory.reading, memory.history
    issued = {
        entry.row.identity: entry.issued.number
        for entry in books.entries
        if entry.row is not None and entry.document is not None
    }
    for tab, identity, header in differences(reading, books, history, now):
        if tab == "Factures" and identity in issued:
            yield Finding(code="shown-differs", where=issued[identity], what=header)
    yield from _sendings(
        memory, {str(row["Clé"]) for row in transmissions(books.entries, JournalTexts())}
    )


def _sendings(memory: Snapshot, wanted: set[str]) -> Iterator[Finding]:
    """The rows of `Envois`, each once."""
    lying = [identity.rpartition("#")[::2] for identity in memory.reading.shown.get("Envois", {})]
    for key in sorted(wanted - {key for key, _ in lying}):
        yield Finding(code="sending-missing", where="Envois", what=key)
    for key, nth in lying:
        if key not in wanted:
            yield Finding(code="sending-unknown", where="Envois", what=key)
        elif nth != "1":
            yield Finding(code="sending-doubled", where="Envois", what=key)
