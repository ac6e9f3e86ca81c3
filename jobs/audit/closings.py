"""What has been closed stays closed: nothing of a client whom we have let go can be sent any more.

What he does with his account afterwards (applications, delegates) is his affair, and is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.records import Stage
from invoicing.register.entry import UNDERWAY, under_way
from invoicing.register.register import Register
from invoicing.texts.audit import Finding
from invoicing.values.mail_addresses import box_hash
from jobs.audit.closed_client import ClosedClient, closed_clients
from jobs.audit.closed_mailboxes import aliases, forwarding
from jobs.audit.closed_secrets import grant, secrets
from jobs.engine.snapshot import Snapshot


def closings(memory: Snapshot, register: Register) -> Iterator[Finding]:
    """Look at every client whom we have let go, and who has not come back."""
    named = memory.boxes.values()
    for closed in closed_clients(memory.desk, register):
        if isinstance(closed, Finding):
            yield closed
            continue
        yield from grant(closed)
        yield from secrets(closed)
        yield from aliases(closed, named)
        yield from forwarding(closed)
        yield from _unfinished(closed)


def _unfinished(closed: ClosedClient) -> Iterator[Finding]:
    """No code that counts, no document or letter on its way out of his mailbox."""
    contract, register = closed.contract, closed.contract.register
    for _, key in register.history.open_questions(contract.code):
        yield closed.finding("request-open", key)
    for entry in register.entries:
        if entry.client_code == contract.code and (
            entry.state(register.now) in UNDERWAY or under_way(entry)
        ):
            yield closed.finding("sending-open", entry.issued.number)
    for (code, role), letter in register.history.letters.items():
        waits = letter.stage in {Stage.PREPARED, Stage.OUT}
        if code == contract.code and waits and letter.box == box_hash(contract.mailbox):
            yield closed.finding("sending-open", role)
