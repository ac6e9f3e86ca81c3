"""What is pending when a contract ends, and who is reminded of it, 30 and 7 days before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.daily_digest import named
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import pending as texts
from invoicing.values.calendar import seller_date
from invoicing.values.channels import left_to_do
from invoicing.values.french import short_date
from invoicing.values.french_names import greeting, of
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import MailRole
from jobs.closing.facts import closing_of
from jobs.engine.context import Context

BEFORE = (7, 30)  # days before `Fin de contrat`, the nearest first
AGENCY, CLIENT = "agence", "client"


def reminders(context: Context, code: str, client: ClientRow) -> Iterator[str]:
    """The roles of the reminders whose day has come: of two, only the later is still sent."""
    end, today = client.contract_to, seller_date(context.register.now)
    if (
        end is None
        or closing_of(context.register.history, code).has(ClosingStep.STOPPED)
        or end < today
    ):
        return
    for days in BEFORE:
        if end - timedelta(days=days) <= today:
            yield from (
                MailRole.PENDING.of(f"{end.isoformat()} {days} {who}") for who in (AGENCY, CLIENT)
            )
            return


def pending(context: Context, code: str, whom: str = AGENCY) -> tuple[str, ...]:
    """What is not over, and what will happen to it, as *whom* is told."""
    entries = (
        (e, e.state(context.register.now))
        for e in context.register.entries
        if _owner(context.register, e) == code
    )
    return tuple(
        f"{named(entry)} : {_fate(entry, state, whom)}"
        for entry, state in entries
        if state.name in texts.FATES
    )


def _owner(register: Register, entry: Entry) -> str:
    """Whose it is: where the row says another client than its buyer does, the row's."""
    typed = normalised(entry.row.client) if entry.row and entry.document is None else ""
    return typed if typed in register.index.clients else entry.client_code


def _fate(entry: Entry, state: DocumentState, whom: str) -> str:
    task = left_to_do(entry.issued.main.channel).lower() if entry.document else ""
    return texts.FATES[state.name][whom == CLIENT].format(task=task)


def pending_note(
    context: Context, client: ClientRow, whom: str, signature: tuple[str, ...]
) -> ShortMail:
    """Remind *whom* of the end, and of what is pending."""
    found = pending(context, normalised(client.code), whom)
    end = short_date(client.contract_to) if client.contract_to else ""
    paragraphs = _to_client(end) if whom == CLIENT else _to_agency(client, end, pending=bool(found))
    return ShortMail(
        subject=texts.SUBJECT.format(day=end, client=client.name),
        greeting=f"{greeting(client.contact if whom == CLIENT else '')},",
        paragraphs=(*paragraphs, *(() if found else (texts.NOTHING_PENDING,))),
        lists=((texts.PENDING, found),) if found else (),
        signature=signature,
    )


def _to_client(end: str) -> tuple[str, ...]:
    return tuple(text.format(day=end) for text in texts.TO_CLIENT)


def _to_agency(client: ClientRow, end: str, *, pending: bool) -> tuple[str, ...]:
    ends = texts.TO_AGENCY.format(of_client=of(client.name), day=end)
    return (ends, texts.CLOSE_IT) if pending and not client.closing else (ends,)
