"""Drafts with our header that no record names are deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from invoicing.register.entry import ATTEMPTS
from invoicing.register.register import Register
from jobs.correspondence.current import Correspondence
from jobs.engine.context import Context
from jobs.mail import outgoing
from jobs.mail.dispatch import Dispatch
from jobs.mail.outgoing import OutgoingMail


def sweep(context: Context, dispatch: Dispatch, mails: Correspondence) -> None:
    """Delete the drafts with our header, in every mailbox listed, that no record names."""
    for box in [box for box in dispatch.drafts if box not in dispatch.closed]:
        clients = context.register.index.clients
        users = (code for code, client in clients.items() if client.mailbox.strip() == box)
        with context.answering_for(next(users, "")):
            sweep_mailbox(context, dispatch, mails, box)


def sweep_mailbox(context: Context, dispatch: Dispatch, mails: Correspondence, box: str) -> None:
    """Delete the drafts with our header, in one mailbox, that no record names."""
    orphans = outgoing.Orphans(
        references=frozenset(_references(context, mails())),
        recorded=frozenset(_recorded(context.register)),
    )
    outgoing.sweep(context, dispatch, box, orphans)


def _references(context: Context, mails: Iterable[OutgoingMail]) -> Iterator[str]:
    workbook = context.desk.workbook_id
    for entry in context.register.entries:
        known = entry.document.transmissions if entry.document else {}
        for role in entry.document.roles if entry.document else ():
            asked = known[role].attempt if role in known else 1  # a person may ask for more
            for attempt in range(1, max(ATTEMPTS, asked) + 1):
                yield outgoing.reference(workbook, entry.key, outgoing.numbered(role, attempt))
    for mail in mails:
        yield outgoing.reference_of(context, mail)


def _recorded(register: Register) -> Iterator[str]:
    for document in register.history.documents.values():
        yield from (known.draft_id for known in document.transmissions.values())
    for letter in register.history.letters.values():
        yield letter.draft_id
