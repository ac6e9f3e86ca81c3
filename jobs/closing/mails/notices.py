"""The mails that tell a client how his contract's end goes on, and ask nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from invoicing.history.events.contract_end import BillingStopped, ClosingStep
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import mails as texts
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import MailRole
from jobs.closing.mails.envelope import Addressee, Leaving, client_of, leaving
from jobs.engine.context import Context

PATIENCE = timedelta(days=3)  # with Google's question to the client


def requests_withdrawn(context: Context, contract: Contract) -> Leaving:
    """Tell the client that what he was asked is asked no more."""
    stopped = contract.closing.done(BillingStopped)
    if stopped and stopped.withdrawn:
        since = contract.closing.steps[ClosingStep.STOPPED].at  # a contract may be closed again
        role = MailRole.WITHDRAWN.of(since.isoformat())
        to = Addressee(to=contract.approvers)
        write = partial(_withdrawn, contract, stopped.withdrawn)
        yield from leaving(context, contract.code, role, to=to, write=write)


def forwarding_waits(context: Context, contract: Contract) -> Leaving:
    """Tell a client who has not accepted it that Google asks him about the forwarding."""
    asked = contract.forwarding_request
    if asked is None or not contract.client.closing:
        return
    is_next = contract.closing.next is ClosingStep.FORWARDED
    if is_next and context.register.now - asked.at >= PATIENCE:
        role = MailRole.FORWARDING.of(asked.at.isoformat())
        to, write = client_of(contract), partial(_forwarding, contract)
        yield from leaving(context, contract.code, role, to=to, write=write)


def _withdrawn(contract: Contract, keys: tuple[str, ...]) -> ShortMail:
    return ShortMail(
        subject=texts.REQUESTS_WITHDRAWN.subject.format(client=contract.client.name),
        paragraphs=texts.REQUESTS_WITHDRAWN.paragraphs,
        lists=((texts.WITHDRAWN_DOCUMENTS, keys),),
    )


def _forwarding(contract: Contract) -> ShortMail:
    return ShortMail(
        subject=texts.FORWARDING_WAITS.subject,
        paragraphs=texts.FORWARDING_WAITS.filled(email=contract.email, mailbox=contract.mailbox),
    )
