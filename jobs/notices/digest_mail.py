"""The mail of the day's summary, as it is written."""

from __future__ import annotations

from invoicing.history.records import DocumentKey
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.outgoing import reference
from jobs.notices.digest_due import address_of, role_of
from jobs.notices.digest_text import digest_text
from jobs.notices.digest_warnings import warnings
from jobs.ports import Mail


def digest_mail(context: Context, heard: Heard, dispatch: Dispatch, mailbox: str) -> Mail:
    """Write it; *mailbox*: where it leaves from."""
    register = context.register
    told = digest_text(register, warnings(context, heard, dispatch))
    workbook, role = context.desk.workbook_id, role_of(register.now)
    return Mail(
        mailbox=mailbox,
        sender_name=register.rows.settings.agency.name or "Facturation",
        to=(address_of(register, context.desk.account),),
        letter=context.desk.press.note(told),
        reference=reference(workbook, DocumentKey(client=""), role),
    )
