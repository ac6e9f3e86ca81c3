"""The mail that asks the agency whether to close a contract."""

from __future__ import annotations

from functools import partial

from invoicing.history.events.contract_end import Account
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import mails as texts
from invoicing.values.french import short_date
from invoicing.values.french_names import of
from invoicing.values.mail_note import ShortMail
from jobs.closing.mails.buttons import open_request, yes_and_no
from jobs.closing.mails.envelope import Leaving, agency, leaving
from jobs.closing.pending_documents import pending
from jobs.engine.context import Context


def closing_question(context: Context, contract: Contract) -> Leaving:
    """Ask, as long as no answer is there."""
    request = open_request(context, contract.closing_question)
    if request:
        write = partial(_question, context, contract)
        yield from leaving(context, contract.code, request.letter, to=agency(context), write=write)


def _question(context: Context, contract: Contract) -> ShortMail:
    client, found = contract.client, pending(contract)
    of_client = of(client.name)
    end = texts.END_ON.format(day=short_date(client.contract_to)) if client.contract_to else ""
    values = {"of_client": of_client, "end": end, "handed_over": _handed_over(contract)}
    summary = texts.CLOSE_CONTRACT.format(of_client=of_client)
    labels = (texts.YES_CLOSE, texts.NO_CLOSE)
    return ShortMail(
        subject=texts.CLOSING_QUESTION.subject.format_map(values),
        paragraphs=texts.CLOSING_QUESTION.filled(**values),
        lists=((texts.PENDING, found),) if found else (),
        buttons=yes_and_no(context, contract.closing_question, summary, labels),
    )


def _handed_over(contract: Contract) -> str:
    """Say what the client gets, and where his mail goes: a wrong address is seen in time."""
    if contract.account is Account.OWN:
        return texts.HANDED_OVER_OWN
    return texts.HANDED_OVER.format(mailbox=contract.mailbox, email=contract.email)
