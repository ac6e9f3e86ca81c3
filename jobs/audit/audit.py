"""The audit: Journal, archive, mailboxes and Sheet beside each other.  It reads only.

Requests: the look (3 to 5), contents (1, or 1 for each 250 spans), Drive (1 for each 1,000 files),
and for each mailbox 1 for its drafts, 1 for each 500 sent mails, 1 for each mail that is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from invoicing.texts.audit import Finding
from jobs.audit.archive import files
from jobs.audit.closings import closings
from jobs.audit.journal import journal
from jobs.audit.mailboxes import mails
from jobs.audit.register import register_of
from jobs.audit.shown import shown
from jobs.engine.snapshot import recalled
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
    books = register_of(memory, now)
    of_world = (*journal(memory), *files(memory), *mails(memory), *closings(memory, books))
    findings = (*of_world, *shown(memory, books, now))
    return Audit(
        rows=len(memory.rows),
        documents=len(history.documents),
        mails=len(sent),
        findings=tuple(dict.fromkeys(findings)),
    )
