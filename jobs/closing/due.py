"""Whether a closing may go on: what waits for a person or the world is looked at hourly."""

from __future__ import annotations

from typing import assert_never

from invoicing.history.contract_end import has_ended
from invoicing.history.events.contract_end import Account, ClosingStep
from invoicing.register.contract import Contract, Question, ending, is_called_off
from invoicing.register.register import Register
from jobs.closing.cancellation import is_untold
from jobs.closing.destroy_secrets import is_forgetting_due

AN_HOUR_BEGINS = 15  # minutes: one run an hour looks at what waits for the world


def is_closing_due(register: Register) -> bool:
    """Say whether any closing may go on."""
    return is_untold(register) or any(map(_is_due, ending(register)))


def _is_due(contract: Contract) -> bool:
    if is_called_off(contract) or is_forgetting_due(contract):
        return True
    step = contract.closing.next if contract.client.closing else None
    return step is not None and _may_be_taken(contract, step)


def _may_be_taken(contract: Contract, step: ClosingStep) -> bool:
    match step:
        case ClosingStep.STOPPED:
            return has_ended(contract.client, contract.closing, contract.today)
        case ClosingStep.FORWARDED | ClosingStep.KIT | ClosingStep.LET_GO:
            is_hourly = contract.register.now.minute < AN_HOUR_BEGINS
            return bool(contract.noted_by_hand(step)) or is_hourly
        case ClosingStep.CREDENTIALS:  # others wait for a person
            return contract.account is Account.OWN
        case ClosingStep.CONFIRMED:
            return _is_ripe(contract, contract.closing_question)
        case ClosingStep.RECEIVED:
            is_noted = bool(contract.noted_by_hand(step))
            return is_noted or _is_ripe(contract, contract.receipt_question)
        case _:
            assert_never(step)


def _is_ripe(contract: Contract, question: Question) -> bool:
    """Whether a question is to be asked (anew: the row says other things), or has its yes."""
    dossier = contract.register.history.dossier(question.key)
    current = dossier.current
    is_open = current is not None and current.claim.content == question.content
    return not is_open or dossier.approval is not None
