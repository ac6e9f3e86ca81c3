"""What a closing waits for: shown in « Clôtures », and mailed once it has waited long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import (
    ContractEnd,
    account_of,
    closing_question,
    is_end_missing,
    receipt_question,
)
from invoicing.history.events.contract_end import Account, ClosingStep, ForwardingBegun
from invoicing.history.history import History
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import mails
from invoicing.texts.contract_end import steps as texts
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from invoicing.values.french_names import greeting
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import MailRole
from jobs.closing.facts import requested, sole
from jobs.closing.mails import PATIENCE, post, signed
from jobs.engine.context import Context
from jobs.mail.mailboxes import agency_box
from jobs.mail.outgoing import OutgoingMail


def to_do(books: Register, history: History, client: ClientRow, step: ClosingStep) -> str:
    """What is to be done for a step that is next, and by whom."""
    code = normalised(client.code)
    words = _words(history, code, client, step)
    if (
        step is ClosingStep.RECEIVED
        and account_of(client) is Account.WORKSPACE
        and not agency_box(books)
    ):
        words = texts.NO_MAILBOX
    asked = requested(history.closings.get(code, ContractEnd()), client)
    on = short_date(seller_date(asked.at)) if asked else ""
    return words.format(code=code, mailbox=client.mailbox, to=client.email, on=on)


def _words(history: History, code: str, client: ClientRow, step: ClosingStep) -> str:
    if step is ClosingStep.CONFIRMED and history.dossier(closing_question(code)).objection:
        return texts.CLOSING_DENIED
    if step is ClosingStep.RECEIVED and history.dossier(receipt_question(code)).objection:
        return texts.RECEIPT_DENIED
    if step is ClosingStep.STOPPED and is_end_missing(
        client, history.closings.get(code, ContractEnd())
    ):
        return texts.END_EMPTIED
    if step is ClosingStep.FORWARDED and account_of(client) is Account.CONSUMER:
        return texts.FORWARD_BY_HAND
    closing = history.closings.get(code, ContractEnd())
    if step is ClosingStep.FORWARDED and closing.begun(ForwardingBegun):
        return texts.FORWARDING_ASKED if requested(closing, client) else texts.FORWARDING_NOT_TAKEN
    return texts.TO_DO[step.value]


def posts(context: Context) -> Iterator[OutgoingMail]:
    """Return the mails to clients who have not accepted the forwarding that Google asks about."""
    for code, client in sole(context.register):
        closing = context.register.history.closings.get(code, ContractEnd())
        asked = requested(closing, client)
        if asked is None or not client.closing or code in context.failures.stops:
            continue
        if closing.next is ClosingStep.FORWARDED and context.register.now - asked.at >= PATIENCE:
            role = MailRole.FORWARDING.of(asked.at.isoformat())
            write = partial(_note, context, client)
            yield from post(context, code, role, to=approvers(client), write=write)


def _note(context: Context, client: ClientRow) -> ShortMail:
    return ShortMail(
        subject=mails.FORWARDING_WAITS.subject,
        greeting=f"{greeting(client.contact)},",
        paragraphs=mails.FORWARDING_WAITS.filled(
            email=client.email.strip(), mailbox=client.mailbox.strip()
        ),
        signature=signed(context),
    )
