"""What the client has said, shown in the row: his words stand in the Journal's contents.

A look that takes no ticket does not read them: it leaves those cells alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from invoicing.history.records import DocumentKey, IssuedDocument
from invoicing.register.entry import DocumentState, Entry, is_undelivered, mended
from invoicing.register.register import Register
from invoicing.texts.states.statuses import UNSAID_WHICH
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from invoicing.values.problems import Problem
from invoicing.values.roles import Role
from jobs.engine.context import Context

_UNTICKED = frozenset({DocumentState.UNTOUCHED, DocumentState.WITHDRAWN})
_ASKED = frozenset({DocumentState.UNASKED, DocumentState.ASKING, DocumentState.AWAITING_APPROVAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownReply:
    """Something to be shown in a row, in words that stand in the Journal."""

    code: str
    record: str
    subjects: tuple[str, ...] = ()
    role: str = ""
    to: tuple[str, ...] = ()  # where it would go today


def _hinted(entry: Entry, now: datetime) -> Iterator[_ShownReply]:
    """What is to be shown of one document: what a client has said, until it is settled."""
    if entry.document is not None:
        yield from _returned(entry, entry.document)
        late = entry.dossier.late
        if late is not None:
            yield _ShownReply(code="late-correction", record=late.record, subjects=late.subjects)
        return
    state, dossier = entry.state(now), entry.dossier
    if state in _UNTICKED or entry.is_approved:
        return
    if dossier.objection is not None:
        hint = dossier.objection
        yield _ShownReply(code="correction-asked", record=hint.record, subjects=hint.subjects)
    elif dossier.reply is not None:
        yield _ShownReply(code="reply-to-read", record=dossier.reply.record)
    elif state is DocumentState.MUTE:
        yield _mute(entry)
    elif state in _ASKED and dossier.is_refused(entry.content):
        yield _ShownReply(code="unchanged", record="")


def _mute(entry: Entry) -> _ShownReply:
    if entry.dossier.bounce is not None:
        return _ShownReply(code="request-bounced", record=entry.dossier.bounce.record)
    is_lost = entry.letter is not None and entry.letter.is_unknown
    if is_lost:
        return _ShownReply(code="request-lost", record="")
    code = "request-mute" if entry.dossier.is_mute else "request-expired"
    return _ShownReply(code=code, record="")


def _returned(entry: Entry, document: IssuedDocument) -> Iterator[_ShownReply]:
    """What came back of its transmissions: the main one's stops, a copy's does not."""
    moved: dict[str, tuple[str, ...]] = {each.role: each.to for each in mended(entry)}
    for role, known in document.transmissions.items():
        if known.bounce is not None and is_undelivered(known):
            code = "address-corrected" if role in moved else "not-delivered"
            code = code if role == Role.BUYER else f"copy-{code}"
            yield _ShownReply(
                code=code, record=known.bounce.record, role=role, to=moved.get(role, ())
            )
        elif known.bounce is not None:
            yield _ShownReply(code="put-off", record=known.bounce.record, role=role)
        elif known.answer is not None:
            yield _ShownReply(code="buyer-answered", record=known.answer.record, role=role)


def hinted(entries: tuple[Entry, ...], now: datetime) -> frozenset[DocumentKey]:
    """The documents of which something is to be shown that a look does not know."""
    return frozenset(entry.key for entry in entries if any(True for _ in _hinted(entry, now)))


def hints(context: Context) -> Iterator[Problem]:
    """Say it, in the document's row."""
    found = [
        (entry.row, told)
        for entry in context.register.entries
        if entry.row is not None
        for told in _hinted(entry, context.register.now)
    ]
    context.contents.fetch([told.record for _, told in found])
    for row, told in found:
        yield row.problem(told.code, **_values(context.contents.texts, told))


def misdated(books: Register) -> Iterator[Problem]:
    """Say of deposits that they cannot be; a look knows it too."""
    for entry in books.entries:
        yield from _misdated(entry, seller_date(books.now))


def _misdated(entry: Entry, today: date) -> Iterator[Problem]:
    """A deposit before the document, or to come, is none."""
    row, document = entry.row, entry.document
    if row is None or document is None or row.deposited_on is None:
        return
    is_open = any(e.is_laid_out and e.sent_at is None for e in document.transmissions.values())
    if is_open and not document.issue_date <= row.deposited_on <= today:
        yield row.problem("deposit-date", "deposited_on", on=short_date(row.deposited_on))


def _values(texts: Mapping[str, str], told: _ShownReply) -> Mapping[str, str]:
    said: Any = json.loads(texts.get(told.record, '""'))
    who, words = said if isinstance(said, list) else ("", said)
    subjects = f" ({', '.join(told.subjects)})" if told.subjects else ""
    unsaid = "" if told.subjects else UNSAID_WHICH
    return {
        "who": str(who),
        "words": str(words) or "…",
        "subjects": subjects,
        "said": f" : « {words} »" if words else unsaid,
        "role": told.role,
        "to": ", ".join(told.to),
    }
