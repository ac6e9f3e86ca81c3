"""What is recorded of a contract's end, and of whose."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.contract_end import ContractEnd, Done
from invoicing.history.events.contract_end import ForwardingRequested
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.mail_addresses import box_hash


def sole(books: Register) -> Iterator[tuple[str, ClientRow]]:
    """The clients whose code names one row: of two, nobody can say which is meant."""
    for client in books.rows.clients:
        code = normalised(client.code)
        if code and code not in books.index.doubled_clients:
            yield code, client


def closing_of(history: History, code: str) -> ContractEnd:
    """How far it has come."""
    return history.closings.get(code, ContractEnd())


def requested(closing: ContractEnd, client: ClientRow) -> Done[ForwardingRequested] | None:
    """Google's request to the address of today; ``None`` where it has refused, or asked another."""
    found = closing.begun(ForwardingRequested)
    return found if found and found.event.to == box_hash(client.email) else None


def open_questions(history: History, code: str) -> Iterator[DocumentKey]:
    """What a client could still answer under a code."""
    for key, dossier in history.dossiers.items():
        if key.client == code and dossier.current is not None and key not in history.documents:
            yield key
