"""The automatic reply of a mailbox whose contract ends: it names the new address and nothing else.

What it answers, how often and whom not (lists, machines) is Gmail's: https://support.google.com/mail/answer/25922.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from invoicing.history.events.contract_end import AutoReplySet, ClosingStep
from invoicing.register.contract import Contract
from invoicing.texts.contract_end.auto_reply import TEXT
from jobs.engine.context import Context
from jobs.ports import AutoReply


def sees_to_answer(context: Context, contract: Contract) -> bool:
    """Prepare and record the reply, set it, and say whether it reads back."""
    if _is_on(context, contract):
        return True
    reply = AutoReply(text=TEXT.format(address=contract.email), until=_until(context, contract))
    context.run.may_act()
    context.desk.handover.answer_automatically(contract.mailbox, reply)
    return _is_on(context, contract)


def withdraws_answer(context: Context, contract: Contract) -> None:
    """Let it answer no more: the contract goes on.  What we have let go is its owner's affair."""
    closing = contract.closing
    if (
        closing.begun(AutoReplySet)
        and not closing.has(ClosingStep.LET_GO)
        and _said(context, contract)
    ):
        context.run.may_act()
        context.desk.handover.answer_automatically(contract.mailbox, None)


def _until(context: Context, contract: Contract) -> datetime | None:
    """Until when it is to answer: as recorded, or recorded anew where that is over."""
    known = contract.closing.begun(AutoReplySet)
    if known is not None and not _is_over(known.event.until, context.register.now):
        return known.event.until
    until = _end(context)
    context.record([AutoReplySet(client_code=contract.code, until=until)])
    return until


def _end(context: Context) -> datetime | None:
    days = context.register.rows.settings.auto_reply_days
    return context.register.now + timedelta(days=days) if days else None


def _is_on(context: Context, contract: Contract) -> bool:
    """Whether the mailbox names the new address, by us or by a person's own hand."""
    return contract.email.lower() in _said(context, contract).lower()


def _said(context: Context, contract: Contract) -> str:
    """What the mailbox answers for now, "" when it does not."""
    found = context.desk.handover.automatic_answer(contract.mailbox)
    return "" if found is None or _is_over(found.until, context.register.now) else found.text


def _is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now
