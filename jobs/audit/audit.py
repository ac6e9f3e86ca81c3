"""The audit: Journal, archive, mailboxes and Sheet beside each other.  It reads only.

Requests: the look (3 to 5), contents (1, or 1 for each 250 spans), Drive (1 for each 1,000 files),
and for each mailbox 1 for its drafts, 1 for each 500 sent mails, 1 for each mail that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from invoicing.register.register import Register
from invoicing.texts.audit import Finding
from jobs.audit.archive import files
from jobs.audit.closings import closings
from jobs.audit.journal import journal
from jobs.audit.mailboxes import mails
from jobs.display.stale import differences
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.originals import opened
from jobs.engine.snapshot import Snapshot, recalled
from jobs.mail.transmissions import JournalTexts, transmissions
from jobs.ports import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was looked at, and what was found."""

    rows: int  # of the chain
    documents: int
    mails: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is missing, doubled or changed."""
        return not any(finding.is_fault for finding in self.findings)


def audit(desk: Desk, now: datetime) -> Audit:
    """Compare.  ``Conflict`` when the chain itself is broken: then nothing can be said."""
    memory = recalled(desk)
    history = memory.history
    own = [each for some in history.documents.values() for each in some.transmissions.values()]
    last = (*own, *history.letters.values())
    sent = [each for one in last for each in (*one.earlier, one) if each.message_header]
    books = _books(memory, now)
    of_world = (*journal(memory), *files(memory), *mails(memory), *closings(memory, books, now))
    findings = (*of_world, *_shown(memory, books, now))
    return Audit(
        rows=len(memory.rows),
        documents=len(history.documents),
        mails=len(sent),
        findings=tuple(dict.fromkeys(findings)),
    )


def _books(memory: Snapshot, now: datetime) -> Register:
    contents = FrozenContents(ledger=memory.desk.ledger, journal=memory.reading.journal)
    return opened(contents, memory.reading.rows, memory.history, now)


def _shown(memory: Snapshot, books: Register, now: datetime) -> Iterator[Finding]:
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
