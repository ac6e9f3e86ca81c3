"""What was sent about one document: every attempt of every transmission, read back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes

from invoicing.history.events.transmissions import Attempted, Drafted, TransmissionEvent
from invoicing.history.records import Transmission
from invoicing.values.canonical_json import sha256
from jobs.engine.journal_chain import event_of
from jobs.engine.snapshot import Snapshot
from jobs.ports import Trouble

GONE, DIFFERS, UNREADABLE, NO_BOX = "gone", "differs", "unreadable", "no-box"
LEFT = "left-there"
Place = tuple[bool, str, int]  # whether a letter; its role; the attempt, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingAttempt:
    """One attempt to send something, and what became of it."""

    role: str
    known: Transmission
    is_letter: bool  # to the client or the agency, not the document's own
    attempt: int = 1
    to: tuple[str, ...] = ()
    raw: bytes = b""
    attached: tuple[str, ...] = ()  # SHA-256 of its files
    flaw: str = ""


def sendings(
    memory: Snapshot,
    told: Sequence[int],
    texts: Mapping[str, str],
    *,
    letters: Mapping[str, Transmission],
    own: Mapping[str, Transmission],
) -> Iterator[SendingAttempt]:
    """Return all attempts, letters first.  *told*: the rows of the chain that concern it."""
    to = _addressed(memory, told, texts)
    for is_letter, some in ((True, letters), (False, own)):
        for role, last in some.items():
            for attempt, known in enumerate((*last.earlier, last), 1):
                raw, flaw = _read_back(memory, known)
                yield SendingAttempt(
                    role=role,
                    known=known,
                    is_letter=is_letter,
                    attempt=attempt,
                    to=to.get((is_letter, role, attempt), ()),
                    raw=raw,
                    attached=tuple(attached(raw)),
                    flaw=flaw,
                )


def _addressed(
    memory: Snapshot, told: Sequence[int], texts: Mapping[str, str]
) -> Mapping[Place, tuple[str, ...]]:
    """To whom each attempt was written, as far as the Journal still has it."""
    attempts: Counter[tuple[bool, str]] = Counter()
    found: dict[Place, tuple[str, ...]] = {}
    for event, _ in (event_of(memory.rows[place]) for place in told):
        if not isinstance(event, TransmissionEvent):
            continue
        mail = not event.reference, event.role
        if isinstance(event, Attempted):
            attempts[mail] += 1
        elif isinstance(event, Drafted) and event.record in texts:
            words = json.loads(texts[event.record])
            found[*mail, attempts[mail] + 1] = tuple(words)
    return found


def _read_back(memory: Snapshot, known: Transmission) -> tuple[bytes, str]:
    """Read a mail that has left; what a person delivered is none."""
    if known.sent_at is None or not known.message_id:
        return b"", ""
    if not memory.reads_mails:
        return b"", LEFT
    box = memory.boxes.get(known.box)
    if box is None:
        return b"", NO_BOX
    try:
        raw = memory.desk.inbox.raw(box, known.message_id)
    except Trouble:
        return b"", UNREADABLE
    return raw, "" if raw else GONE


def attached(raw: bytes) -> Iterator[str]:
    """Return the SHA-256 of each file that a mail carries."""
    files = (part for part in message_from_bytes(raw).walk() if part.get_filename())
    for content in (part.get_payload(decode=True) for part in files):
        if isinstance(content, bytes):
            yield sha256(content)
