"""The mails that ask a client whether a changed IBAN, or address for approvals, is his."""

from __future__ import annotations

import json
from functools import partial

from invoicing.approval.confirmed_details import asked_of
from invoicing.history.approval_code import signed
from invoicing.history.approval_file import RequestVersion
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from jobs.engine.context import Context
from jobs.mail.mailboxes import letter_box
from jobs.mail.outgoing import OutgoingMail, reference
from jobs.notices.change_text import change_text
from jobs.ports import Mail, Refused


def unconfirmed(books: Register) -> list[RequestVersion]:
    """Return the changes that clients are still to be asked about, while their rows say them."""
    return [
        dossier.current
        for (code, key), dossier in books.history.dossiers.items()
        if not key
        and dossier.current is not None
        and not dossier.current.is_decided
        and not books.history.mail(code, dossier.current.letter).is_out
        and _is_asked(books, code, dossier.current)
    ]


def _is_asked(books: Register, code: str, version: RequestVersion) -> bool:
    client = books.index.clients.get(code)
    is_said = client is not None and asked_of(client) == version.claim.content
    return is_said and bool(letter_box(books, code))


def of_change(context: Context, version: RequestVersion) -> OutgoingMail:
    """Return the mail that asks whether a change is right."""
    code = version.claim.client_code
    return OutgoingMail(
        client_code=code,
        role=version.letter,
        box=letter_box(context.register, code),
        known=context.register.history.mail(code, version.letter),
        compose=partial(_change, context, code, version),
        place=context.register.client_place(code),
    )


def _change(context: Context, code: str, version: RequestVersion) -> Mail:
    """Ask the address that was known before."""
    history, agency = context.register.history, context.register.rows.settings.agency
    trusted = history.trusts[code]
    context.contents.fetch([trusted.record, version.record])
    old = json.loads(context.contents.texts.get(trusted.record, "[]"))
    new = json.loads(context.contents.texts.get(version.record, "[]"))
    key = context.desk.keys.all().get(version.signed_with)
    if not old or not new or key is None:
        raise Refused("what a client has confirmed cannot be read back")
    token = signed(version.claim, version.signed_with, key)
    return Mail(
        mailbox=letter_box(context.register, code),
        sender_name=agency.name,
        to=tuple(old[1]),
        letter=context.desk.press.note(change_text(context, token, old, new)),
        reference=reference(context.desk.workbook_id, DocumentKey(client=code), version.letter),
    )
