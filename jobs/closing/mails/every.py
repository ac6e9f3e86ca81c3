"""All mails of contracts that end, in the order in which they leave."""

from __future__ import annotations

from invoicing.register.contract import Contract, contracts
from jobs.closing.mails.cancellation import cancellation
from jobs.closing.mails.closing_question import closing_question
from jobs.closing.mails.envelope import Leaving
from jobs.closing.mails.farewell import farewell
from jobs.closing.mails.notices import forwarding_waits, requests_withdrawn
from jobs.closing.mails.receipt_question import receipt_question
from jobs.closing.mails.reminders import reminders
from jobs.engine.context import Context


def posts(context: Context) -> Leaving:
    """Return what is to be written of contracts that end."""
    found = [each for each in contracts(context.register) if _goes_on(context, each)]
    for contract in found:
        yield from reminders(context, contract)
        yield from requests_withdrawn(context, contract)
        yield from closing_question(context, contract)
        yield from receipt_question(context, contract)
        yield from farewell(context, contract)
    for contract in found:
        yield from forwarding_waits(context, contract)
    for contract in found:
        yield from cancellation(context, contract)


def _goes_on(context: Context, contract: Contract) -> bool:
    return contract.code not in context.failures.stops
