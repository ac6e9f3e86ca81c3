"""What has been done at each step of a contract's end: for « Clôtures » and for the last mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from invoicing.history.contract_end import Account, ClosingStep, ContractEnd
from invoicing.texts.contract_end import progress as texts
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from jobs.closing.auto_reply import ANSWER
from jobs.closing.destroy_secrets import FORGOTTEN
from jobs.closing.facts import RESTORED

Detail = Callable[[ContractEnd, int], str]


def detail(closing: ContractEnd, step: ClosingStep, *, kept: int) -> str:
    """Say what was recorded of a step, "" before it is done; *kept*: days of the secrets."""
    if _fact(closing, step, "how") == RESTORED:
        return texts.RESTORED
    return DETAILS[step](closing, kept) if closing.has(step) else ""


def last_day(closing: ContractEnd) -> date | None:
    """Return the mandate's last day, once nothing new is issued."""
    on = _fact(closing, ClosingStep.STOPPED, "on")
    return date.fromisoformat(on) if on else None


def forgotten_on(closing: ContractEnd, kept: int) -> date | None:
    """Return when the secrets are, or were, destroyed; ``None`` before we have let go."""
    gone = closing.steps.get(ClosingStep.LET_GO)
    if FORGOTTEN in closing.trying:
        return seller_date(closing.trying[FORGOTTEN].at)
    return seller_date(gone.at + timedelta(days=kept)) if gone else None


def answered_until(closing: ContractEnd) -> str:
    """Say how long the mailbox answers; "" when it does not by us."""
    if ANSWER not in closing.trying:
        return ""
    until = closing.trying[ANSWER].facts["until"]
    if not until:
        return texts.REPLIES_FOR_EVER
    return texts.REPLIES_UNTIL.format(day=_day(datetime.fromisoformat(until)))


def _fact(closing: ContractEnd, step: ClosingStep, name: str) -> str:
    done = closing.steps.get(step)
    return done.facts.get(name, "") if done else ""


def _day(on: date | datetime) -> str:
    return short_date(seller_date(on) if isinstance(on, datetime) else on)


def _confirmed(_closing: ContractEnd, _kept: int) -> str:
    return texts.CONFIRMED


def _stopped(closing: ContractEnd, _kept: int) -> str:
    on, numbers = last_day(closing), _fact(closing, ClosingStep.STOPPED, "numbers")
    withdrawn = _fact(closing, ClosingStep.STOPPED, "withdrawn")
    lines = (
        texts.LAST_DAY.format(day=_day(on)) if on else "",
        texts.LAST_NUMBERS.format(numbers=numbers.replace(" ", ", ")) if numbers else "",
        texts.REQUESTS_WITHDRAWN.format(keys=", ".join(withdrawn.splitlines()))
        if withdrawn
        else "",
    )
    return "\n".join(filter(None, lines))


def _forwarded(closing: ContractEnd, _kept: int) -> str:
    if _fact(closing, ClosingStep.FORWARDED, "how") == Account.OWN.value:
        return texts.OWN_MAILBOX
    until = answered_until(closing)
    reply = texts.AUTO_REPLY.format(until=until) if until else ""
    return "\n".join(filter(None, (texts.FORWARDED, reply)))


def _kit(closing: ContractEnd, _kept: int) -> str:
    slip = _fact(closing, ClosingStep.KIT, "slip")
    return texts.SLIP.format(sha256=slip) if slip else ""


def _credentials(closing: ContractEnd, _kept: int) -> str:
    sha256 = _fact(closing, ClosingStep.CREDENTIALS, "sha256")
    return texts.SEALED.format(sha256=sha256) if sha256 else texts.NOTHING_TO_HAND_OVER


def _received(closing: ContractEnd, _kept: int) -> str:
    by_hand = _fact(closing, ClosingStep.RECEIVED, "how") == "hand"
    return texts.RECEIVED_BY_HAND if by_hand else texts.RECEIVED


def _let_go(closing: ContractEnd, kept: int) -> str:
    files = texts.FILES.get(_fact(closing, ClosingStep.LET_GO, "files"), "")
    on, is_over = forgotten_on(closing, kept), FORGOTTEN in closing.trying
    others = _fact(closing, ClosingStep.LET_GO, "others")
    by_hand = _fact(closing, ClosingStep.LET_GO, "how") == "hand"
    secrets = texts.SECRETS_DESTROYED if is_over else texts.SECRETS_KEPT
    lines = (
        texts.REVOKED_BY_HAND if by_hand else texts.REVOKED,
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
