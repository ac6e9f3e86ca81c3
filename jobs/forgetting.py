"""The secrets of a client whom we have let go: kept for a while, then destroyed."""

from __future__ import annotations

from datetime import datetime, timedelta

from invoicing.books import Books
from invoicing.closing import Closing, Step
from invoicing.rows import ClientRow
from jobs.closing_facts import closing_of, tried
from jobs.work import Work

FORGOTTEN = "forgotten"  # the secrets have been destroyed


def forget(work: Work, code: str, client: ClientRow) -> None:
    """Destroy the secrets once they have been kept for as long as the agency wants."""
    closing = closing_of(work.run.history, code)
    if not is_forgetting_due(closing, work.books, work.run.now):
        return
    work.run.may_act()
    for name in secrets_of(code, client):
        work.run.desk.safe.destroy(name)
    work.record([tried(code, FORGOTTEN)])


def is_forgetting_due(closing: Closing, books: Books, now: datetime) -> bool:
    """Whether the secrets of a client we have let go have been kept long enough."""
    gone = closing.steps.get(Step.LET_GO)
    kept = timedelta(days=books.rows.settings.secrets_kept)
    return gone is not None and FORGOTTEN not in closing.trying and now - gone.at >= kept


def secrets_of(code: str, client: ClientRow) -> tuple[str, str]:
    """Name what the vault holds of a client: our grant, and his credentials."""
    return f"google/{client.mailbox.strip().lower()}", f"handover/{code}"
