"""The mailboxes: every mail that was recorded, and none with our reference that was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.history.contract_end import ContractEnd, is_given_back
from invoicing.history.records import DocumentKey, Stage, Transmission
from invoicing.rows.tabs import normalised
from invoicing.texts.audit import Finding
from jobs.engine.snapshot import Snapshot
from jobs.mail.outgoing import numbered, reference
from jobs.ports import Refused, Trouble

MOST = 200  # mails of a mailbox that are looked into because nothing names them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """A mail as it was recorded."""

    where: str  # the document's number, or the client
    role: str
    key: DocumentKey
    known: Transmission

    def finding(self, code: str) -> Finding:
        return Finding(code=code, where=self.where, what=self.role)


@dataclass(slots=True, kw_only=True)
class _Box:
    """A mailbox, and what was recorded of it."""

    address: str
    mails: list[_Mail] = field(default_factory=list)

    @property
    def sent(self) -> list[_Mail]:
        return [each for each in self.mails if each.known.sent_at]

    @property
    def since(self) -> datetime | None:
        return min((each.known.sent_at for each in self.mails if each.known.sent_at), default=None)


def mails(memory: Snapshot) -> Iterator[Finding]:
    """Compare each mailbox with what was recorded."""
    boxes = {name: _Box(address=address) for name, address in memory.boxes.items()}
    every = list(_recorded(memory))
    for mail in every:
        if mail.known.is_unknown:
            yield mail.finding("mail-lost")
        elif mail.known.box in boxes:
            boxes[mail.known.box].mails.append(mail)
        elif mail.known.message_id:
            yield mail.finding("box-unknown")
    names = {reference(memory.desk.workbook_id, mail.key, mail.role): mail for mail in every}
    for box in boxes.values():
        if box.mails:
            yield from _looked_into(memory, box, names)


def _recorded(memory: Snapshot) -> Iterator[_Mail]:
    history = memory.history
    for key, issued in history.documents.items():
        for role, last in issued.transmissions.items():
            for attempt, known in enumerate((*last.earlier, last), 1):
                name = numbered(role, attempt)
                yield _Mail(where=issued.number, role=name, key=key, known=known)
    for (seller, role), known in history.letters.items():
        yield _Mail(
            where=seller or "Agence", role=role, key=DocumentKey(client=seller), known=known
        )


def _looked_into(memory: Snapshot, box: _Box, names: dict[str, _Mail]) -> Iterator[Finding]:
    """A mailbox that cannot be read says nothing of the others."""
    try:
        found = [*_sent(memory, box, names), *_drafts(memory, box)]
    except Trouble as trouble:
        is_back = isinstance(trouble, Refused) and box.address in _given_back(memory)
        found = [Finding(code="box-given-back" if is_back else "box-unread", where=box.address)]
    yield from found


def _given_back(memory: Snapshot) -> set[str]:
    """The mailboxes that are their owners' again."""
    known = memory.history.closings
    return {
        client.mailbox.strip()
        for client in memory.reading.rows.clients
        if is_given_back(client, known.get(normalised(client.code), ContractEnd()))
    }


def _sent(memory: Snapshot, box: _Box, names: dict[str, _Mail]) -> Iterator[Finding]:
    if box.since is None:
        return
    lying = memory.desk.inbox.sent_since(box.address, box.since)
    listed, recorded = set(lying), {mail.known.message_id for mail in box.sent}
    for mail in box.sent:
        message_id = mail.known.message_id
        if message_id not in listed and not _is_there(memory, box.address, message_id):
            yield mail.finding("mail-gone")
    yield from _strange(memory, box, [each for each in lying if each not in recorded], names)


def _is_there(memory: Snapshot, address: str, message_id: str) -> bool:
    """Gmail's list may lag behind."""
    try:
        memory.desk.outbox.sent(address, message_id)
    except Refused:
        return False
    return True


def _strange(
    memory: Snapshot, box: _Box, unknown: Sequence[str], names: dict[str, _Mail]
) -> Iterator[Finding]:
    """Sent mails that nothing names: people's own, unless they carry our reference."""
    for message_id in unknown[:MOST]:
        found = memory.desk.outbox.reference(box.address, message_id)
        if found in names:
            mail = names[found]
            yield Finding(code="mail-doubled", where=mail.where, what=mail.role)
        elif found:
            yield Finding(code="mail-unknown", where=box.address, what=message_id)
    if len(unknown) > MOST:
        yield Finding(code="mails-unlooked", where=box.address, what=str(len(unknown) - MOST))


def _drafts(memory: Snapshot, box: _Box) -> Iterator[Finding]:
    lying = {each.id: each for each in memory.desk.outbox.drafts(box.address)}
    waiting = [mail for mail in box.mails if mail.known.stage in {Stage.PREPARED, Stage.OUT}]
    for mail in waiting:
        if mail.known.stage is Stage.PREPARED and mail.known.draft_id not in lying:
            yield mail.finding("draft-gone")
    recorded = {mail.known.draft_id for mail in waiting}
    for draft in [each for each in lying.values() if each.id not in recorded][:MOST]:
        if memory.desk.outbox.reference(box.address, draft.message_id):
            yield Finding(code="draft-unknown", where=box.address, what=draft.id)
