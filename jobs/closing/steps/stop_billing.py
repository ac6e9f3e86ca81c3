"""The step that stops the billing of a client, on the day on which his contract ends."""

from __future__ import annotations

from invoicing.history.contract_end import has_ended
from invoicing.history.events.approvals import Restarted
from invoicing.history.events.contract_end import BillingStopped
from invoicing.register.contract import Contract
from invoicing.register.entry import DocumentState
from jobs.engine.context import Context


def stop_billing(_context: Context, contract: Contract) -> list[Restarted | BillingStopped]:
    """On the day: no new document, open approvals are withdrawn, last numbers are recorded."""
    register, client, code = contract.register, contract.client, contract.code
    if not has_ended(client, contract.closing, contract.today):
        return []
    entries = [entry for entry in register.entries if entry.client_code == code]
    if any(entry.state(register.now) is DocumentState.READY for entry in entries):
        return []  # what is approved leaves first
    open_ones = [e for e in entries if e.document is None and e.dossier.current is not None]
    withdrawn = [Restarted(client_code=code, reference=entry.key.reference) for entry in open_ones]
    stopped = BillingStopped(
        client_code=code,
        on=client.contract_to or contract.today,  # the mandate's last day
        numbers=tuple(sorted(_last_numbers(contract))),
        withdrawn=tuple(entry.key.reference for entry in open_ones),
    )
    return [*withdrawn, stopped]


def _last_numbers(contract: Contract) -> list[str]:
    siren = contract.client.siret[:9]
    return [
        series.number(last.rank)
        for series, last in contract.register.history.series.items()
        if series.siren == siren
    ]
