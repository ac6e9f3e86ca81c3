"""Random lives of documents, of a contract and of a mailbox: what may be recorded, in order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from invoicing.history.approval_file import AnswerOutcome
from invoicing.history.contract_end import CLOSING_KEY
from invoicing.history.events import approvals as a
from invoicing.history.events import contract_end as c
from invoicing.history.events import documents as d
from invoicing.history.events import mailboxes as m
from invoicing.history.events import transmissions as t
from invoicing.history.events.event import Event
from invoicing.register.entry import Entry
from invoicing.values.mail_addresses import box_hash
from invoicing.values.roles import Role
from tests.invoicing.people import SIRET

CLIENT, BOX, SIREN = "MARTIN", box_hash("factures@martin.example"), SIRET[:9]
DAY = date(2026, 11, 24)
ANSWERS = [*AnswerOutcome][:2]
Recorded = tuple[Event, datetime]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A seeded die, and the instant at which it is thrown."""

    die: random.Random
    start: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def is_so(self, probability: float = 0.5) -> bool:
        return self.die.random() < probability

    def instant(self) -> datetime:
        return self.start + timedelta(minutes=self.die.randrange(3000))


def history_of(chance: Chance, entries: Sequence[Entry]) -> list[Recorded]:
    """Interleave the lives of some rows, of their contract and of its mailbox."""
    lives = [iter(row_life(chance, entry, rank)) for rank, entry in enumerate(entries, 2)]
    lives += [iter(contract_life(chance)), iter(mailbox_life(chance))]
    told: list[Recorded] = []
    at = chance.start
    while lives:
        life = chance.die.choice(lives)
        event = next(life, None)
        if event is None or chance.is_so(0.04):
            lives.remove(life)
        if event is not None:
            at += timedelta(minutes=chance.die.randrange(90))
            told.append((event, at))
    return told


def row_life(chance: Chance, entry: Entry, rank: int) -> Iterator[Event]:
    """A row is seen, previewed, asked about, numbered, filed and sent; or less than that."""
    of: Facts = {"client_code": CLIENT, "reference": entry.key.reference}
    if chance.is_so(0.3):
        yield from preview(chance, of, entry.content)
    for _ in range(chance.die.randrange(3)):
        content = entry.content if chance.is_so(0.8) else "another content"
        yield d.Seen(**of, content_hash=content)
        if chance.is_so(0.2):
            yield a.Gone(**of)
    for version in range(1, chance.die.randrange(1, 3)):
        yield from approval(chance, of, entry.content, version)
    if chance.is_so(0.75):
        yield from document_life(chance, of, entry, rank)


def preview(chance: Chance, of: Facts, content: str) -> Iterator[Event]:
    file_id = f"preview-{of['reference']}"
    yield d.Previewed(**of, content_hash=content, file_id=file_id)
    if chance.is_so():
        yield d.PreviewFiled(**of, file_id=file_id, sha256="abc", name="aperçu.pdf")
    yield d.ActionTaken(**of, action=chance.die.choice(["Aperçu", "Retirer", ""]), asked="x")


def approval(chance: Chance, of: Facts, content: str, version: int) -> Iterator[Event]:
    """Somebody is asked, by a mail that leaves; he answers, in one way or another."""
    letter, request = f"Validation {of['reference']}/{version}", f"{of['reference']}-{version}"
    at = chance.instant()
    yield a.Requested(
        **of, request=request, version=version, content_hash=content, approver="h",
        expires=at + timedelta(days=30), signed_with="1", is_silent=chance.is_so(), hours=48,
        letter=letter, file_id="draft",
    )  # fmt: skip
    yield a.DraftFiled(**of, sha256="abc", name="projet.pdf")
    mail: Facts = {"client_code": CLIENT, "role": letter}
    yield t.Drafted(
        **mail, draft_id="d", message_id="m", thread_id="th", box=BOX, until=at + timedelta(days=2)
    )
    yield t.Sent(**mail, message_id="m", message_header="<m>", sent_at=at)
    answers: list[Event] = [
        a.Answered(**of, response=f"r-{request}", at=at, request=request,
                   outcome=chance.die.choice(ANSWERS)),
        a.Replied(**of, message=f"reply-{request}", at=at),
        a.Bounced(**of, message=f"bounce-{request}", at=at),
        a.Muted(**of, code="form-closed"),
        a.Consented(**of, request=request, content_hash=content, at=at),
        a.Agreed(**of, content_hash=content, by="Mail", agreement="x"),
        a.Withdrawn(**of, request=request, at=at),
        a.Restarted(**of),
    ]  # fmt: skip
    yield from chance.die.sample(answers, chance.die.randrange(3))


