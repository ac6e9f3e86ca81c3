"""The last mail of a contract: what has been done, and what remains."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.contract_end import ContractEnd, account_of
from invoicing.history.events.contract_end import Account, BillingStopped, LetGo
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import farewell as texts
from invoicing.values.french import short_date
from invoicing.values.french_names import greeting
from invoicing.values.mail_note import ShortMail
from jobs.closing.progress_texts import answered_until, forgotten_on, last_day
from jobs.ports import Tenure


def farewell(
    client: ClientRow, closing: ContractEnd, kept: int, signature: tuple[str, ...]
) -> ShortMail:
    """Write it; *kept*: days for which secrets are kept."""
    return ShortMail(
        subject=texts.SUBJECT.format(client=client.name),
        greeting=f"{greeting(client.contact)},",
        paragraphs=tuple(_paragraphs(client, closing)),
        facts=tuple(_facts(closing, kept)),
        signature=signature,
    )


def _paragraphs(client: ClientRow, closing: ContractEnd) -> Iterator[str]:
    gone = closing.done(LetGo) or LetGo()
    yield f"{texts.OVER} {texts.BY_HAND if gone.is_by_hand else texts.PROVED}"
    until = answered_until(closing)
    if account_of(client) is not Account.OWN:
        reply = texts.AUTO_REPLY.format(until=until) if until else ""
        yield texts.FORWARDED.format(mailbox=client.mailbox.strip(), reply=reply)
    yield texts.FILES[gone.files or Tenure.SHARED.value]
    yield texts.OTHERS_ENDED if gone.are_others_ended else texts.OTHERS_BY_HAND


def _facts(closing: ContractEnd, kept: int) -> Iterator[tuple[str, str]]:
    if on := last_day(closing):
        yield texts.LAST_DAY, short_date(on)
    stopped = closing.done(BillingStopped)
    if stopped and stopped.numbers:
        yield texts.LAST_NUMBERS, ", ".join(stopped.numbers)
    if on := forgotten_on(closing, kept):
        yield texts.SECRETS, short_date(on)
