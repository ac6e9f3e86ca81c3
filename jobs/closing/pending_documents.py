"""What is pending when a contract ends, and who is reminded of it, 30 and 7 days before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.daily_digest import named
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.calendar import seller_date
from invoicing.values.channels import left_to_do
from invoicing.values.french_names import greeted, of
from invoicing.values.mail_note import ShortMail
from jobs.closing.facts import closing_of
from jobs.engine.context import Context

BEFORE = (7, 30)  # days before `Fin de contrat`, the nearest first
PENDING = "En suspens"  # begins their roles
AGENCY, CLIENT = "agence", "client"
FATES: Mapping[
    DocumentState, tuple[str, str]
] = {  # what will happen: for the agency, for the client
    DocumentState.UNASKED: (
        "à valider par le client : sa demande part",
        "à valider : sa demande vous est envoyée",
    ),
    DocumentState.ASKING: (
        "à valider par le client : sa demande part",
        "à valider : sa demande vous est envoyée",
    ),
    DocumentState.AWAITING_APPROVAL: (
        "attend le client ; sa demande sera retirée si elle n’est pas validée avant la fin",
        "attend votre accord ; la demande sera retirée si elle n’est pas validée avant la fin",
    ),
    DocumentState.MUTE: (
        "à proposer de nouveau au client, sinon elle ne partira pas",
        "à valider ; nous devons vous la proposer de nouveau",
    ),
    DocumentState.CORRECTION: (
        "à corriger, sinon elle ne partira pas",
        "votre correction est en cours",
    ),
    DocumentState.REPLY: (
        "réponse à lire, sinon elle ne partira pas",
        "votre réponse est en cours de lecture",
    ),
    DocumentState.BLOCKED: (
        "bloquée ; à corriger, sinon elle ne partira pas",
        "à corriger avant d’être émise",
    ),
    DocumentState.READY: (
        "validée ; elle part d’elle-même",
        "validée ; elle part d’elle-même",
    ),
    DocumentState.TO_DELIVER: (
        "{task} par l’agence",
        "{task} par nos soins",
    ),
    DocumentState.UNDELIVERED: (
        "revenue ; adresse à corriger",
        "revenue ; nous cherchons la bonne adresse",
    ),
}


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
            yield from (f"{PENDING} {end.isoformat()} {days} {who}" for who in (AGENCY, CLIENT))
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
        if state in FATES
    )


def _owner(register: Register, entry: Entry) -> str:
    """Whose it is: where the row says another client than its buyer does, the row's."""
    typed = normalised(entry.row.client) if entry.row and entry.document is None else ""
    return typed if typed in register.index.clients else entry.client_code


def _fate(entry: Entry, state: DocumentState, whom: str) -> str:
    task = left_to_do(entry.issued.main.channel).lower() if entry.document else ""
    return FATES[state][whom == CLIENT].format(task=task)


def pending_note(
    context: Context, client: ClientRow, whom: str, signature: tuple[str, ...]
) -> ShortMail:
    """Remind *whom* of the end, and of what is pending."""
    found = pending(context, normalised(client.code), whom)
    end = f"{client.contract_to:%d/%m/%Y}" if client.contract_to else ""
    said = _to_client(end) if whom == CLIENT else _to_agency(client, end, pending=bool(found))
    return ShortMail(
        subject=f"Fin de contrat le {end} : {client.name}",
        greeting=f"Bonjour {greeted(client.contact) if whom == CLIENT else ''}".strip() + ",",
        paragraphs=(*said, *(() if found else ("Rien n’est en suspens.",))),
        lists=(("En suspens", found),) if found else (),
        signature=signature,
    )


def _to_client(end: str) -> tuple[str, ...]:
    return (
        f"Notre contrat de facturation prend fin le {end}.",
        "Votre dossier complet vous sera remis ensuite.",
    )


def _to_agency(client: ClientRow, end: str, *, pending: bool) -> tuple[str, ...]:
    said = f"Le contrat de facturation {of(client.name)} prend fin le {end}."
    ask = "Rien n’est fermé sans confirmation : cocher « Clôture demandée » ouvre la clôture."
    return (said, ask) if pending and not client.closing else (said,)