def document_life(chance: Chance, of: Facts, entry: Entry, rank: int) -> Iterator[Event]:
    asked = entry.candidate.asked if entry.candidate and chance.is_so(0.8) else "typed otherwise"
    roles = (Role.BUYER, *((Role.OFFICE, Role.COPY) if chance.is_so(0.3) else ()))
    yield d.Numbered(
        **of, number=f"MARTIN-2026-{rank:04}", issue_date=DAY, siren=SIREN, prefix="MARTIN",
        year=2026, rank=rank, content_hash=entry.content, asked=asked, file_id=f"file{rank}",
        roles=roles,
    )  # fmt: skip
    yield d.Filed(**of, sha256="abc", name="facture.pdf", is_locked=chance.is_so(0.7))
    if chance.is_so(0.2):
        yield d.Locked(**of)
    for role in roles:
        for _ in range(chance.die.randrange(1, 3)):
            yield from attempt(chance, {**of, "role": role})
            yield t.Attempted(**of, role=role, why="address-corrected")
        yield from attempt(chance, {**of, "role": role})


def attempt(chance: Chance, of: Facts) -> Iterator[Event]:
    """A mail leaves, and something is heard of it; or a person delivers it."""
    at, message = chance.instant(), f"{of['reference']}-{chance.die.randrange(9)}"
    if chance.is_so(0.25):
        yield t.LaidOut(**of, channel="Courrier", file_id="f", note_id="n")
        yield t.AtHand(**of)
        if chance.is_so():
            yield t.Delivered(**of, on=DAY, deposit_reference="D-1")
        return
    yield t.Drafted(**of, draft_id="d", message_id=message, thread_id="th", box=BOX)
    fate = chance.die.randrange(4)
    if fate == 0:
        yield t.DraftDropped(**of)
    elif fate == 1:
        yield t.FateUnknown(**of)
    else:
        yield t.Leaving(**of)
        yield t.Sent(**of, message_id=message, message_header="<m>", sent_at=at)
        news: list[Event] = [
            t.CameBack(**of, message=message, at=at, is_permanent=chance.is_so()),
            t.Delayed(**of, message=message, at=at),
            t.WasRead(**of, message=message, at=at),
            t.WasAnswered(**of, message=message, at=at),
        ]
        yield chance.die.choice(news)


def contract_life(chance: Chance) -> Iterator[Event]:
    """The client's details are trusted; his contract ends, or begins to."""
    client: Facts = {"client_code": CLIENT}
    if chance.is_so():
        yield a.DetailsTrusted(**client, iban="i", approver="h")
    if chance.is_so():
        yield d.FolderReserved(**client, siren=SIREN, part="2026", folder_id="folder")
        yield d.FolderMade(**client, siren=SIREN, part="2026")
    if chance.is_so(0.6):
        return
    yield from approval(chance, {**client, "reference": CLOSING_KEY}, "end", 1)
    yield c.ClosureConfirmed(**client, end=DAY)
    yield c.BillingStopped(**client, on=DAY)
    yield c.ForwardingRequested(**client, to="h")
    yield c.MailForwarded(**client, box=BOX)
    if chance.is_so():
        yield c.Reopened(**client)


def mailbox_life(chance: Chance) -> Iterator[Event]:
    for mark in range(chance.die.randrange(4)):
        yield m.MailboxRead(client_code=CLIENT, box=BOX, mark=str(mark))
        if chance.is_so(0.3):
            yield m.MailboxDied(client=CLIENT, box=BOX, at=chance.instant())
            if chance.is_so():
                yield m.MailboxBack(client_code=CLIENT, box=BOX)
