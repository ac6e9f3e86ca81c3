"""The last mail of a contract: what has been done, and what remains."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.contract_end import Account, ClosingStep, ContractEnd, account_of
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
    facts = closing.steps[ClosingStep.LET_GO].facts
    is_by_hand = facts.get("how") == "hand"
    yield f"{texts.OVER} {texts.BY_HAND if is_by_hand else texts.PROVED}"
    until = answered_until(closing)
    if account_of(client) is not Account.OWN:
        reply = texts.AUTO_REPLY.format(until=until) if until else ""
        yield texts.FORWARDED.format(mailbox=client.mailbox.strip(), reply=reply)
    yield texts.FILES[facts.get("files") or Tenure.SHARED.value]
    yield texts.OTHERS_ENDED if facts.get("others") else texts.OTHERS_BY_HAND


def _facts(closing: ContractEnd, kept: int) -> Iterator[tuple[str, str]]:
    if on := last_day(closing):
        yield texts.LAST_DAY, short_date(on)
    if numbers := closing.steps[ClosingStep.STOPPED].facts.get("numbers"):
        yield texts.LAST_NUMBERS, numbers.replace(" ", ", ")
    if on := forgotten_on(closing, kept):
        yield texts.SECRETS, short_date(on)
