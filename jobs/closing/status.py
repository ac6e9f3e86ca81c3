"""`Statut` of a client whose contract is being closed, or has been."""

from __future__ import annotations

from datetime import date

from invoicing.history.contract_end import ContractEnd, has_ended
from invoicing.history.events.contract_end import ClosingStep
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import steps as texts
from invoicing.values.french import short_date
from jobs.closing.progress_texts import last_day


def status_of(closing: ContractEnd, client: ClientRow, today: date) -> str:
    """Return it."""
    if (
        closing.next is ClosingStep.STOPPED
        and client.contract_to
        and not has_ended(client, closing, today)
    ):
        return texts.WAITS_FOR_END.format(day=short_date(client.contract_to))
    if closing.next:
        return texts.CLOSING.format(step=texts.NAMES[closing.next.value])
    on = last_day(closing)
    return texts.CLOSED_ON.format(day=short_date(on)) if on else texts.CLOSED
