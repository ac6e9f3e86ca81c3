"""What a closing waits for, as « Clôtures » shows it."""

from __future__ import annotations

from invoicing.history.contract_end import is_end_missing
from invoicing.history.events.contract_end import Account, ClosingStep, ForwardingBegun
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import steps as texts
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from jobs.mail.mailboxes import agency_box


def to_do(contract: Contract, step: ClosingStep) -> str:
    """What is to be done for a step that is next, and by whom."""
    client, asked = contract.client, contract.forwarding_request
    words = _words(contract, step)
    if (
        step is ClosingStep.RECEIVED
        and contract.account is Account.WORKSPACE
        and not agency_box(contract.register)
    ):
        words = texts.NO_MAILBOX
    on = short_date(seller_date(asked.at)) if asked else ""
    return words.format(code=contract.code, mailbox=client.mailbox, to=client.email, on=on)


def _words(contract: Contract, step: ClosingStep) -> str:
    closing, history = contract.closing, contract.register.history
    if step is ClosingStep.CONFIRMED and history.dossier(contract.closing_question.key).objection:
        return texts.CLOSING_DENIED
    if step is ClosingStep.RECEIVED and history.dossier(contract.receipt_question.key).objection:
        return texts.RECEIPT_DENIED
    if step is ClosingStep.STOPPED and is_end_missing(contract.client, closing):
        return texts.END_EMPTIED
    if step is ClosingStep.FORWARDED and contract.account is Account.CONSUMER:
        return texts.FORWARD_BY_HAND
    if step is ClosingStep.FORWARDED and closing.begun(ForwardingBegun):
        is_asked = contract.forwarding_request is not None
        return texts.FORWARDING_ASKED if is_asked else texts.FORWARDING_NOT_TAKEN
    return texts.TO_DO[step.value]
