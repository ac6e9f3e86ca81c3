"""A closing that is called off half-way: what is as before, and what nobody can take back.

It is said in « Clôtures », step by step, and by mail: to the agency, and to the client once he has
been told anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import CalledOff, account_of
from invoicing.history.events.contract_end import (
    Account,
    ClosingStep,
    CredentialsReserved,
    ForwardingBegun,
    ForwardingRequested,
    ForwardingTurnedOn,
)
from invoicing.history.history import History
from invoicing.history.records import Transmission
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import cancellation as texts
from invoicing.values.french_names import greeting, of
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import MailRole
from jobs.closing.facts import sole
from jobs.closing.mails import agency, post, signed
from jobs.engine.context import Context
from jobs.mail.outgoing import OutgoingMail

TO_AGENCY, TO_CLIENT = "agence", "client"
LATE = timedelta(days=7)  # what could not be told until then is not told any more


def consequences(client: ClientRow, off: CalledOff) -> Mapping[ClosingStep, texts.LastingEffect]:
    """What each step has left behind, in their order; steps that left nothing are not named."""
    return dict(_consequences(client, off))


def _consequences(
    client: ClientRow, off: CalledOff
) -> Iterator[tuple[ClosingStep, texts.LastingEffect]]:
    closing, account = off.closing, account_of(client)
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


def explained(consequence: texts.LastingEffect, client: ClientRow, *, remedy: bool = True) -> str:
    """Put the addresses in; *remedy*: what the agency can do about it too."""
    words = f"{consequence.said} {consequence.remedy if remedy else ''}".strip()
    return words.format(mailbox=client.mailbox.strip(), email=client.email.strip())


def posts(context: Context) -> Iterator[OutgoingMail]:
    """Return the mails that are still to tell it."""
    for code, client in sole(context.register):
        off = context.register.history.called_off.get(code)
        if off is None or client.closing or code in context.failures.stops:
            continue
        for role, whom in _roles(off):
            to = agency(context) if whom == TO_AGENCY else approvers(client)
            write = partial(_note, context, client, off, remedy=whom == TO_AGENCY)
            yield from post(context, code, role, to=to, write=write)


def is_untold(history: History, now: datetime) -> bool:
    """Whether somebody is still to be told."""
    return any(
        now - off.at <= LATE and not history.letters.get((code, role), Transmission()).is_out
        for code, off in history.called_off.items()
        for role, _ in _roles(off)
    )


def _roles(off: CalledOff) -> Iterator[tuple[str, str]]:
    """The roles of the mails, and to whom: the client knows of it once anything was stopped."""
    if not off.closing.steps:
        return
    role = MailRole.CANCELLATION.of(off.at.isoformat())
    yield f"{role} {TO_AGENCY}", TO_AGENCY
    if ClosingStep.STOPPED in off.closing.steps and ClosingStep.LET_GO not in off.closing.steps:
        yield f"{role} {TO_CLIENT}", TO_CLIENT


def _note(context: Context, client: ClientRow, off: CalledOff, *, remedy: bool) -> ShortMail:
    left = consequences(client, off).values()
    found = tuple(explained(each, client, remedy=remedy) for each in left)
    is_back = ClosingStep.LET_GO in off.closing.steps
    off_subject = texts.SUBJECT_OFF if remedy else texts.SUBJECT_TO_CLIENT
    subject = texts.SUBJECT_BACK if is_back else off_subject
    return ShortMail(
        subject=f"{subject} : {client.name}",
        greeting=f"{greeting()},",
        paragraphs=(
            (texts.CONTRACT_RESUMES if is_back else texts.CLOSING_OFF).format(
                client=of(client.name)
            ),
        ),
        lists=((texts.STEPS_DONE, found),) if found else (),
        signature=signed(context),
    )
