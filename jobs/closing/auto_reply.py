"""The automatic reply of a mailbox whose contract ends: it names the new address and nothing else.

What it answers, how often and whom not (lists, machines) is Gmail's: https://support.google.com/mail/answer/25922.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from invoicing.history.events.contract_end import AutoReplySet, ClosingStep
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end.auto_reply import TEXT
from jobs.closing.facts import closing_of
from jobs.engine.context import Context
from jobs.ports import AutoReply


def sees_to_answer(context: Context, code: str, client: ClientRow) -> bool:
    """Prepare and record the reply, set it, and say whether it reads back."""
    if _is_on(context, client):
        return True
    reply = AutoReply(text=TEXT.format(address=client.email.strip()), until=_until(context, code))
    context.run.may_act()
    context.desk.handover.answer_automatically(client.mailbox.strip(), reply)
    return _is_on(context, client)


def withdraws_answer(context: Context, code: str, client: ClientRow) -> None:
    """Let it answer no more: the contract goes on.  What we have let go is its owner's affair."""
    closing = closing_of(context.register.history, code)
    if (
        closing.begun(AutoReplySet)
        and not closing.has(ClosingStep.LET_GO)
        and _said(context, client)
    ):
        context.run.may_act()
        context.desk.handover.answer_automatically(client.mailbox.strip(), None)


def _until(context: Context, code: str) -> datetime | None:
    """Until when it is to answer: as recorded, or recorded anew where that is over."""
    known = closing_of(context.register.history, code).begun(AutoReplySet)
    if known is not None and not _is_over(known.event.until, context.register.now):
        return known.event.until
    until = _end(context)
    context.record([AutoReplySet(client_code=code, until=until)])
    return until


def _end(context: Context) -> datetime | None:
    days = context.register.rows.settings.auto_reply_days
    return context.register.now + timedelta(days=days) if days else None


def _is_on(context: Context, client: ClientRow) -> bool:
    """Whether the mailbox names the new address, by us or by a person's own hand."""
    return client.email.strip().lower() in _said(context, client).lower()


def _said(context: Context, client: ClientRow) -> str:
    """What the mailbox answers for now, "" when it does not."""
    found = context.desk.handover.automatic_answer(client.mailbox.strip())
    return "" if found is None or _is_over(found.until, context.register.now) else found.text


def _is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now
