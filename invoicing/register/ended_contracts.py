"""Contracts in which no new document may be dated."""

from __future__ import annotations

from datetime import date

from invoicing.history.contract_end import ContractEnd, asked_of_agency, closing_question
from invoicing.history.events.contract_end import ClosingStep
from invoicing.history.history import History
from invoicing.rows.tabs import ClientRow, normalised


def is_over(client: ClientRow, history: History, today: date) -> bool:
    """Whether the mandate has ended: nothing is dated after the last day that was confirmed."""
    code = normalised(client.code)
    if history.closings.get(code, ContractEnd()).has(ClosingStep.STOPPED):
        return True
    approval = history.dossier(closing_question(code)).approval
    is_confirmed = approval is not None and approval.content == asked_of_agency(client)
    is_past = client.contract_to is not None and client.contract_to < today
    return client.closing and is_confirmed and is_past
