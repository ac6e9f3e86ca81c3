"""What is left of one document's life, read back: Journal, archive, mailboxes.  Nothing is written.

What is gone or differs is a ``flaw`` of its piece, a word of proof_words.py; it stops nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes

from invoicing.canonical import from_json, sha256
from invoicing.dossier import Dossier, Version
from invoicing.events import Event, Kind
from invoicing.history import Issued, Key, Transmission
from invoicing.index import normalised
from invoicing.invoice import Invoice
from invoicing.problems import Problem, Source
from jobs.chain import event_of
from jobs.contents import contents
from jobs.memory import Memory
from jobs.notes import role_of
from jobs.ports import Conflict, Document, JournalRow, Refused, Trouble

GONE, DIFFERS, UNREADABLE, NO_BOX = "gone", "differs", "unreadable", "no-box"
LEFT = "left-there"  # not read back, and not meant to be


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file of the archive, or what became of it."""

    id: str
    name: str
    sha256: str  # as recorded
    document: Document | None = None
    flaw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A mail that was written, and what became of it."""

    role: str
    known: Transmission
    is_letter: bool  # to the client or the agency, not the document's own
    to: tuple[str, ...] = ()
    raw: bytes = b""
    attached: tuple[str, ...] = ()  # SHA-256 of its files
    flaw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All of it."""

    memory: Memory
    key: Key
    issued: Issued | None
    dossier: Dossier
    told: tuple[int, ...]  # which rows of the chain concern it, by place
    texts: Mapping[str, str] = field(default_factory=dict)  # SHA-256 → content
    lost: bool = False  # a content is not what was recorded
    archived: Piece | None = None
    drafts: tuple[Piece, ...] = ()  # by version, from 1
    sendings: tuple[Sending, ...] = ()

    @property
    def events(self) -> Iterator[tuple[Event, datetime]]:
        """What happened to it, oldest first."""
        return (event_of(self.memory.rows[place]) for place in self.told)

    @property
    def invoice(self) -> Invoice | None:
        """What was issued or last asked for, ``None`` when that has been emptied."""
        versions = self.dossier.versions
        record = self.issued.record if self.issued else versions[-1].record if versions else ""
        text = self.texts.get(record)
        return from_json(Invoice, text) if text else None

    def said(self, record: str) -> tuple[str, ...] | None:
        """The words of a content, ``None`` when it has been emptied."""
        text = self.texts.get(record)
        if text is None:
            return None
        found = json.loads(text)
        return tuple(map(str, found)) if isinstance(found, list) else (str(found),)


def found(memory: Memory, *, number: str = "", seller: str = "", ref: str = "") -> Key:
    """Return the key of a document; ``Refused`` when the Journal knows none such."""
    history, wanted = memory.history, number.strip().upper()
    key = normalised(seller), normalised(ref)
    known = {*history.documents, *history.dossiers, *history.seen}
    keys = [each for each, issued in history.documents.items() if issued.number.upper() == wanted]
    if ref:
        keys = [each for each in known if each[1] == key[1] and key[0] in {"", each[0]}]
    if len(keys) != 1:
        values = {"number": number or ref}
        problem = Problem(code="no-document", source=Source(tab="Journal"), values=values)
        raise Refused("no such document", problems=[problem])
    return keys[0]


def gathered(memory: Memory, key: Key, *, mails: bool = True) -> Evidence:
    """Read back what there is; *mails*: those too."""
    history = memory.history
    issued, dossier = history.documents.get(key), history.dossiers.get(key, Dossier())
    roles = _letters(memory, key, dossier)
    told = tuple(place for place, row in enumerate(memory.rows) if _concerns(row, key, roles))
    texts, lost = _texts(memory, [memory.rows[place] for place in told])
    own = issued.transmissions if issued else {}
    to = _addressed(memory, told, texts)
    return Evidence(
        memory=memory,
        key=key,
        issued=issued,
        dossier=dossier,
        told=told,
        texts=texts,
        lost=lost,
        archived=_archived(memory, issued) if issued and issued.sha256 else None,
        drafts=tuple(_draft(memory, version) for version in dossier.versions),
        sendings=tuple(
            _sending(memory, role, known, to.get((bool(letter), role), ()), is_letter=letter)
            if mails
            else _unread(role, known, to.get((bool(letter), role), ()), is_letter=letter)
            for letter, some in ((True, roles), (False, own))
            for role, known in some.items()
        ),
    )


