"""A new IBAN, or a new address for approvals, is confirmed from the address known before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoicing.approval.confirmed_details import (
    NOBODY,
    asked_of,
    differs,
    is_well_typed,
)
from invoicing.history.events.approvals import Requested
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.values.roles import MailRole
from jobs.approval.trusted_details import trusted
from jobs.approval.yes_no_questions import asked
from jobs.engine.context import Context


def changed(books: Register) -> Iterator[ClientRow]:
    """The clients who have a change to confirm and were not asked yet."""
    history = books.history
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
    for client in changed(context.register):
        code = normalised(client.code)
        if context.goes_on(code):
            with context.answering_for(code):
                found.append(_requested(context, client))
    return found


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
    new = trusted(client)
    return replace(
        question,
        iban=new.iban,
        newcomer=new.approver,
        content=new.content,
        record="",  # that of the new content
    )
