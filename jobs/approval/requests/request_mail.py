"""The mails that ask for approvals, and remind of them: one a client and run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from invoicing.history.records import Stage
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.canonical_json import content_hash
from jobs.approval.requests.composed import composed
from jobs.approval.requests.reminders import is_reminder_due, named_deadline, reminder_role
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.mailboxes import letter_box
from jobs.mail.outgoing import OutgoingMail


def posts(context: Context, documents: DocumentsAtHand) -> Iterator[OutgoingMail]:
    """Return the requests that are to leave, and the reminders that are due."""
    for role, entries in _by_mail(context.entries(DocumentState.ASKING)):
        if all(entry.dossier.current and entry.dossier.current.sha256 for entry in entries):
            yield _request(context, documents, role, entries)
    for role, entries in _by_mail(context.entries(DocumentState.AWAITING_APPROVAL)):
        reminder = _reminder(context, documents, role, entries)
        if reminder is not None:
            yield reminder


def _by_mail(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by the mail that asks about them."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.dossier.current is not None:
            found.setdefault(entry.dossier.current.letter, []).append(entry)
    return list(found.items())


def _request(
    context: Context, documents: DocumentsAtHand, role: str, entries: list[Entry]
) -> OutgoingMail:
    current = entries[0].dossier.current
    assert current is not None  # they have been grouped by it
    until = named_deadline(context.register.now, current.hours)
    known = context.register.history.mail(entries[0].client_code, role)
    named = known.until or until
    is_late = named < context.register.now + timedelta(hours=current.hours)
    still = not is_late and known.about == _about(entries)
    mail = _post(context, documents, entries, role=role, until=until)
    return mail if known.stage is Stage.NEW or still else replace(mail, compose=None)


def _reminder(
    context: Context, documents: DocumentsAtHand, role: str, entries: list[Entry]
) -> OutgoingMail | None:
    """What has been written goes while it is of any use."""
    first = entries[0]
    own = reminder_role(role)
    known = context.register.history.mail(first.client_code, own)
    hours = context.register.rows.settings.hours
    if first.deadline is None or not is_reminder_due(first, known, hours, context.register.now):
        return None
    is_wanted = known.stage is Stage.NEW or known.about == _about(entries)
    mail = _post(context, documents, entries, role=own, until=first.deadline)
    return mail if is_wanted else replace(mail, compose=None)


def _about(entries: Sequence[Entry]) -> str:
    versions = (entry.dossier.current for entry in entries)
    return content_hash(tuple(version.claim.request for version in versions if version))


def _post(
    context: Context,
    documents: DocumentsAtHand,
    entries: list[Entry],
    *,
    role: str,
    until: datetime,
) -> OutgoingMail:
    code = entries[0].client_code
    mailbox = letter_box(context.register, code)
    leaving = role, mailbox
    compose = partial(composed, context, documents, entries, leaving=leaving, until=until)
    return OutgoingMail(
        client_code=code,
        role=role,
        box=mailbox,
        known=context.register.history.mail(code, role),
        compose=compose,
        place=context.register.client_place(code),
        about=_about(entries),
        until=until,
    )
