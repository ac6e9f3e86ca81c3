"""The mail that asks the client whether he has received everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from invoicing.history.events.contract_end import Account
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import mails as texts
from invoicing.values.french_names import of
from invoicing.values.mail_note import ShortMail
from jobs.closing.mails.buttons import open_request, yes_and_no
from jobs.closing.mails.envelope import Addressee, Leaving, client_of, leaving
from jobs.documents.folders import HANDED_OVER, LINK
from jobs.engine.context import Context
from jobs.mail.mailboxes import agency_box

DIRECTLY = "directement"
PATIENCE = timedelta(days=3)  # with a question that went through a forwarded mailbox


def receipt_question(context: Context, contract: Contract) -> Leaving:
    """Ask for the receipt through the forwarded mailbox: whoever answers has seen it forwarded.

    Who has not answered for three days is asked at his own address.
    """
    request = open_request(context, contract.receipt_question)
    if request is None:
        return
    write, directly = partial(_question, context, contract), client_of(contract)
    is_forwarded = contract.account is not Account.OWN and agency_box(context.register)
    through = Addressee(to=(contract.mailbox,), contact=directly.contact)
    first = through if is_forwarded else directly
    yield from leaving(context, contract.code, request.letter, to=first, write=write)
    if is_forwarded and context.register.now - request.at >= PATIENCE:
        role = f"{request.letter} {DIRECTLY}"
        yield from leaving(context, contract.code, role, to=directly, write=write)


def _question(context: Context, contract: Contract) -> ShortMail:
    folder, sealed, confirm = texts.RECEIPT_QUESTION.paragraphs
    is_own = contract.account is Account.OWN
    summary = texts.HANDOVER.format(of_client=of(contract.client.name))
    labels = (texts.YES_RECEIVED, texts.NO_RECEIVED)
    return ShortMail(
        subject=texts.RECEIPT_QUESTION.subject,
        paragraphs=(folder, confirm) if is_own else (folder, sealed, confirm),
        facts=tuple(_folder(contract)),
        buttons=yes_and_no(context, contract.receipt_question, summary, labels),
    )


def _folder(contract: Contract) -> Iterator[tuple[str, str]]:
    """Where it lies."""
    folder = contract.register.history.folders.get((contract.client.siret[:9], HANDED_OVER))
    if folder and folder.made:
        yield texts.DRIVE_FOLDER, LINK.format(folder.id)
