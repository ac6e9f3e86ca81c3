"""The last mail of a contract: what has been done, and what remains."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from invoicing.history.events.contract_end import Account, BillingStopped, LetGo
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import farewell as texts
from invoicing.values.french import short_date
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import MailRole
from jobs.closing.mails.envelope import Leaving, client_of, leaving
from jobs.closing.progress_texts import answered_until, forgotten_on, last_day
from jobs.engine.context import Context
from jobs.ports import Tenure


def farewell(context: Context, contract: Contract) -> Leaving:
    """Tell the client that it is over: from the agency's own mailbox, his is given back."""
    gone = contract.closing.done(LetGo)
    if gone is not None and contract.client.closing and gone.on is not None:
        role = MailRole.FAREWELL.of(gone.on.isoformat())
        to, write = client_of(contract), partial(last_mail, contract)
        yield from leaving(context, contract.code, role, to=to, write=write)


def last_mail(contract: Contract) -> ShortMail:
    """Write it."""
    return ShortMail(
        subject=texts.SUBJECT.format(client=contract.client.name),
        paragraphs=tuple(_paragraphs(contract)),
        facts=tuple(_facts(contract)),
    )


def _paragraphs(contract: Contract) -> Iterator[str]:
    gone = contract.closing.done(LetGo) or LetGo()
    yield f"{texts.OVER} {texts.BY_HAND if gone.is_by_hand else texts.PROVED}"
    until = answered_until(contract.closing)
    if contract.account is not Account.OWN:
        reply = texts.AUTO_REPLY.format(until=until) if until else ""
        yield texts.FORWARDED.format(mailbox=contract.mailbox, reply=reply)
    yield texts.FILES[gone.files or Tenure.SHARED.value]
    yield texts.OTHERS_ENDED if gone.are_others_ended else texts.OTHERS_BY_HAND


def _facts(contract: Contract) -> Iterator[tuple[str, str]]:
    closing, kept = contract.closing, contract.register.rows.settings.secrets_kept
    if on := last_day(closing):
        yield texts.LAST_DAY, short_date(on)
    stopped = closing.done(BillingStopped)
    if stopped and stopped.numbers:
        yield texts.LAST_NUMBERS, ", ".join(stopped.numbers)
    if on := forgotten_on(closing, kept):
        yield texts.SECRETS, short_date(on)
