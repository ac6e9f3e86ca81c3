"""A new IBAN, or a new address for approvals, is confirmed from the address known before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from invoicing.approval.confirmed_details import (
    NOBODY,
    approvers,
    asked_of,
    differs,
    iban_hash,
    is_well_typed,
)
from invoicing.history.events.approvals import DetailsTrusted, Requested
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import addresses_hash
from invoicing.values.roles import MailRole
from jobs.approval.yes_no_questions import asked
from jobs.engine.context import Context


def first_trust(context: Context, sellers: Iterable[str]) -> list[DetailsTrusted]:
    """Remember the clients whose first document is asked about or numbered in this record."""
    known, clients = context.register.history.trusts, context.register.index.clients
    return [trusted(clients[code]) for code in dict.fromkeys(sellers) if code not in known]


def changed(books: Register, history: History) -> Iterator[ClientRow]:
    """The clients who have a change to confirm and were not asked yet."""
    for client in books.rows.clients:
        code = normalised(client.code)
        trust = history.trusts.get(code)
        if trust is None or not differs(client, trust):
            continue
        if trust.approver == NOBODY or not is_well_typed(client):
            continue  # his row says why
        dossier = history.dossiers.get(DocumentKey(client=code))
        current = dossier.current if dossier else None
        if current is None or current.claim.content != asked_of(client):
            yield client


def ask_the_changed(context: Context) -> list[Requested]:
    """Ask the clients who have a change to confirm."""
    found: list[Requested] = []
    for client in changed(context.register, context.register.history):
        if _mine(context, client):
            with context.answering_for(normalised(client.code)):
                found.append(_requested(context, client))
    return found


def _mine(context: Context, client: ClientRow) -> bool:
    code = normalised(client.code)
    return code not in context.failures.stops and context.only in {"", code}


def trusted(client: ClientRow, *, noted_by: str = "") -> DetailsTrusted:
    """Remember what his row says; *noted_by*: who vouches for it, if anybody had to."""
    return DetailsTrusted(
        client_code=normalised(client.code),
        iban=iban_hash(client),
        approver=addresses_hash(approvers(client)),
        content=to_json((client.iban, approvers(client), *filter(None, [noted_by]))),
    )


def _requested(context: Context, client: ClientRow) -> Requested:
    """Ask at the address known before: its hash stands in what is trusted."""
    code = normalised(client.code)
    question = asked(
        context,
        DocumentKey(client=code),
        asked_of(client),
        role=MailRole.CHANGED_DETAILS,
        approver=context.register.history.trusts[code].approver,
    )
    return replace(
        question,
        iban=iban_hash(client),
        newcomer=addresses_hash(approvers(client)),
        content=to_json((client.iban, approvers(client))),
        record="",  # that of the new content
    )
