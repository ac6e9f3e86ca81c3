"""Rows and answers are read once more, just before numbers are taken."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.register.entry import DocumentState, Entry
from jobs.approval.row_actions import wishes
from jobs.approval.uncounted_silence import is_heard
from jobs.engine.context import Context
from jobs.mail.answers.hear import hear
from jobs.mail.heard import Heard


def still_ready(context: Context, heard: Heard, before: Sequence[Entry]) -> list[Entry]:
    """Read again, and return those of *before* that are as they were."""
    wanted = {entry.key: entry.content for entry in before}
    context.refresh(context.desk.ledger.read())
    _hear_again(context, heard)
    return [
        entry
        for entry in context.entries(DocumentState.READY)
        if is_heard(context, heard, entry)
        and wanted.get(entry.key) == entry.content
        and entry.key not in context.register.history.documents
    ]


def _hear_again(context: Context, heard: Heard) -> None:
    """An answer counts until the number is taken."""
    context.record(wishes(context))
    if any(entry.dossier.versions for entry in context.entries(DocumentState.READY)):
        hear(context, heard)
