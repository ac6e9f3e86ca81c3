"""A closing that is called off half-way: what is as before, and what nobody can take back.

It is said in « Clôtures », step by step, and by mail: to the agency, and to the client once he has
been told anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from invoicing.history.contract_end import CalledOff
from invoicing.history.events.contract_end import (
    Account,
    ClosingStep,
    CredentialsReserved,
    ForwardingBegun,
    ForwardingRequested,
    ForwardingTurnedOn,
    Reopened,
)
from invoicing.register.contract import Contract
from invoicing.register.register import Register
from invoicing.texts.contract_end import cancellation as texts
from invoicing.values.roles import MailRole
from jobs.closing.steps.auto_reply import withdraws_answer
from jobs.engine.context import Context

TO_AGENCY, TO_CLIENT = "agence", "client"
LATE = timedelta(days=7)  # what could not be told until then is not told any more


def call_off(context: Context, contract: Contract) -> None:
    """Take back what can be taken back, and record that the contract goes on."""
    withdraws_answer(context, contract)
    context.record([Reopened(client_code=contract.code)])


def consequences(contract: Contract, off: CalledOff) -> Mapping[ClosingStep, texts.LastingEffect]:
    """What each step has left behind, in their order; steps that left nothing are not named."""
    return dict(_consequences(contract.account, off))


def _consequences(
    account: Account, off: CalledOff
) -> Iterator[tuple[ClosingStep, texts.LastingEffect]]:
    closing = off.closing
    if closing.has(ClosingStep.STOPPED):
        yield ClosingStep.STOPPED, texts.STOPPED
    is_on = closing.has(ClosingStep.FORWARDED) or closing.begun(ForwardingTurnedOn) is not None
    if account is not Account.OWN and (is_on or closing.begun(ForwardingBegun)):
        is_asked = closing.begun(ForwardingRequested)
        asked = texts.FORWARDING_ASKED if is_asked else texts.FORWARDING_MAYBE_ASKED
        yield ClosingStep.FORWARDED, texts.FORWARDED if is_on else asked
    if closing.has(ClosingStep.KIT):
        yield ClosingStep.KIT, texts.KIT
    if account is not Account.OWN and closing.has(ClosingStep.CREDENTIALS):
        is_ours = account is Account.WORKSPACE
        effect = texts.PASSWORD_CHANGED if is_ours else texts.CREDENTIALS_HANDED_OVER
        yield ClosingStep.CREDENTIALS, effect
    elif account is Account.WORKSPACE and closing.begun(CredentialsReserved):
        yield ClosingStep.CREDENTIALS, texts.PASSWORD_TRIED
    if closing.has(ClosingStep.LET_GO):
        yield ClosingStep.LET_GO, texts.LET_GO


def explained(consequence: texts.LastingEffect, contract: Contract, *, remedy: bool = True) -> str:
    """Put the addresses in; *remedy*: what the agency can do about it too."""
    words = f"{consequence.said} {consequence.remedy if remedy else ''}".strip()
    return words.format(mailbox=contract.mailbox, email=contract.email)


def mail_roles(off: CalledOff) -> Iterator[tuple[str, str]]:
    """The roles of the mails, and to whom: the client knows of it once anything was stopped."""
    if not off.closing.steps:
        return
    role = MailRole.CANCELLATION.of(off.at.isoformat())
    yield f"{role} {TO_AGENCY}", TO_AGENCY
    if ClosingStep.STOPPED in off.closing.steps and ClosingStep.LET_GO not in off.closing.steps:
        yield f"{role} {TO_CLIENT}", TO_CLIENT


def is_untold(register: Register) -> bool:
    """Whether somebody is still to be told."""
    letters = register.history.letters
    return any(
        register.now - off.at <= LATE
        and not ((code, role) in letters and letters[code, role].is_out)
        for code, off in register.history.called_off.items()
        for role, _ in mail_roles(off)
    )
