"""The secrets of a client whom we have let go: kept for a while, then destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoicing.history.events.contract_end import ClosingStep, SecretsDestroyed
from invoicing.register.contract import Contract
from jobs.closing.steps.mailbox_in_row import moved, users_of
from jobs.engine.context import Context


def forget(context: Context, contract: Contract) -> None:
    """Destroy the secrets once they have been kept for as long as the agency wants."""
    if not is_forgetting_due(contract):
        return
    context.run.may_act()
    for name in secrets_of(contract):
        context.desk.safe.destroy(name)
    context.record([SecretsDestroyed(client_code=contract.code)])


def is_forgetting_due(contract: Contract) -> bool:
    """Whether the secrets of a client we have let go have been kept long enough.

    A row that names another mailbox by now does not say which they are.
    """
    closing, register = contract.closing, contract.register
    gone = closing.steps.get(ClosingStep.LET_GO)
    is_ours = gone is not None and not closing.is_restored(ClosingStep.LET_GO)
    if gone is None or not is_ours or "mailbox" in moved(contract):
        return False
    kept = timedelta(days=register.rows.settings.secrets_kept)
    return closing.begun(SecretsDestroyed) is None and register.now - gone.at >= kept


def secrets_of(contract: Contract) -> Iterator[str]:
    """Name what the vault holds of a client: our grant, if it is nobody else's; his credentials."""
    if not any(users_of(contract)):
        yield f"google/{contract.mailbox.lower()}"
    yield f"handover/{contract.code}"