def _letters(memory: Memory, key: Key, dossier: Dossier) -> dict[str, Transmission]:
    """The requests and reminders, and the notes about it, as far as they were written."""
    history = memory.history
    asked = {version.letter.partition(" ")[2] for version in dossier.versions}
    notes = {role_of(each) for each in history.news.values() if (each.seller, each.key) == key}
    return {
        role: letter
        for (seller, role), letter in history.letters.items()
        if seller == key[0] and (role in notes or role.partition(" ")[2] in asked)
    }


def _concerns(row: JournalRow, key: Key, roles: Mapping[str, Transmission]) -> bool:
    if row.seller != key[0]:
        return False
    return row.key == key[1] or (not row.key and json.loads(row.facts).get("role") in roles)


def _texts(memory: Memory, rows: Sequence[JournalRow]) -> tuple[Mapping[str, str], bool]:
    """The contents of *rows*; those that are not what was recorded are left out."""
    records = {json.loads(row.facts).get("record", "") for row in rows} - {""}
    with suppress(Conflict):
        return contents(memory.desk.ledger, rows, records), False
    with suppress(Conflict):
        read = memory.desk.ledger.contents(rows)
        return {sha256(text.encode()): text for text in read if text}, True
    return {}, True


def _addressed(
    memory: Memory, told: Sequence[int], texts: Mapping[str, str]
) -> Mapping[tuple[bool, str], tuple[str, ...]]:
    """To whom each mail was written, by whether it is a letter, and its role."""
    drafted = (memory.rows[place] for place in told)
    events = (event_of(row)[0] for row in drafted if row.event == Kind.DRAFTED.value)
    return {
        (not event.key, event.facts["role"]): tuple(json.loads(texts[event.facts["record"]]))
        for event in events
        if event.facts.get("record") in texts
    }


def _archived(memory: Memory, issued: Issued) -> Piece:
    piece = Piece(id=issued.file_id, name=issued.name, sha256=issued.sha256)
    return _fetched(memory, piece)


def _draft(memory: Memory, version: Version) -> Piece:
    piece = Piece(id=version.file_id, name=version.name, sha256=version.sha256)
    return _fetched(memory, piece) if version.sha256 else piece


def _fetched(memory: Memory, piece: Piece) -> Piece:
    """Download a file, and compare."""
    try:
        document = memory.desk.archive.get(piece.id, piece.name)
    except Refused:
        return replace(piece, flaw=GONE)
    except Trouble:
        return replace(piece, flaw=UNREADABLE)
    flaw = "" if document.sha256 == piece.sha256 else DIFFERS
    return replace(piece, document=document, flaw=flaw)


def _sending(
    memory: Memory, role: str, known: Transmission, to: tuple[str, ...], *, is_letter: bool
) -> Sending:
    raw, flaw = _read_back(memory, known) if known.sent_at else (b"", "")
    return Sending(
        role=role,
        known=known,
        is_letter=is_letter,
        to=to,
        raw=raw,
        attached=tuple(attached(raw)),
        flaw=flaw,
    )


def _unread(role: str, known: Transmission, to: tuple[str, ...], *, is_letter: bool) -> Sending:
    return Sending(role=role, known=known, is_letter=is_letter, to=to, flaw=LEFT)


def _read_back(memory: Memory, known: Transmission) -> tuple[bytes, str]:
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
