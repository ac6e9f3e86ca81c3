"""A number is taken only for what can leave today: a mailbox sends so many mails a day."""

from __future__ import annotations

from invoicing.register.entry import Entry
from invoicing.rows.recipients import parties_of, recipient, roles
from invoicing.values.channels import Channel
from jobs.channels.by_mail import mailbox, waiting_mails
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.quotas import left_today


def fits(context: Context, dispatch: Dispatch, documents: DocumentsAtHand, entry: Entry) -> bool:
    """Whether its mailbox can send it today: a number is taken only for what can leave."""
    assert entry.candidate is not None  # an entry that is to be printed has one
    parties = parties_of(entry.candidate.row.buyer, entry.client_code, context.register.index)
    mails = sum(recipient(role, parties).channel == Channel.MAIL for role in roles(parties))
    box = mailbox(context, entry.client_code)
    if box not in dispatch.promised:
        dispatch.promised[box] = waiting_mails(context, dispatch, documents, entry.client_code)
    promised = dispatch.promised[box]
    if mails and promised + mails > left_today(context, dispatch, box):
        dispatch.postponed.add(entry.key)
        dispatch.full.add(box)
        return False
    dispatch.promised[box] = promised + mails
    return True
