"""The secrets of a client whom we have let go: kept for a while, then destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from invoicing.history.contract_end import ContractEnd
from invoicing.history.events.contract_end import ClosingStep, SecretsDestroyed
from invoicing.history.history import History
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow, Rows
from jobs.closing.facts import closing_of
from jobs.closing.preconditions import moved, users_of
from jobs.engine.context import Context


def forget(context: Context, code: str, client: ClientRow) -> None:
    """Destroy the secrets once they have been kept for as long as the agency wants."""
    closing = closing_of(context.register.history, code)
    if not is_forgetting_due(closing, client, context.register, context.register.now):
        return
    context.run.may_act()
    for name in secrets_of(client, context.register.rows, context.register.history):
        context.desk.safe.destroy(name)
    context.record([SecretsDestroyed(client_code=code)])


def is_forgetting_due(
    closing: ContractEnd, client: ClientRow, books: Register, now: datetime
) -> bool:
    """Whether the secrets of a client we have let go have been kept long enough.

    A row that names another mailbox by now does not say which they are.
    """
    gone = closing.steps.get(ClosingStep.LET_GO)
    is_ours = gone is not None and not closing.is_restored(ClosingStep.LET_GO)
    if gone is None or not is_ours or "mailbox" in moved(client, closing):
        return False
    kept = timedelta(days=books.rows.settings.secrets_kept)
    return closing.begun(SecretsDestroyed) is None and now - gone.at >= kept


def secrets_of(client: ClientRow, rows: Rows, history: History) -> Iterator[str]:
    """Name what the vault holds of a client: our grant, if it is nobody else's; his credentials."""
    if not any(users_of(rows, history, client)):
        yield f"google/{client.mailbox.strip().lower()}"
    yield f"handover/{normalised(client.code)}"
