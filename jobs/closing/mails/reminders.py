"""The mails that remind the agency and the client of a contract's end, 30 and 7 days before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import pending as texts
from invoicing.values.french import short_date
from invoicing.values.french_names import of
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import MailRole
from jobs.closing.mails.envelope import Leaving, agency, client_of, leaving
from jobs.closing.pending_documents import AGENCY, CLIENT, pending
from jobs.engine.context import Context

BEFORE = (7, 30)  # days before `Fin de contrat`, the nearest first


def reminders(context: Context, contract: Contract) -> Leaving:
    """Remind each of the two of the end, and of what is pending."""
    to = {AGENCY: agency(context), CLIENT: client_of(contract)}
    for role in _roles(contract):
        whom = role.rpartition(" ")[2]
        write = partial(_reminder, contract, whom)
        yield from leaving(context, contract.code, role, to=to[whom], write=write)


def _roles(contract: Contract) -> Iterator[str]:
    """The roles of the reminders whose day has come: of two, only the later is still sent."""
    end, today = contract.client.contract_to, contract.today
    if end is None or contract.closing.has(ClosingStep.STOPPED) or end < today:
        return
    for days in BEFORE:
        if end - timedelta(days=days) <= today:
            yield from (
                MailRole.PENDING.of(f"{end.isoformat()} {days} {who}") for who in (AGENCY, CLIENT)
            )
            return


def _reminder(contract: Contract, whom: str) -> ShortMail:
    client, found = contract.client, pending(contract, whom)
    end = short_date(client.contract_to) if client.contract_to else ""
    said = _to_client(end) if whom == CLIENT else _to_agency(contract, end, pending=bool(found))
    return ShortMail(
        subject=texts.SUBJECT.format(day=end, client=client.name),
        paragraphs=(*said, *(() if found else (texts.NOTHING_PENDING,))),
        lists=((texts.PENDING, found),) if found else (),
    )


def _to_client(end: str) -> tuple[str, ...]:
    return tuple(text.format(day=end) for text in texts.TO_CLIENT)


def _to_agency(contract: Contract, end: str, *, pending: bool) -> tuple[str, ...]:
    ends = texts.TO_AGENCY.format(of_client=of(contract.client.name), day=end)
    return (ends, texts.CLOSE_IT) if pending and not contract.client.closing else (ends,)
