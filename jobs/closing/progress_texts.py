"""What has been done at each step of a contract's end: for « Clôtures » and for the last mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from invoicing.history.contract_end import ContractEnd
from invoicing.history.events.contract_end import (
    Account,
    AutoReplySet,
    BillingStopped,
    ClosingStep,
    CredentialsGiven,
    KitLaid,
    LetGo,
    MailForwarded,
    ReceiptNoted,
    SecretsDestroyed,
)
from invoicing.texts.contract_end import progress as texts
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date

Detail = Callable[[ContractEnd, int], str]


def detail(closing: ContractEnd, step: ClosingStep, *, kept: int) -> str:
    """Say what was recorded of a step, "" before it is done; *kept*: days of the secrets."""
    if closing.is_restored(step):
        return texts.RESTORED
    return DETAILS[step](closing, kept) if closing.has(step) else ""


def last_day(closing: ContractEnd) -> date | None:
    """Return the mandate's last day, once nothing new is issued."""
    stopped = closing.done(BillingStopped)
    return stopped.on if stopped else None


def forgotten_on(closing: ContractEnd, kept: int) -> date | None:
    """Return when the secrets are, or were, destroyed; ``None`` before we have let go."""
    gone = closing.steps.get(ClosingStep.LET_GO)
    if destroyed := closing.begun(SecretsDestroyed):
        return seller_date(destroyed.at)
    return seller_date(gone.at + timedelta(days=kept)) if gone else None


def answered_until(closing: ContractEnd) -> str:
    """Say how long the mailbox answers; "" when it does not by us."""
    answer = closing.begun(AutoReplySet)
    if answer is None:
        return ""
    until = answer.event.until
    return texts.REPLIES_UNTIL.format(day=_day(until)) if until else texts.REPLIES_FOR_EVER


def _day(on: date | datetime) -> str:
    return short_date(seller_date(on) if isinstance(on, datetime) else on)


def _confirmed(_closing: ContractEnd, _kept: int) -> str:
    return texts.CONFIRMED


def _stopped(closing: ContractEnd, _kept: int) -> str:
    stopped = closing.done(BillingStopped) or BillingStopped()
    on, numbers, withdrawn = stopped.on, stopped.numbers, stopped.withdrawn
    lines = (
        texts.LAST_DAY.format(day=_day(on)) if on else "",
        texts.LAST_NUMBERS.format(numbers=", ".join(numbers)) if numbers else "",
        texts.REQUESTS_WITHDRAWN.format(keys=", ".join(withdrawn)) if withdrawn else "",
    )
    return "\n".join(filter(None, lines))


def _forwarded(closing: ContractEnd, _kept: int) -> str:
    forwarded = closing.done(MailForwarded)
    if forwarded and forwarded.account is Account.OWN:
        return texts.OWN_MAILBOX
    until = answered_until(closing)
    reply = texts.AUTO_REPLY.format(until=until) if until else ""
    return "\n".join(filter(None, (texts.FORWARDED, reply)))


def _kit(closing: ContractEnd, _kept: int) -> str:
    laid = closing.done(KitLaid)
    return texts.SLIP.format(sha256=laid.slip) if laid and laid.slip else ""


def _credentials(closing: ContractEnd, _kept: int) -> str:
    given = closing.done(CredentialsGiven)
    if given is None or not given.sha256:
        return texts.NOTHING_TO_HAND_OVER
    return texts.SEALED.format(sha256=given.sha256)


def _received(closing: ContractEnd, _kept: int) -> str:
    received = closing.done(ReceiptNoted)
    is_by_hand = received is not None and received.is_by_hand
    return texts.RECEIVED_BY_HAND if is_by_hand else texts.RECEIVED


def _let_go(closing: ContractEnd, kept: int) -> str:
    gone = closing.done(LetGo) or LetGo()
    files, others = texts.FILES.get(gone.files, ""), gone.are_others_ended
    on, is_over = forgotten_on(closing, kept), closing.begun(SecretsDestroyed) is not None
    secrets = texts.SECRETS_DESTROYED if is_over else texts.SECRETS_KEPT
    lines = (
        texts.REVOKED_BY_HAND if gone.is_by_hand else texts.REVOKED,
        texts.OTHERS_REVOKED if others else "",
        f"{files[0].upper()}{files[1:]}." if files else "",
        secrets.format(day=_day(on)) if on else "",
    )
    return "\n".join(filter(None, lines))


DETAILS: Mapping[ClosingStep, Detail] = {
    ClosingStep.CONFIRMED: _confirmed,
    ClosingStep.STOPPED: _stopped,
    ClosingStep.FORWARDED: _forwarded,
    ClosingStep.KIT: _kit,
    ClosingStep.CREDENTIALS: _credentials,
    ClosingStep.RECEIVED: _received,
    ClosingStep.LET_GO: _let_go,
}
