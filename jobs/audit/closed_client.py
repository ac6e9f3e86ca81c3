"""The clients whom we have let go, and who have not come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.contract import Contract, contract_of
from invoicing.register.register import Register
from invoicing.rows.tabs import normalised
from invoicing.texts.audit import Finding
from jobs.closing.steps.mailbox_in_row import moved
from jobs.ports import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedClient:
    """A client whom we have let go."""

    desk: Desk
    contract: Contract

    def finding(self, code: str, what: str = "") -> Finding:
        """Return what was found of him."""
        return Finding(code=code, where=self.contract.code, what=what)


def closed_clients(desk: Desk, register: Register) -> Iterator[ClosedClient | Finding]:
    """Return each of them; a finding where his row does not say any more which mailbox it was."""
    rows = {normalised(client.code): client for client in register.rows.clients}
    for code, closing in register.history.closings.items():
        gone = closing.steps.get(ClosingStep.LET_GO)
        if gone is None or closing.is_restored(ClosingStep.LET_GO):
            continue
        if code not in rows:
            yield Finding(code="closed-row-gone", where=code)
            continue
        closed = ClosedClient(desk=desk, contract=contract_of(register, code, rows[code]))
        if "mailbox" in moved(closed.contract):
            yield closed.finding("closed-row-changed", rows[code].header("mailbox"))
        else:
            yield closed
