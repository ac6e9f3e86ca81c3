"""What has been closed stays closed: nothing of a client whom we have let go can be sent any more.

What he does with his account afterwards (applications, delegates) is his affair, and is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from invoicing.history.contract_end import ContractEnd, account_of, is_given_back
from invoicing.history.events.contract_end import Account, ClosingStep, SecretsDestroyed
from invoicing.history.records import Stage
from invoicing.register.entry import UNDERWAY, under_way
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.texts.audit import Finding
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from invoicing.values.mail_addresses import box_hash
from jobs.closing.destroy_secrets import secrets_of
from jobs.closing.facts import open_questions
from jobs.closing.preconditions import moved
from jobs.closing.progress_texts import forgotten_on
from jobs.engine.snapshot import Snapshot
from jobs.ports import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closed:
    """A client whom we have let go."""

    code: str
    client: ClientRow
    closing: ContractEnd

    @property
    def box(self) -> str:
        return self.client.mailbox.strip()

    def finding(self, code: str, what: str = "") -> Finding:
        return Finding(code=code, where=self.code, what=what)


def closings(memory: Snapshot, books: Register, now: datetime) -> Iterator[Finding]:
    """Look at every client whom we have let go, and who has not come back."""
    rows = {normalised(client.code): client for client in memory.reading.rows.clients}
    for code, closing in memory.history.closings.items():
        gone = closing.steps.get(ClosingStep.LET_GO)
        if gone is None or closing.is_restored(ClosingStep.LET_GO):
            continue
        if code not in rows:
            yield Finding(code="closed-row-gone", where=code)
            continue
        closed = _Closed(code=code, client=rows[code], closing=closing)
        if "mailbox" in moved(closed.client, closing):
            yield closed.finding("closed-row-changed", closed.client.header("mailbox"))
            continue
        yield from _grant(memory, closed)
        yield from _secrets(memory, closed, now)
        yield from _aliases(memory, closed)
        yield from _forwarding(memory, closed)
        yield from _unfinished(memory, books, closed, now)


def _grant(memory: Snapshot, closed: _Closed) -> Iterator[Finding]:
    """Try the old token, as long as we have it."""
    grants = (name for name in _names(memory, closed) if name.startswith("google/"))
    if not any(map(memory.desk.safe.holds, grants)):
        return
    try:
        if not memory.desk.handover.is_dead(closed.box):
            yield closed.finding("grant-alive")
    except Trouble:
        yield closed.finding("grant-unread")


def _names(memory: Snapshot, closed: _Closed) -> Iterator[str]:
    return secrets_of(closed.client, memory.reading.rows, memory.history)


def _secrets(memory: Snapshot, closed: _Closed, now: datetime) -> Iterator[Finding]:
    """Gone, or dated for destruction."""
    kept = memory.reading.rows.settings.secrets_kept
    due = forgotten_on(closed.closing, kept)
    is_over = closed.closing.begun(SecretsDestroyed) is not None or (
        due is not None and due < seller_date(now)
    )
    names = filter(memory.desk.safe.holds, _names(memory, closed))
    held = [name.partition("/")[0] for name in names]
    if is_over:
        yield from (closed.finding("secret-kept", f"{name}/…") for name in held)
    elif held and due is not None:
        yield closed.finding("secrets-dated", short_date(due))


def _aliases(memory: Snapshot, closed: _Closed) -> Iterator[Finding]:
    """No mailbox that is still ours sends in his name."""
    for box in _ours(memory):
        try:
            if closed.box.lower() in memory.desk.handover.sends_as(box):
                yield closed.finding("send-as", box)
        except Trouble:
            yield closed.finding("send-as-unread", box)


def _ours(memory: Snapshot) -> list[str]:
    back = {
        client.mailbox.strip().lower()
        for client in memory.reading.rows.clients
        if is_given_back(
            client, memory.history.closings.get(normalised(client.code), ContractEnd())
        )
    }
    boxes = memory.boxes.values()
    sending = [client.mailbox.strip() for client in memory.reading.rows.clients]
    agency = memory.reading.rows.settings.agency.email.strip()
    return [box for box in boxes if box in {agency, *sending} and box.lower() not in back]


def _forwarding(memory: Snapshot, closed: _Closed) -> Iterator[Finding]:
    """By delegation only: a consumer's settings cannot be read without our grant."""
    account = account_of(closed.client)
    if account is Account.OWN:
        return
    try:
        if account is Account.WORKSPACE:
            state = memory.desk.handover.forwarding(closed.box, closed.client.email.strip())
            yield from () if state == "on" else [closed.finding("forwarding-off")]
            return
    except Trouble:
        pass
    seen = closed.closing.steps[ClosingStep.FORWARDED].at
    yield closed.finding("forwarding-unread", short_date(seller_date(seen)))


def _unfinished(
    memory: Snapshot, books: Register, closed: _Closed, now: datetime
) -> Iterator[Finding]:
    """No code that counts, no document or letter on its way out of his mailbox."""
    for _, key in open_questions(memory.history, closed.code):
        yield closed.finding("request-open", key)
    for entry in books.entries:
        if entry.client_code == closed.code and (entry.state(now) in UNDERWAY or under_way(entry)):
            yield closed.finding("sending-open", entry.issued.number)
    for (seller, role), letter in memory.history.letters.items():
        waits = letter.stage in {Stage.PREPARED, Stage.OUT}
        if seller == closed.code and waits and letter.box == box_hash(closed.box):
            yield closed.finding("sending-open", role)
