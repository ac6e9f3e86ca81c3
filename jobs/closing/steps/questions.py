"""The two steps that wait for a yes: the agency's, to close; the client's, to have everything."""

from __future__ import annotations

from invoicing.history.events.contract_end import ClosingStep, ClosureConfirmed, ReceiptNoted
from invoicing.history.events.event import Event
from invoicing.register.contract import Contract
from invoicing.values.mail_addresses import addresses_hash
from invoicing.values.roles import MailRole
from jobs.approval.yes_no_questions import asked, is_approved, is_open
from jobs.engine.context import Context
from jobs.mail.mailboxes import agency_box


def confirm(context: Context, contract: Contract) -> list[Event]:
    """The agency confirms, under a code, that the tick was meant."""
    key, content = contract.closing_question.key, contract.closing_question.content
    if is_approved(context, key, content):
        return [ClosureConfirmed(client_code=contract.code, end=contract.client.contract_to)]
    if is_open(context, key, content):
        return []
    to = addresses_hash((agency_box(contract.register) or context.desk.account,))
    return [asked(context, key, content, role=MailRole.CLOSING, approver=to)]


def note_receipt(context: Context, contract: Contract) -> list[Event]:
    """The client says so on the Form, or the agency for him in « Clôtures »."""
    key, content = contract.receipt_question.key, contract.receipt_question.content
    if is_approved(context, key, content):
        return [ReceiptNoted(client_code=contract.code)]
    if (on := contract.noted_by_hand(ClosingStep.RECEIVED)) is not None:
        return [ReceiptNoted(client_code=contract.code, is_by_hand=True, on=on)]
    if is_open(context, key, content):
        return []
    to = addresses_hash(contract.approvers)
    return [asked(context, key, content, role=MailRole.RECEIPT, approver=to)]
