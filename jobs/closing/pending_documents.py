"""What is pending when a contract ends, and what will happen to it."""

from __future__ import annotations

from invoicing.register.contract import Contract
from invoicing.register.daily_digest import named
from invoicing.register.entry import DocumentState, Entry
from invoicing.rows.tabs import normalised
from invoicing.texts.contract_end import pending as texts
from invoicing.values.channels import left_to_do

AGENCY, CLIENT = "agence", "client"


def pending(contract: Contract, whom: str = AGENCY) -> tuple[str, ...]:
    """What is not over, and what will happen to it, as *whom* is told."""
    register = contract.register
    entries = (
        (entry, entry.state(register.now))
        for entry in register.entries
        if _owner(contract, entry) == contract.code
    )
    return tuple(
        f"{named(entry)} : {_fate(entry, state, whom)}"
        for entry, state in entries
        if state.name in texts.FATES
    )


def _owner(contract: Contract, entry: Entry) -> str:
    """Whose it is: where the row says another client than its buyer does, the row's."""
    typed = normalised(entry.row.client) if entry.row and entry.document is None else ""
    return typed if typed in contract.register.index.clients else entry.client_code


def _fate(entry: Entry, state: DocumentState, whom: str) -> str:
    task = left_to_do(entry.issued.main.channel).lower() if entry.document else ""
    return texts.FATES[state.name][whom == CLIENT].format(task=task)
