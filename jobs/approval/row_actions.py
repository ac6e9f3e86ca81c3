"""What people say in a row: an `Action`, an agreement they have heard.  Each counts once.

A wish is done once on a row as it is; when its cell is cleared, or the row changes, it may be
wished again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from invoicing.history.events.approvals import Agreed, Forgotten, Restarted
from invoicing.history.events.documents import ActionTaken
from invoicing.history.events.event import Event
from invoicing.register.entry import DocumentState, Entry, pending_agreement
from invoicing.register.previews import is_taken_back
from invoicing.rows.typed_consent import ASK_AGAIN, PREVIEW, SEND_AGAIN
from invoicing.values.calendar import seller_date
from invoicing.values.canonical_json import to_json
from jobs.approval.transmission_actions import delivered, sent_again
from jobs.engine.context import Context


def said(entry: Entry, today: date) -> Iterator[Event]:
    """Return what is new in a row."""
    if entry.document is not None:
        yield from _of_issued(entry, today)
    elif entry.candidate is not None:
        yield from _wished(entry)
        yield from _agreed(entry)
    elif is_taken_back(entry):
        yield _taken(entry, action="", asked="")


def _of_issued(entry: Entry, today: date) -> Iterator[Event]:
    """What is wished for, or noted, of a document that has its number."""
    if entry.candidate is not None and not entry.problems:
        for event in _wished(entry):
            yield event
            if isinstance(event, ActionTaken) and event.action == SEND_AGAIN:
                yield from sent_again(entry)
    row = entry.row
    if row is not None and row.deposited_on is not None and row.deposited_on <= today:
        yield from delivered(entry, row.deposited_on, row.deposit_reference)


def _wished(entry: Entry) -> Iterator[Event]:
    candidate = entry.candidate
    assert candidate is not None  # as above
    done = (entry.wish.action, entry.wish.asked) if entry.wish else ("", "")
    action = candidate.row.action
    if action == done[0] and (not action or candidate.asked == done[1]):
        return
    if action == PREVIEW and entry.document is None:  # jobs/documents/preview.py records it
        return
    yield _taken(entry, action=action, asked=candidate.asked)
    if action == ASK_AGAIN and entry.document is None and entry.dossier.current is not None:
        yield Restarted(client_code=entry.client_code, reference=entry.key.reference)


def _agreed(entry: Entry) -> Iterator[Event]:
    candidate = entry.candidate
    assert candidate is not None  # as above
    row = candidate.row
    if not (row.agreed_on or row.agreed_by or row.noted_by) and entry.dossier.agreements:
        yield Forgotten(client_code=entry.client_code, reference=entry.key.reference)
    elif pending_agreement(entry) and entry.content and not entry.problems:
        yield Agreed(
            client_code=entry.client_code,
            reference=entry.key.reference,
            content_hash=entry.content,
            by=row.agreed_by,
            agreement=pending_agreement(entry),
            content=to_json((row.agreed_on, row.agreed_by, row.noted_by)),
        )


def _taken(entry: Entry, *, action: str, asked: str) -> ActionTaken:
    code, reference = entry.key
    return ActionTaken(client_code=code, reference=reference, action=action, asked=asked)


def new_said(entries: Iterable[Entry], now: datetime) -> Iterator[Event]:
    """Return what is new in rows in which nobody may still be typing."""
    for entry in entries:
        if entry.state(now) not in {DocumentState.UNSEEN, DocumentState.SETTLING}:
            yield from said(entry, seller_date(now))


def wishes(context: Context) -> list[Event]:
    """Return what is new in the rows of whoever goes on."""
    return [*new_said(context.entries(), context.register.now)]
